/**
 * The formats of single values in a policy. Messages never repeat the value: it may be a secret in the wrong place.
 */
import * as v from "valibot";
import { contextPatternFault } from "./context-pattern.ts";
import { isCountry } from "./countries.ts";
import { parseInstant } from "./instant.ts";
import { parseCidr } from "./ip-address.ts";
import { ID, text } from "./policy-schema-shapes.ts";

const HOST_LABEL = "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?";
const DOMAIN_NAME = new RegExp(`^(?=.{1,253}$)(?:${HOST_LABEL}\\.)+${HOST_LABEL}$`, "v");
const HOST = new RegExp(`^(?:${HOST_LABEL}\\.)*${HOST_LABEL}(?::[0-9]{1,5})?$`, "v");

export const idReference = v.pipe(
  v.string(),
  v.regex(ID, "must be an id: lower-case letters, digits and hyphens"),
);

/** AppStream's own pattern for names of stacks and fleets (API reference, CreateStreamingURL). */
export const appStreamName = v.pipe(
  v.string(),
  v.regex(
    /^[a-zA-Z0-9][a-zA-Z0-9_.\-]{0,100}$/v,
    "must be a name as AppStream has it: letters, digits, `_`, `.` and `-`, at most 101",
  ),
);

export const country = v.pipe(
  v.string(),
  v.check(isCountry, "must be an ISO 3166-1 alpha-2 country code in capitals, such as IE"),
);

export const domainName = v.pipe(
  v.string(),
  v.regex(DOMAIN_NAME, "must be a domain name in lower case, such as streaming.example.com"),
);

export const host = v.pipe(
  v.string(),
  v.regex(HOST, "must be a host name in lower case, without scheme or path, such as keys.example.com"),
);

export const httpsUrl = v.pipe(
  v.string(),
  v.check(
    (value) => isBareUrl(value) && new URL(value).protocol === "https:",
    "must be an https URL without user name or password",
  ),
);

/**
 * As browsers write it in `Origin`, so that comparing texts compares origins. It becomes a source of a page's policy, where
 * what a URL's host may hold beside a name has a meaning of its own: `*` would be every host.
 */
export const webOrigin = v.pipe(
  v.string(),
  v.check(
    (value) =>
      /^https?:\/\/[a-z0-9.\-\[\]:]+$/v.test(value) && isBareUrl(value) && new URL(value).origin === value,
    "must be an origin as browsers write it: scheme, host and port if it is not the usual one, such as https://intranet.example.com",
  ),
);

/** Here too http is for the whole policy to allow or not (policy-check-saml.ts). */
export const webUrl = v.pipe(
  v.string(),
  v.check(
    (value) => isBareUrl(value) && /^https?:$/v.test(new URL(value).protocol),
    "must be an https URL without user name or password",
  ),
);

export const absoluteUri = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z][A-Za-z0-9+.\-]*:[\x21-\x7e]+$/v,
    "must be an absolute URI, such as https://refeds.org/profile/mfa",
  ),
);

/** Written in one way only, and never out of the policy's folder: files that are fetched are written there. */
export const relativePath = v.pipe(
  text,
  v.check(
    (value) =>
      !/[\\\p{Cc}]/v.test(value) && value.split("/").every((part) => !["", ".", ".."].includes(part)),
    "must be a path below the policy's folder, with `/` between its parts and no `.` or `..` among them",
  ),
);

/** Whether http may stand here is for the whole policy to say (policy-check-identity.ts). */
export const issuer = v.pipe(
  v.string(),
  v.check(
    (value) => isBareUrl(value) && !/[?#]/v.test(value) && /^https?:$/v.test(new URL(value).protocol),
    "must be an https URL without query, fragment, user name or password, exactly as the provider writes it",
  ),
);

export const timeZone = v.pipe(
  v.string(),
  v.check(isTimeZone, "must be an IANA time zone, such as Europe/Dublin"),
);

export const timeOfDay = v.pipe(
  v.string(),
  v.regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/v, "must be a time HH:MM from 00:00 to 23:59, in quotes"),
);

/** As an end, midnight is written `24:00`. */
export const endOfDay = v.pipe(
  v.string(),
  v.regex(/^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/v, "must be a time HH:MM up to 24:00, in quotes"),
);

/** RFC 3339, with its offset: a time of day alone would mean another moment in every Region. */
export const instant = v.pipe(
  v.string(),
  v.check(
    (value) => parseInstant(value) !== undefined,
    "must be a moment with its offset, in quotes, such as 2026-11-23T09:00:00+01:00",
  ),
);

/** Where the identity provider starts a sign-in to AWS. The relay state is one value of its query, put there by us. */
export const federationLink = v.pipe(
  v.string(),
  v.check(
    isFederationLink,
    "must be an https URL with `{relayState}` once, as a value of its query, such as https://sso.example.com/start?partner=aws&RelayState={relayState}",
  ),
);

export const ipRange = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const range = dataset.typed ? parseCidr(dataset.value) : undefined;
    if (range?.ok === false) addIssue({ message: range.error });
  }),
);

export const contextPattern = v.pipe(
  text,
  v.rawCheck(({ dataset, addIssue }) => {
    const message = dataset.typed ? contextPatternFault(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  }),
);

export const degrees = (limit: number) =>
  v.pipe(
    v.number(),
    v.minValue(-limit, `must be degrees from -${limit} to ${limit}`),
    v.maxValue(limit, `must be degrees from -${limit} to ${limit}`),
  );

/** The parser drops white space and reads `https:/x`, so what it would repair is refused first. */
function isBareUrl(value: string): boolean {
  if (!/^[a-z]+:\/\/[\x21-\x7e]+$/v.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === "" && password === "" && !value.includes("@");
}

function isFederationLink(value: string): boolean {
  const PLACE = "relay-state";
  const link = value.replace("{relayState}", PLACE);
  if (link === value || link.includes("{") || !isBareUrl(link)) return false;
  const { protocol, hash, searchParams } = new URL(link);
  return protocol === "https:" && hash === "" && [...searchParams.values()].includes(PLACE);
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    // Offsets such as +01:00 pass Intl too, and know no daylight saving.
    return /^[A-Za-z]/v.test(value);
  } catch {
    // Intl's RangeError says only that it does not know the zone.
    return false;
  }
}
