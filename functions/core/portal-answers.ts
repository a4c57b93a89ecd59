/**
 * What the Portal API and the redemption answer, as schemas: the OpenAPI document is made of them, and the tests hold every
 * answer of the running handlers against it. Nothing at run time reads them.
 */
import * as v from "valibot";
import { closed, fields, list, oneOf } from "./policy-schema-shapes.ts";

const moment = v.pipe(
  v.string(),
  v.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/v),
  v.description("RFC 3339, UTC"),
);
const region = v.pipe(v.string(), v.description("AWS Region"));
const maybeRegion = v.nullable(region);
const maybeText = v.nullable(v.string());
const textByLanguage = v.pipe(
  v.record(v.string(), v.string()),
  v.description("By language tag; `en` is always there"),
);
const waitReason = v.picklist(["fleet_starting", "fleet_full", "region_resting"]);
const launchId = v.pipe(v.string(), v.description("In the audit trail, and in `/api/v1/sessions`"));

export const streamingUrlAnswer = closed({
  streamingUrl: v.pipe(
    v.string(),
    v.description("A bearer secret: send the person's browser there at once, and keep it nowhere"),
  ),
  expiresAt: moment,
  launchId,
  fleet: v.pipe(v.string(), v.description("AppStream's name")),
  stack: v.pipe(v.string(), v.description("AppStream's name")),
  region,
});

export const waitAnswer = closed({
  retryAfterSeconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
  reason: waitReason,
  waitingTicket: v.pipe(
    v.string(),
    v.description("Keeps the person's place in the line: send it with the next request"),
  ),
});

const applicationState = oneOf("kind", [
  fields({ kind: v.literal("ready"), region: maybeRegion }),
  fields({
    kind: v.literal("waiting"),
    reason: waitReason,
    waitSeconds: v.pipe(v.array(v.number()), v.description("How long it usually takes, from and to")),
    region: maybeRegion,
  }),
  fields({ kind: v.literal("closed") }),
  fields({
    kind: v.pipe(
      v.literal("unknown"),
      v.description("Ready, or closed by a limit on what the person uses, which a launch finds out"),
    ),
    region: maybeRegion,
  }),
]);

export const applicationsAnswer = closed({
  applications: list(
    closed({
      id: v.string(),
      name: textByLanguage,
      description: v.nullable(textByLanguage),
      icon: maybeText,
      group: v.nullable(textByLanguage),
      state: applicationState,
      launchUrl: v.pipe(v.string(), v.description("The launch link, for the person's browser")),
      lastOpenedAt: v.nullable(moment),
    }),
  ),
});

export const sessionsAnswer = closed({
  sessions: list(
    closed({
      id: launchId,
      application: v.string(),
      fleet: v.pipe(v.string(), v.description("The policy's id")),
      region,
      state: v.pipe(
        v.picklist(["live", "reserved", "unconfirmed"]),
        v.description("`reserved`: launched, and not opened yet; `unconfirmed`: AppStream did not answer"),
      ),
      isConnected: v.nullable(v.boolean()),
      startedAt: moment,
      expiresAt: v.pipe(
        v.nullable(moment),
        v.description(
          "When it ends by itself: by AppStream, or by the policy's limits on its time; null: not known",
        ),
      ),
    }),
  ),
  silentRegions: v.pipe(
    v.array(v.string()),
    v.description("Regions that did not answer: a session there may be missing"),
  ),
});

export const handedOver = closed({
  launchId,
  correlationId: v.string(),
  application: v.string(),
  arguments: v.array(v.string()),
  environment: v.record(v.string(), v.string()),
  browser: v.nullable(
    closed({
      url: v.string(),
      cookies: list(
        closed({
          name: v.string(),
          value: v.pipe(v.string(), v.description("A bearer secret")),
          domain: maybeText,
          path: v.string(),
          secure: v.literal(true),
          httpOnly: v.literal(true),
          sameSite: v.picklist(["Strict", "Lax", "None"]),
          expires: v.pipe(v.number(), v.description("Seconds since the epoch")),
        }),
      ),
    }),
  ),
  display: closed({ name: maybeText, application: textByLanguage }),
});

export const problem = closed({
  type: v.literal("about:blank"),
  title: v.string(),
  detail: v.optional(v.string()),
  status: v.pipe(v.number(), v.integer()),
  reason: v.pipe(
    v.string(),
    v.description("Coarse, except at `/api/v1/explain`: the exact one is in the audit trail"),
  ),
  correlationId: v.pipe(v.string(), v.description("The reference to tell the help desk")),
  faults: v.optional(v.array(closed({ path: v.string(), message: v.string() }))),
});
