/**
 * The broker as a client of the embedded OpenID provider, registered the way the policy says it authenticates.
 * Its credential is made at every start and reaches the functions by the policy's own `env:` reference, or signs in the
 * emulated KMS.
 */
import { exportJWK, exportPKCS8, generateKeyPair } from "jose";
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { OpenIdClient } from "../identity-provider/clients.ts";
import type { EmulatedKeys } from "./emulated-keys.ts";
import { environmentName } from "./environment-name.ts";

/** The issuer that stands for the embedded provider in a policy, wherever it really listens. */
export const EMBEDDED_ISSUER = "http://127.0.0.1:8081";

export interface EmbeddedClient {
  readonly client: OpenIdClient;
  /** Environment variables that hold the credential. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The broker's, for this provider. */
interface ClientAddresses {
  readonly redirectUri: string;
  readonly backchannelLogoutUri: string;
}

export async function embeddedClient(
  policy: OidcProviderPolicy,
  { redirectUri, backchannelLogoutUri }: ClientAddresses,
  kmsKeys: EmulatedKeys["keys"],
): Promise<EmbeddedClient> {
  const { clientAuthentication, clientId } = policy;
  const registration = {
    ...{ clientId, redirectUris: [redirectUri], backchannelLogoutUri },
    idTokenAlgorithm: idTokenAlgorithm(policy),
  };
  switch (clientAuthentication.method) {
    case "none":
      return { client: { ...registration, authentication: { method: "none" } }, environment: {} };
    case "client_secret_basic": {
      const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
      return {
        client: { ...registration, authentication: { method: "client_secret_basic", secret } },
        environment: { [environmentName(clientAuthentication.secret)]: secret },
      };
    }
    case "private_key_jwt": {
      const { algorithm: alg, keyId: kid, key } = clientAuthentication;
      const kept = kmsKeys.get(key);
      const { publicKey, privateKey } = kept ?? (await generateKeyPair(alg, { extractable: true }));
      const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg, kid, use: "sig" }] } as EmbeddedJwks;
      return {
        client: { ...registration, authentication: { method: "private_key_jwt", jwks } },
        environment: kept === undefined ? { [environmentName(key)]: await exportPKCS8(privateKey) } : {},
      };
    }
  }
}

type EmbeddedJwks = Extract<OpenIdClient["authentication"], { method: "private_key_jwt" }>["jwks"];

function idTokenAlgorithm({ algorithms }: OidcProviderPolicy): "RS256" | "ES256" {
  return algorithms.includes("RS256") || !algorithms.includes("ES256") ? "RS256" : "ES256";
}
