/**
 * node-saml, our verifier, with the settings that its defaults leave open (docs/decisions/0014). Loaded
 * when first used. Invariant: of what it returns only the signed bytes are read, and every exception is a refusal.
 */
import type { SAML, SamlConfig } from "@node-saml/node-saml";
import { CLOCK_SKEW_MILLISECONDS } from "./instant.ts";

export interface LibraryParties {
  readonly serviceProviderEntityId: string;
  readonly assertionConsumerServiceUrl: string;
  readonly identityProviderEntityId: string;
  /** PEM. */
  readonly certificates: readonly string[];
}

/** No state in the library: requests and replays are remembered by the login transaction and the one-time store. */
const NO_CACHE = {
  saveAsync: async () => null,
  getAsync: async () => null,
  removeAsync: async () => null,
};

export async function createLibrary(parties: LibraryParties, settings: Partial<SamlConfig>): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import("@node-saml/node-saml");
  return new SAML({
    callbackUrl: parties.assertionConsumerServiceUrl,
    issuer: parties.serviceProviderEntityId,
    audience: parties.serviceProviderEntityId,
    idpIssuer: parties.identityProviderEntityId,
    idpCert: [...parties.certificates],
    acceptedClockSkewMs: CLOCK_SKEW_MILLISECONDS,
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: NO_CACHE,
    ...settings,
  });
}

export interface PresentSignatures {
  readonly response: boolean;
  readonly assertion: boolean;
}

/**
 * The signed assertion, or undefined for whatever the library refuses. Each signature that is there is demanded: with
 * either one enough, the other could be a forgery.
 */
export async function signedAssertionXml(
  parties: LibraryParties,
  xml: string,
  signatures: PresentSignatures,
  privateKey: string | undefined,
): Promise<string | undefined> {
  const library = await createLibrary(parties, {
    wantAuthnResponseSigned: signatures.response,
    wantAssertionsSigned: signatures.assertion,
    ...(privateKey !== undefined && { decryptionPvk: privateKey }),
  });
  try {
    const SAMLResponse = Buffer.from(xml).toString("base64");
    const { profile } = await library.validatePostResponseAsync({ SAMLResponse });
    return profile?.getAssertionXml?.();
  } catch {
    // Its messages quote the document.
    return undefined;
  }
}
