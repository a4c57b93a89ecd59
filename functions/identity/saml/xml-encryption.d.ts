/** The part of xml-encryption 3 that is used; the package brings no types. */
declare module "xml-encryption" {
  interface DecryptOptions {
    /** PEM. */
    readonly key: string;
    readonly warnInsecureAlgorithm?: boolean;
  }

  interface EncryptOptions {
    /** PEM: the public key, and the certificate that goes into KeyInfo. */
    readonly rsa_pub: string;
    readonly pem: string;
    readonly encryptionAlgorithm: string;
    readonly keyEncryptionAlgorithm: string;
    readonly keyEncryptionDigest?: string;
    readonly disallowEncryptionWithInsecureAlgorithm?: boolean;
    readonly warnInsecureAlgorithm?: boolean;
  }

  type Callback = (error: Error | null, result: string) => void;

  export function decrypt(xml: string, options: DecryptOptions, callback: Callback): void;
  export function encrypt(content: string, options: EncryptOptions, callback: Callback): void;
}
