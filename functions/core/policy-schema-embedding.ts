/** Schema of `embedding`: AppStream's embedding script, and the domain of embedded streams. */
import * as v from "valibot";
import type { EmbeddingPolicy } from "./policy-embedding.ts";
import { domainName, webUrl } from "./policy-schema-formats.ts";
import { closed } from "./policy-schema-shapes.ts";

const integrity = v.pipe(
  v.string(),
  v.regex(
    /^sha(?:256|384|512)-[A-Za-z0-9+\/]{43,86}={0,2}$/v,
    "must be a digest as browsers compare it, such as sha384-… in base64 (openssl dgst -sha384 -binary FILE | base64)",
  ),
);

/** It becomes a source of the page's policy, in which these have a meaning of their own. */
const scriptUrl = v.pipe(
  webUrl,
  v.check((value) => !/[;,?#'"*]/v.test(value), "must have no query, and none of ; , ' \" * in its path"),
);

export const embedding: v.GenericSchema<unknown, EmbeddingPolicy> = closed({
  script: scriptUrl,
  integrity: v.optional(v.nullable(integrity), null),
  customUrlDomain: v.optional(v.nullable(domainName), null),
});
