/** SHA-256 of a text in ASCII, base64url: the hash that JOSE's claims about other texts want. */
import { createHash } from "node:crypto";

export function sha256Text(text: string): string {
  return createHash("sha256").update(text, "ascii").digest("base64url");
}
