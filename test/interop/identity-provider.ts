/**
 * What the tests ask of both Debian identity providers. Each is one process on 127.0.0.1, which is another site than
 * the broker's localhost, and takes the broker's metadata as it came.
 */

export interface ServiceProvider {
  /** Its name in these tests and, where the identity provider wants one, there. */
  readonly id: string;
  readonly metadataXml: string;
  /** Default: what the identity provider makes of the metadata by itself. */
  readonly signs?: "both" | "response" | "assertion";
  /** AES-128-CBC with RSA-OAEP, whatever the metadata asks for: neither knows anything else. Default: false. */
  readonly encryptsAssertion?: boolean;
  /** LemonLDAP::NG only: how long after the password it says that its session ends; negative: before. */
  readonly sessionSeconds?: number;
}

export interface SamlIdentityProvider {
  readonly origin: string;
  readonly samlEntityId: string;
  /** The whole document, as it is published now. */
  metadataXml(): Promise<string>;
  /** While it runs; the same id again replaces what was there. */
  importServiceProviders(serviceProviders: readonly ServiceProvider[]): Promise<void>;
  /** Where a tile of its portal leads: a Response that nobody asked for. */
  idpInitiatedUrl(serviceProvider: string, relayState?: string): string;
  stop(): Promise<void>;
}
