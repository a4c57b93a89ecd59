/** A posted JSON document, read within a bound: unknown senders may post anything. */
import type { HttpRequest } from "./request.ts";

/** Room for a question with hundreds of groups; base64 included. */
const MAX_BODY_LENGTH = 131_072;

/** Undefined for what is no JSON, is not said to be any, or is longer than `maxLength` as it came. */
export function readJsonBody({ headers, body }: HttpRequest, maxLength = MAX_BODY_LENGTH): unknown {
  const [type = ""] = (headers["content-type"] ?? "").split(";", 1);
  if (type.trim().toLowerCase() !== "application/json" || body.text.length > maxLength) return undefined;
  try {
    return JSON.parse(bodyOctets(body).toString("utf8"));
  } catch {
    // The message quotes what was sent.
    return undefined;
  }
}

/** What was sent, for whoever checks a signature over it. */
export function bodyOctets({ text, isBase64 }: HttpRequest["body"]): Buffer {
  return Buffer.from(text, isBase64 ? "base64" : "utf8");
}
