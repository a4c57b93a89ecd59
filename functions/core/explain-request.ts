/**
 * A question to explain, from anything: about a launch, or about somebody made up and an application; and what is to be
 * supposed. Closed, bounded, and every fault at once. The command line and the API ask with the same words.
 */
import * as v from "valibot";
import { suggestion } from "./closest.ts";
import { isCountry } from "./countries.ts";
import { parseInstant } from "./instant.ts";
import { parseIp } from "./ip-address.ts";
import type { PolicyIndex } from "./policy-index.ts";
import { policyIssuesOf, schemaMessage } from "./policy-messages.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { closed, list } from "./policy-schema-shapes.ts";
import { err, ok, type Result } from "./result.ts";
import type { SupposedPerson, Supposition } from "./what-if.ts";

export interface ExplainRequest {
  readonly about:
    | { readonly kind: "launch"; readonly launchId: string }
    | { readonly kind: "person"; readonly application: string; readonly person: SupposedPerson };
  readonly supposed: Supposition;
}

const MAX_LENGTH = 256;
const MAX_ITEMS = 200;

const word = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(MAX_LENGTH, `must be at most ${MAX_LENGTH} characters`),
);
/** Counted before anything is said of its items. */
const bounded = <T extends Parameters<typeof list>[0]>(item: T) =>
  v.pipe(v.array(v.unknown()), v.maxLength(MAX_ITEMS, `must be at most ${MAX_ITEMS}`), list(item));
const words = bounded(word);
const country = v.pipe(
  word,
  v.check(isCountry, "must be a country's two letters in capitals, such as `ES` (ISO 3166-1)"),
);
const launchId = v.pipe(
  word,
  v.regex(/^[A-Za-z0-9_\-]{1,64}$/v, "must be the id of a launch, as audit events have it"),
);
const moment = v.pipe(
  word,
  v.check(
    (text) => parseInstant(text) !== undefined,
    "must be a moment with its offset, such as `2026-07-08T12:00:00+02:00` (RFC 3339)",
  ),
);
const address = v.pipe(
  word,
  v.check((text) => parseIp(text) !== undefined, "must be an IPv4 or IPv6 address"),
);

/** What a question may name of the policy. */
interface KnownNames {
  readonly identityProviders: Iterable<string>;
  readonly networks: Iterable<string>;
  readonly fleets: Iterable<string>;
  readonly regions: Iterable<string>;
}

/**
 * The application and the person may be any: that the policy lacks them is an explanation, and no fault. Exported for the
 * OpenAPI document, which is of no policy.
 */
export function explainRequestSchema({ identityProviders, networks, fleets, regions }: KnownNames) {
  const fleet = one("fleet", fleets);
  return v.pipe(
    closed({
      application: v.optional(word),
      principal: v.optional(
        closed({
          identityProvider: one("identity provider", identityProviders),
          subject: word,
          groups: v.optional(words, []),
          country: v.optional(country),
          mfa: v.optional(v.boolean(), false),
        }),
      ),
      launchId: v.optional(launchId),
      at: v.optional(moment),
      ip: v.optional(address),
      network: v.optional(one("network", networks)),
      connectedFrom: v.optional(country),
      fleetsDown: v.optional(bounded(fleet), []),
      fleetsFull: v.optional(bounded(fleet), []),
      regionsDown: v.optional(bounded(one("fleet in the Region", regions)), []),
      consent: v.optional(v.boolean()),
    }),
    v.description(
      "Either `launchId`, or `application` and `principal`; the rest supposes that things were so",
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      for (const { path, message } of subjectFaults(dataset.value)) {
        const input = { ...Object(dataset.value) };
        addIssue({
          message,
          path: [{ type: "object", origin: "value", input, key: path, value: undefined }],
        });
      }
    }),
  );
}

/** A name that the policy has. */
function one(kind: string, names: Iterable<string>) {
  const known = [...names];
  return v.pipe(
    word,
    v.check(
      (name) => known.includes(name),
      ({ input }) => `the policy has no ${kind} \`${input}\`${suggestion(input, known)}`,
    ),
  );
}

/** Either a launch, or an application and somebody; what is no map has a fault of its own. */
function subjectFaults(value: unknown): readonly { readonly path: string; readonly message: string }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const has = (key: string): boolean => Object.hasOwn(value, key);
  const others = ["application", "principal"];
  if (!has("launchId")) {
    const message = "is missing, or else the id of a launch";
    return others.filter((key) => !has(key)).map((path) => ({ path, message }));
  }
  const message = "cannot be asked together with a launch";
  return others.filter(has).map((path) => ({ path, message }));
}

/** Makes the look-ups of one policy once. */
export function explainRequestParser(
  index: PolicyIndex,
): (input: unknown) => Result<ExplainRequest, readonly PolicyIssue[]> {
  const { policy, fleets } = index;
  const schema = explainRequestSchema({
    identityProviders: Object.keys(policy.identityProviders),
    networks: Object.keys(policy.location.networks),
    fleets: fleets.keys(),
    regions: new Set([...fleets.values()].map(({ fleet }) => fleet.region)),
  });
  return (input) => {
    const parsed = v.safeParse(schema, input, { message: schemaMessage });
    if (!parsed.success) return err(policyIssuesOf(parsed.issues));
    return ok({ about: aboutOf(parsed.output), supposed: supposedIn(parsed.output) });
  };
}

type Parsed = v.InferOutput<ReturnType<typeof explainRequestSchema>>;

function aboutOf({ application = "", principal, launchId: id = "" }: Parsed): ExplainRequest["about"] {
  if (principal === undefined) return { kind: "launch", launchId: id };
  const { identityProvider, subject, groups, country: claimed, mfa } = principal;
  const person = { identityProvider, subject, groups, country: claimed, mfa };
  return { kind: "person", application, person };
}

function supposedIn({
  at,
  ip,
  network,
  connectedFrom,
  fleetsDown,
  fleetsFull,
  regionsDown,
  consent,
}: Parsed): Supposition {
  return {
    ...{ clientIp: ip, network, connectedFrom, fleetsDown, fleetsFull, regionsDown },
    atEpochSeconds: at === undefined ? undefined : parseInstant(at),
    hasConsented: consent,
  };
}
