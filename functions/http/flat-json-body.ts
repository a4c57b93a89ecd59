/**
 * A posted JSON object of texts, in which no key stands twice: whatever else read it on its way may have believed the first
 * of two where JSON.parse believes the last (RFC 8259 §4).
 */
import { bodyOctets, readJsonBody } from "./json-body.ts";
import type { HttpRequest } from "./request.ts";

/** In JSON that was parsed, every quotation mark that is not escaped begins or ends one of these. */
const STRING = /"(?:[^"\\]|\\.)*"/gs;

/** As `readJsonBody`, and undefined as well for an object of texts that has a key twice. */
export function readFlatJsonBody(request: HttpRequest, maxLength: number): unknown {
  const value = readJsonBody(request, maxLength);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const isFlat = Object.values(value).every((member) => typeof member === "string");
  const strings = bodyOctets(request.body).toString("utf8").match(STRING) ?? [];
  return isFlat && strings.length !== 2 * Object.keys(value).length ? undefined : value;
}
