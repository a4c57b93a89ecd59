/** A posted JSON document, read within a bound: unknown senders may post anything. */
import type { HttpRequest } from "./request.ts";

/** Room for a question with hundreds of groups; base64 included. */
const MAX_BODY_LENGTH = 131_072;

/** Undefined for what is no JSON, is not said to be any, or is too large. */
export function readJsonBody({ headers, body }: HttpRequest): unknown {
  const [type = ""] = (headers["content-type"] ?? "").split(";", 1);
  if (type.trim().toLowerCase() !== "application/json" || body.text.length > MAX_BODY_LENGTH)
    return undefined;
  const text = body.isBase64 ? Buffer.from(body.text, "base64").toString("utf8") : body.text;
  try {
    return JSON.parse(text);
  } catch {
    // The message quotes what was sent.
    return undefined;
  }
}
