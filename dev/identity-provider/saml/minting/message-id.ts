/** Identifiers of messages: NCNames with 128 random bits, as SAML Core §1.3.4 asks. */

import { randomBytes } from "node:crypto";

export function makeMessageId(): string {
  return `_${randomBytes(16).toString("hex")}`;
}
