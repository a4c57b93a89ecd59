/**
 * The formats of single values in a deployment. As in a policy, messages say what to write and never repeat the value.
 */
import * as v from "valibot";
import { parseCidr, parseIp } from "../../functions/core/ip-address.ts";
import { closed, text } from "../../functions/core/policy-schema-shapes.ts";
import { isCron } from "./schedule-expression.ts";

const LABEL = "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?";
const DOMAIN = `(?:${LABEL}\\.)+${LABEL}`;

/** 1 to 65535. */
const PORT = [
  "[1-9][0-9]{0,3}",
  "[1-5][0-9]{4}",
  "6[0-4][0-9]{3}",
  "65[0-4][0-9]{2}",
  "655[0-2][0-9]",
  "6553[0-5]",
].join("|");

/** AppStream's limit for a host that may embed (API reference, CreateStack). */
const MAX_EMBED_HOST_LENGTH = 128;

export function mapOf<const K extends v.GenericSchema<string, string>, const S extends v.GenericSchema>(
  key: K,
  value: S,
) {
  return v.pipe(
    v.custom<unknown>(
      (input) => typeof input === "object" && input !== null && !Array.isArray(input),
      "must be a map of keys and values",
    ),
    v.record(key, value),
  );
}

/** Short enough for the longest name made from it, an S3 bucket's with account and Region, to stay within 63. */
export const deploymentName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z][a-z0-9\-]{0,18}[a-z0-9]$/v,
    "must be 2 to 20 lower-case letters, digits and hyphens, begin with a letter, and not end with a hyphen",
  ),
);

export const accountId = v.pipe(
  v.string(),
  v.regex(/^[0-9]{12}$/v, "must be the 12 digits of an AWS account, in quotes"),
);

export const fileBeside = v.pipe(
  text,
  v.regex(
    /^[^\/\\\p{Cc}][^\\\p{Cc}]*$/v,
    "must be a path from the deployment file, with `/` between its parts",
  ),
);

export const hostedZoneId = v.pipe(
  v.string(),
  v.regex(/^Z[A-Z0-9]{1,31}$/v, "must be the id of a hosted zone of Route 53, such as Z0123456789ABCDEFGHIJ"),
);

export const certificateArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(?:-us-gov)?:acm:[a-z0-9\-]+:[0-9]{12}:certificate\/[A-Za-z0-9\-]+$/v,
    "must be the ARN of an ACM certificate: arn:aws:acm:REGION:ACCOUNT:certificate/ID",
  ),
);

export const managedPolicyArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(?:-us-gov)?:iam::(?:[0-9]{12}|aws):policy\/[\w+=,.@\/\-]+$/v,
    "must be the ARN of a managed policy: arn:aws:iam::ACCOUNT:policy/NAME",
  ),
);

export const samlProviderArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(?:-us-gov)?:iam::[0-9]{12}:saml-provider\/[\w._\-]{1,128}$/v,
    "must be the ARN of a SAML provider in IAM: arn:aws:iam::ACCOUNT:saml-provider/NAME",
  ),
);

export const ipv4Address = v.pipe(v.string(), v.ipv4("must be an IPv4 address, such as 10.9.0.10"));

export const distinguishedName = v.pipe(
  text,
  v.regex(
    /^[A-Za-z][A-Za-z0-9.]*=[^,]/v,
    "must be a distinguished name as API Gateway reports it, such as CN=streamgate-edge,O=Example Bank",
  ),
);

const email = v.pipe(v.string(), v.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/v, "must be an e-mail address"));

const httpsEndpoint = v.pipe(v.string(), v.regex(/^https:\/\/[^\s@]+$/v, "must be an https URL"));

export const subscriber = v.union([email, httpsEndpoint], "must be an e-mail address or an https URL");

/** AWS permits more signs in some services; these are what all of them take. */
const TAG_TEXT = "[\\p{L}\\p{N} _.:\\/=+\\-@]";

export const tagKey = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(?![Aa][Ww][Ss]:)${TAG_TEXT}{1,128}$`, "v"),
    "the tag's key must have 1 to 128 letters, digits, spaces and signs of `_.:/=+-@`, and not begin with `aws:`",
  ),
);

export const tagValue = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^${TAG_TEXT}{0,256}$`, "v"),
    "must have at most 256 letters, digits, spaces and signs of `_.:/=+-@`",
  ),
);

/** Instances have IPv4 addresses, whatever else they have. */
export const ipv4Range = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const text = dataset.typed ? dataset.value : "0.0.0.0/0";
    const range = parseCidr(text);
    if (range.ok && range.value.family === 4) return;
    // Of an IPv4 address the parser says what to write instead.
    const isIpv4 = parseIp(String(text.split("/")[0]))?.family === 4 && !text.includes(":");
    addIssue({ message: isIpv4 && !range.ok ? range.error : "must be an IPv4 range, such as 10.20.0.0/20" });
  }),
);

export const transitGatewayId = v.pipe(
  v.string(),
  v.regex(
    /^tgw-(?:[0-9a-f]{8}|[0-9a-f]{17})$/v,
    "must be the id of a transit gateway: tgw- and 17 hexadecimal digits",
  ),
);

export const hostAndPort = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(?:${LABEL}\\.)*${LABEL}:(?:${PORT})$`, "v"),
    "must be a host in lower case and its port, such as proxy.example.com:3128",
  ),
);

export const allowedDomain = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^\\.?${DOMAIN}$`, "v"),
    "must be a domain name such as updates.example.com, or .example.com for every name below it",
  ),
);

export const embedOrigin = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^https:\\/\\/${DOMAIN}$`, "v"),
    "must be an https origin without port and path, such as https://portal.example.com",
  ),
  v.check(
    (value) => value.length - "https://".length <= MAX_EMBED_HOST_LENGTH,
    `must have a host of at most ${MAX_EMBED_HOST_LENGTH} characters`,
  ),
);

export const imageName = v.pipe(
  v.string(),
  v.regex(
    /^(?:arn:aws(?:-us-gov)?:appstream:[a-z0-9\-]+:(?:[0-9]{12})?:image\/)?[a-zA-Z0-9][a-zA-Z0-9_.\-]{0,100}$/v,
    "must be the name of an image, or its ARN if it is another account's",
  ),
);

/** Sizes come and go, so the shape is asked; the families with a hyphen are those AWS has taken back. */
export const instanceType = v.pipe(
  v.string(),
  v.regex(
    /^stream\.[a-z]+(?:\.[a-z][a-z0-9]*)?\.(?:small|medium|(?:[0-9]*x)?large)$/v,
    "must be an instance type of AppStream, such as stream.standard.medium or stream.graphics.g6.xlarge; graphics-design, graphics-desktop and graphics-pro are no longer offered",
  ),
);

export const directory = closed({
  name: v.pipe(
    v.string(),
    v.regex(new RegExp(`^${DOMAIN}$`, "v"), "must be the directory's domain name, such as corp.example.com"),
  ),
  organizationalUnit: v.pipe(
    text,
    v.regex(
      /^[Oo][Uu]=[^,]+(?:,(?:[Oo][Uu]|[Dd][Cc])=[^,]+)*,[Dd][Cc]=[^,]+$/v,
      "must be the distinguished name of an organizational unit, such as OU=Streaming,DC=corp,DC=example,DC=com; the container CN=Computers is none",
    ),
  ),
});

export const cron = v.pipe(
  v.string(),
  v.check(
    isCron,
    "must be cron(minutes hours day-of-month month day-of-week year) with `?` for one of the two days, such as cron(0 7 ? * MON-FRI *)",
  ),
);
