/** PURE: sending over the HTTP-Redirect binding (SAML Bindings §3.4), always signed, with RSA and SHA-256. */

import { sign } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import type { SamlKey } from "./minting/saml-key.ts";
import { SIGNATURE_ALGORITHMS } from "./minting/signature-algorithms.ts";
import type { MessageKind } from "./redirect-message.ts";

/** Where the browser takes the message to. */
export function redirectUrl(endpoint: string, kind: MessageKind, xml: string, key: SamlKey): string {
  const parameters = {
    [kind]: deflateRawSync(xml).toString("base64"),
    SigAlg: SIGNATURE_ALGORITHMS["rsa-sha256"],
  };
  const written = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const signedOctets = written.join("&");
  const signature = sign("sha256", Buffer.from(signedOctets, "latin1"), key.privateKey).toString("base64");
  const separator = endpoint.includes("?") ? "&" : "?";
  return `${endpoint}${separator}${signedOctets}&Signature=${encodeURIComponent(signature)}`;
}
