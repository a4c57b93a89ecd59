/**
 * The broker's answer to a redemption, checked for shape and bounds before anything in it is used.
 * Closed like the configuration: a key that this launcher does not know might be a condition it would not keep.
 */
import * as v from "valibot";
import { err, ok, type Result } from "./result.ts";

const text = (form: RegExp) => v.pipe(v.string(), v.maxLength(4_096), v.regex(form));
/** RFC 6265 §4.1.1, cookie-octet. */
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const HOST = /^\.?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

const cookie = v.strictObject({
  name: text(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/),
  value: text(COOKIE_VALUE),
  /** Null for the host of the address that is opened. */
  domain: v.nullable(text(HOST)),
  path: text(/^\/[\x21-\x3a\x3c-\x7e]*$/),
  secure: v.literal(true),
  httpOnly: v.literal(true),
  sameSite: v.picklist(["Strict", "Lax", "None"]),
  expires: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff)),
});

const answer = v.strictObject({
  launchId: text(/^[\w-]{1,128}$/),
  correlationId: text(/^[\w-]{1,128}$/),
  application: text(/^[a-z0-9][a-z0-9-]{0,62}$/),
  arguments: v.pipe(v.array(v.pipe(v.string(), v.maxLength(2_048))), v.maxLength(32)),
  environment: v.pipe(
    v.record(text(/^[A-Z][A-Z0-9_]{0,63}$/), v.pipe(v.string(), v.maxLength(2_048))),
    v.check((value) => Object.keys(value).length <= 32),
  ),
  browser: v.nullable(
    v.strictObject({
      url: text(/^https?:\/\/[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+$/),
      cookies: v.pipe(v.array(cookie), v.maxLength(16)),
    }),
  ),
  display: v.strictObject({
    name: v.nullable(v.pipe(v.string(), v.maxLength(1_024))),
    application: v.record(v.string(), v.pipe(v.string(), v.maxLength(1_024))),
  }),
});

export type RedeemedLaunch = v.InferOutput<typeof answer>;
type GrantedCookie = v.InferOutput<typeof cookie>;
/** With the domain as the browser takes it: a leading dot for a host and all below it, else the host alone. */
export type PlacedCookie = GrantedCookie & { readonly domain: string };

export function parseAnswer(body: string): Result<RedeemedLaunch, "answer_malformed"> {
  try {
    const parsed = v.safeParse(answer, JSON.parse(body));
    return parsed.success ? ok(parsed.output) : err("answer_malformed");
  } catch {
    // The parser's message quotes the answer.
    return err("answer_malformed");
  }
}
