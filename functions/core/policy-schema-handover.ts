/**
 * Schema of `handover`, `instances` and `tokens`: what an instance may ask for, what its launcher is given, and what
 * signs it. What templates may hold is in policy-check-handover.ts.
 */
import * as v from "valibot";
import { roleKey } from "./instance-identity.ts";
import type {
  BrowserHandoverPolicy,
  CookiePolicy,
  FrontChannelPolicy,
  HandoverPolicy,
  InstancesPolicy,
  TokenPolicy,
  TokensPolicy,
} from "./policy-handover.ts";
import { domainName, issuer, webUrl } from "./policy-schema-formats.ts";
import { secretReference, signingKeyReference } from "./policy-schema-references.ts";
import { byId, byName, closed, list, text, wholeNumber } from "./policy-schema-shapes.ts";

const ROLE_ARN = /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@\-\/]{1,576}$/v;

const roleArn = v.pipe(
  v.string(),
  v.regex(ROLE_ARN, "must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/treasury-fleet"),
  // More than editors can be told: a name of 64 characters, and a partition that Streamgate runs in.
  v.check(
    (arn) => !ROLE_ARN.test(arn) || roleKey(arn) !== undefined,
    "is no role's that a session could ever have",
  ),
);

export const instances: v.GenericSchema<unknown, InstancesPolicy> = v.pipe(
  closed({
    roleArn: v.optional(v.nullable(roleArn), null),
    key: v.optional(v.nullable(secretReference), null),
  }),
  v.check(
    (written) => (written.roleArn === null) !== (written.key === null),
    "must have either `roleArn` or, where no role can be used, `key`",
  ),
);

/** Long enough for an application to be opened, short enough to be no session of its own. */
const token: v.GenericSchema<unknown, TokenPolicy> = closed({
  audience: text,
  groups: v.optional(list(text), []),
  groupsByProvider: v.optional(byId(list(text)), {}),
  seconds: wholeNumber(10, 3_600),
});

const cookie: v.GenericSchema<unknown, CookiePolicy> = closed({
  // RFC 6265 §4.1.1, as short as every browser takes it.
  name: v.pipe(
    v.string(),
    v.regex(
      /^[\x21\x23-\x27*+\-.0-9A-Z^_\x60a-z\x7c~]{1,64}$/v,
      "must be a cookie's name: letters, digits, `_`, `-` and other signs of RFC 6265, at most 64",
    ),
  ),
  domain: v.optional(v.nullable(domainName), null),
  path: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\/[\x21-\x3a\x3c-\x7e]*$/v, "must be a path that begins with `/`, without spaces or `;`"),
    ),
    "/",
  ),
  sameSite: v.optional(v.picklist(["Strict", "Lax", "None"]), "Lax"),
  token,
});

const frontChannel: v.GenericSchema<unknown, FrontChannelPolicy> = closed({
  url: webUrl,
  parameter: v.pipe(
    v.string(),
    v.regex(
      /^[A-Za-z0-9_.\-]{1,64}$/v,
      "must be a name in a query: letters, digits, `_`, `.` and `-`, at most 64",
    ),
  ),
  token,
});

const browser: v.GenericSchema<unknown, BrowserHandoverPolicy> = closed({
  url: webUrl,
  cookies: v.optional(v.pipe(v.array(cookie), v.maxLength(8, "must be at most 8")), []),
  frontChannel: v.optional(v.nullable(frontChannel), null),
});

const template = v.pipe(text, v.maxLength(1_024, "must have at most 1024 characters"));

const variableName = v.pipe(
  v.string(),
  v.regex(
    /^[A-Z][A-Z0-9_]{0,63}$/v,
    "the name of a variable must be capitals, digits and `_`, start with a letter, and have at most 64",
  ),
);

export const handover: v.GenericSchema<unknown, HandoverPolicy> = closed({
  arguments: v.optional(v.pipe(v.array(template), v.maxLength(32, "must be at most 32")), []),
  environment: v.optional(byName(variableName, template), {}),
  browser: v.optional(v.nullable(browser), null),
});

export const tokens: v.GenericSchema<unknown, TokensPolicy> = closed({
  issuer: v.optional(v.nullable(issuer), null),
  keys: v.optional(
    v.pipe(
      list(signingKeyReference),
      v.maxLength(2, "must be at most two: one in use, one on its way in or out"),
    ),
    [],
  ),
});
