/** PURE: the name of a certificate's subject, from the text that people write (RFC 4514, without its escapes). */
import { err, ok, type Result } from "../../functions/core/result.ts";
import { objectIdentifier, printableString, sequence, set, utf8String } from "./der.ts";

const TYPES: ReadonlyMap<string, string> = new Map([
  ["CN", "2.5.4.3"],
  ["C", "2.5.4.6"],
  ["L", "2.5.4.7"],
  ["ST", "2.5.4.8"],
  ["O", "2.5.4.10"],
  ["OU", "2.5.4.11"],
]);
/** RFC 5280, appendix A.1: the upper bounds of most are 64. */
const MAX_LENGTH = 64;

/** `CN=streamgate,O=Northwind Bank,C=IE` → DER; the text begins with what the DER ends with. */
export function distinguishedName(text: string): Result<Buffer, string> {
  const parts: Buffer[] = [];
  for (const part of text.split(",")) {
    const [, type = "", value = ""] = /^\s*([A-Z]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    const identifier = TYPES.get(type);
    if (identifier === undefined) {
      return err(`is a list such as CN=streamgate,O=Example; it may hold ${[...TYPES.keys()].join(", ")}`);
    }
    if (value === "" || value.length > MAX_LENGTH || /["+;<>\\\p{Cc}]/u.test(value)) {
      return err(`has a ${type} that is empty, too long, or holds one of "+;<>\\`);
    }
    if (type === "C" && !/^[A-Z]{2}$/.test(value)) return err("has a C that is no country of two capitals");
    const string = type === "C" ? printableString(value) : utf8String(value);
    parts.unshift(set(sequence(objectIdentifier(identifier), string)));
  }
  return ok(sequence(...parts));
}
