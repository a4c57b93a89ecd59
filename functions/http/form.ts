/** A posted form (`application/x-www-form-urlencoded`), read within a bound: unknown senders may post anything. */
import { err, ok, type Result } from "../core/result.ts";
import type { HttpRequest } from "./request.ts";

export type FormFault = "content_type" | "too_large";

/** Room for one SAMLResponse of 256 KiB whose every character is percent-encoded, in base64. */
const MAX_BODY_LENGTH = 1_200_000;

/** URLSearchParams takes quadratic time over names without `=`; our forms and SAML's have three fields at most. */
const MAX_FIELDS = 16;

export function readForm({ headers, body }: HttpRequest): Result<URLSearchParams, FormFault> {
  const [type = ""] = (headers["content-type"] ?? "").split(";", 1);
  if (type.trim().toLowerCase() !== "application/x-www-form-urlencoded") return err("content_type");
  if (body.text.length > MAX_BODY_LENGTH) return err("too_large");
  const text = body.isBase64 ? Buffer.from(body.text, "base64").toString("utf8") : body.text;
  if (text.split("&", MAX_FIELDS + 1).length > MAX_FIELDS) return err("too_large");
  return ok(new URLSearchParams(text));
}
