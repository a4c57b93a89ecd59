/**
 * An explanation as a schema (explanation.ts is its type): the OpenAPI document is made of it, and the tests hold every answer
 * of the running handler against it. Nothing at run time reads it.
 */
import * as v from "valibot";
import { closed, fields } from "./policy-schema-shapes.ts";

const maybeText = v.nullable(v.string());
const maybeNumber = v.nullable(v.number());
const maybeFlag = v.nullable(v.boolean());
const texts = v.array(v.string());
const epochSeconds = v.pipe(v.number(), v.description("Seconds since the epoch"));
const fleet = v.pipe(v.string(), v.description("The policy's id"));
const reason = v.pipe(v.string(), v.description("Exact and stable, in snake_case"));

const drain = { owner: v.string(), reason: v.string(), until: epochSeconds };
const classWindow = { name: v.string(), people: v.number() };

const fleetStatus = closed({
  kind: v.picklist(["always_on", "on_demand", "elastic", "multi_session"]),
  state: v.picklist(["starting", "running", "stopping", "stopped"]),
  freePlaces: maybeNumber,
  places: maybeNumber,
  isDomainJoined: v.boolean(),
  streamView: v.nullable(v.picklist(["app", "desktop"])),
  errors: texts,
  isAssociated: maybeFlag,
  disconnectTimeoutSeconds: maybeNumber,
  observedAt: v.pipe(v.number(), v.description("Milliseconds since the epoch")),
});

const ofEveryCandidate = {
  fleet,
  region: maybeText,
  jurisdiction: maybeText,
  status: v.pipe(
    v.nullable(v.union([fleetStatus, v.literal("not_found")])),
    v.description("What AppStream said of it; null: it was not asked, or did not answer in time"),
  ),
  drain: v.nullable(closed(drain)),
};

const candidate = v.union([
  fields({
    ...ofEveryCandidate,
    kept: v.literal(true),
    rank: v.number(),
    preference: maybeNumber,
    distanceKilometres: maybeNumber,
    freePlaces: maybeNumber,
    isOverflow: v.boolean(),
    session: v.nullable(v.picklist(["same_application", "other_application"])),
  }),
  fields({ ...ofEveryCandidate, kept: v.literal(false), reason, wall: maybeText }),
]);

const location = closed({
  country: maybeText,
  network: maybeText,
  presentIn: maybeText,
  home: maybeText,
  wallCountry: maybeText,
  provenance: v.string(),
  considered: v.array(
    closed({
      source: v.string(),
      outcome: v.picklist(["used", "absent", "untrusted", "unknown_country"]),
    }),
  ),
});

const launch = closed({
  launchId: v.string(),
  createdAt: epochSeconds,
  state: v.string(),
  reason: v.nullable(reason),
  placement: closed({ fleetId: fleet, region: v.string() }),
  failedAttempts: v.array(closed({ fleet, fault: reason })),
  waitedSeconds: maybeNumber,
  replayed: v.picklist(["same", "different", "other_policy", "no_basis"]),
  policyVersion: v.pipe(v.string(), v.description("The version that decided it")),
});

const data = closed({
  schema: v.literal("streamgate.explanation.v1"),
  at: epochSeconds,
  policyVersion: v.pipe(v.string(), v.description("Of the policy at hand")),
  application: closed({ id: v.string(), name: maybeText }),
  outcome: v.picklist(["permit", "choose", "wait", "refuse"]),
  fleet: v.nullable(fleet),
  refusal: v.nullable(
    closed({
      reason,
      evidence: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
    }),
  ),
  waiting: v.nullable(
    closed({
      reason: v.picklist(["fleet_starting", "fleet_full", "region_resting"]),
      usualSeconds: v.pipe(v.array(v.number()), v.description("How long it usually takes, from and to")),
      offers: texts,
      classWindow: v.nullable(closed(classWindow)),
    }),
  ),
  grant: v.nullable(
    v.union([fields({ by: v.literal("group"), group: v.string() }), fields({ by: v.literal("subject") })]),
  ),
  location,
  homeRegion: v.nullable(closed({ region: v.string(), by: v.picklist(["subject", "group", "claim"]) })),
  measured: v.array(closed({ region: v.string(), milliseconds: v.number() })),
  walls: v.array(
    closed({
      id: v.string(),
      covers: v.boolean(),
      countries: v.nullable(texts),
      jurisdictions: texts,
    }),
  ),
  candidates: v.array(candidate),
  sessions: v.array(
    closed({
      fleet,
      launchId: v.string(),
      application: v.string(),
      launchedAt: epochSeconds,
      state: v.picklist(["live", "reserved", "unconfirmed"]),
      isConnected: maybeFlag,
      expiresAt: v.nullable(epochSeconds),
    }),
  ),
  drains: v.array(closed({ ...drain, fleet, by: v.picklist(["policy", "command"]), isInForce: v.boolean() })),
  restingRegions: texts,
  classWindow: v.nullable(closed({ ...classWindow, starts: epochSeconds, ends: epochSeconds })),
  supposed: v.pipe(texts, v.description("What was made up for the question")),
  launch: v.nullable(launch),
});

export const explanationAnswer = closed({
  data,
  sentences: v.pipe(texts, v.description("In the order to be read in; the first one is the answer")),
  correlationId: v.pipe(v.string(), v.description("The reference of the audit event")),
});
