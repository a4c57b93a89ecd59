/** How the relying party proves itself at the token endpoint (OIDC Core §9). Secrets come resolved, never from the policy. */
import { type CryptoKey, importJWK, importPKCS8 } from "jose";
import { type ClientAuth, None, PrivateKeyJwt } from "openid-client";
import type { ClientAuthentication } from "../../core/policy-identity.ts";

/** `secret` is what the policy's reference stands for; undefined only for a public client. Throws a TypeError that shows no secret. */
export async function clientAuthentication(
  policy: ClientAuthentication,
  secret: string | undefined,
): Promise<ClientAuth> {
  switch (policy.method) {
    case "none":
      return None();
    case "client_secret_basic":
      return clientSecretBasic(required(secret));
    case "private_key_jwt": {
      const key = await importPrivateKey(required(secret), policy.algorithm);
      return PrivateKeyJwt({ key, kid: policy.keyId });
    }
  }
}

/**
 * What need not be encoded stays as it is. openid-client encodes `-`, `_` and the like too, which RFC 6749 §2.3.1
 * permits and a provider that does not decode (LemonLDAP::NG 2.16) takes for another secret.
 */
function clientSecretBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const parts = [client.client_id, secret].map((part) => encodeURIComponent(part).replaceAll("%20", "+"));
    headers.set("authorization", `Basic ${Buffer.from(parts.join(":")).toString("base64")}`);
  };
}

async function importPrivateKey(text: string, algorithm: string): Promise<CryptoKey> {
  try {
    const isJwk = text.trimStart().startsWith("{");
    const key = isJwk ? await importJWK(JSON.parse(text), algorithm) : await importPKCS8(text, algorithm);
    if (key instanceof Uint8Array || key.type !== "private") throw new TypeError("not a private key");
    const { modulusLength = 2048 } = key.algorithm as { readonly modulusLength?: number };
    if (modulusLength < 2048) throw new TypeError("a weak key");
    return key;
  } catch {
    // The cause may quote the key.
    throw new TypeError(
      `the private_key_jwt key is neither PKCS #8 PEM nor a private JWK for ${algorithm}, or weaker than 2048 bits`,
    );
  }
}

function required(secret: string | undefined): string {
  if (secret === undefined || secret === "") throw new TypeError("the client secret is empty");
  return secret;
}
