import { describe, expect, it } from "vitest";
import { type RedeemQuestion, redeemContext } from "../../functions/context/redeem.ts";
import type { ContextReason } from "../../functions/core/refusal-table-context.ts";
import { err } from "../../functions/core/result.ts";
import { IRELAND, NOW_SECONDS } from "../support/broker-builders.ts";
import {
  ASKED,
  aContextPolicy,
  aContextStage,
  aQuestion,
  aSignedQuestion,
  CALLER,
  type ContextStage,
  DEAL,
  HANDED,
  IN_VIRGINIA,
  LAUNCH_ID,
  type StageFacts,
} from "../support/context-stage.ts";

function eventOf({ ports }: ContextStage) {
  const [event, ...others] = ports.audit.events;
  if (event === undefined || others.length > 0) throw new Error(`${ports.audit.events.length} events`);
  return event;
}

describe("redeemContext", () => {
  it("hands over what the policy declares, with a token for the application", async () => {
    const { ports, signed } = await aContextStage();
    expect(await redeemContext(ports, aQuestion())).toStrictEqual({
      ok: true,
      value: {
        ...{ launchId: LAUNCH_ID, application: "treasury" },
        arguments: ["--profile=treasury", `--open=${DEAL}`],
        environment: { TREASURY_USER: "u-ana" },
        browser: {
          url: `https://treasury.example/open/${DEAL}`,
          cookies: [
            {
              ...{ name: "session", value: "token.1", domain: null, path: "/", sameSite: "Lax" },
              ...{ secure: true, httpOnly: true, expires: NOW_SECONDS + 300 },
            },
          ],
        },
        display: { name: "Ana Pérez", application: { en: "Treasury desk" } },
      },
    });
    expect(signed).toStrictEqual([
      {
        ...{ iss: "https://apps.example.com", aud: "https://treasury.example", sub: "u-ana" },
        ...{ groups: ["treasury"], name: "Ana Pérez", email: "ana.perez@northwind.example" },
        ...{ iat: NOW_SECONDS, nbf: NOW_SECONDS, exp: NOW_SECONDS + 300, launch_id: LAUNCH_ID },
        jti: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      },
    ]);
  });

  it("answers the same redemption again, with tokens of the same ids and times", async () => {
    const { ports, signed } = await aContextStage();
    const first = await redeemContext(ports, aQuestion());
    const later = { ...ports, now: () => ports.now() + 59_000 };
    const again = await redeemContext(later, aQuestion());
    expect(signed[1]).toStrictEqual(signed[0]);
    expect(again).toMatchObject({ ok: true, value: first.ok && { arguments: first.value.arguments } });
  });

  it("takes a fleet's key in the place of a role", async () => {
    const { ports } = await aContextStage({ fleetId: "virginia" });
    expect(await redeemContext(ports, aSignedQuestion())).toMatchObject({ ok: true });
  });

  it("knows the Region of a fleet whose names another one has too by the handle", async () => {
    const policy = aContextPolicy();
    const { ireland } = policy.fleets;
    if (ireland === undefined) throw new TypeError("unreachable");
    const fleets = { twin: { ...ireland, region: "eu-central-1" }, ireland };
    const stage = await aContextStage({ policy: aContextPolicy({ fleets }) });
    expect(await redeemContext(stage.ports, aQuestion())).toMatchObject({ ok: true });
    expect(eventOf(stage)).toMatchObject({ fleetId: "ireland", placement: { region: "eu-west-1" } });
  });

  it("writes who was handed what launch, and nothing of what", async () => {
    const stage = await aContextStage();
    await redeemContext(stage.ports, aQuestion());
    expect(eventOf(stage)).toMatchObject({
      ...{ event: "context_redeemed", outcome: "success", correlationId: "correlation-1" },
      ...{ launchId: LAUNCH_ID, application: "treasury", fleetId: "ireland", sessionId: "session-1" },
      ...{ principal: { userId: "u-ana" }, refusal: null },
    });
    const written = JSON.stringify(stage.ports.audit.events);
    for (const secret of [
      ASKED.context.slice(-43),
      "token.1",
      DEAL,
      "Ana Pérez",
      "--profile",
      ASKED.attempt,
    ]) {
      expect(written).not.toContain(secret);
    }
  });
});

interface Row {
  readonly reason: ContextReason;
  readonly what: string;
  readonly question: RedeemQuestion;
  readonly facts?: StageFacts;
}

const noApplication = aContextPolicy({ applications: {} });
const noInstances = aContextPolicy({ fleets: { ireland: IRELAND } });
const otherHandle = (text: string) => aQuestion({ context: text });

const ROWS: readonly Row[] = [
  { reason: "redemption_malformed", what: "no JSON", question: { ...aQuestion(), input: undefined } },
  { reason: "redemption_malformed", what: "an empty context", question: otherHandle("") },
  {
    ...{ reason: "redemption_malformed", what: "a context with flags" },
    question: otherHandle(`--renderer-cmd-prefix=sh ${ASKED.context}`),
  },
  {
    ...{ reason: "instance_unauthenticated", what: "nobody's signature" },
    question: aQuestion({}, { callerArn: undefined }),
  },
  {
    ...{ reason: "instance_unauthenticated", what: "another scheme" },
    question: aQuestion({}, { callerArn: undefined, authorization: "Bearer token" }),
  },
  {
    ...{ reason: "instance_not_allowed", what: "another role" },
    question: aQuestion({}, { callerArn: CALLER.replace("treasury", "design") }),
  },
  { reason: "instance_not_allowed", what: "a fleet nobody knows", question: aQuestion({ fleet: "other" }) },
  {
    reason: "instance_not_allowed",
    what: "the fleet of another stack",
    question: aQuestion({ stack: "other" }),
  },
  {
    reason: "instance_not_allowed",
    what: "a role where a key is asked for",
    question: aQuestion(IN_VIRGINIA),
  },
  {
    ...{ reason: "instance_not_allowed", what: "a fleet that says nothing of instances" },
    ...{ question: aQuestion(), facts: { policy: noInstances } },
  },
  {
    ...{ reason: "instance_not_allowed", what: "another key" },
    ...{ question: aSignedQuestion({}, { key: "x".repeat(43) }), facts: { fleetId: "virginia" } },
  },
  {
    ...{ reason: "instance_not_allowed", what: "a key where a role is asked for" },
    question: aSignedQuestion({ stack: ASKED.stack, fleet: ASKED.fleet }, { fleet: ASKED.fleet }),
  },
  {
    ...{ reason: "instance_not_allowed", what: "a key that is said to be another fleet's" },
    ...{ question: aSignedQuestion({}, { fleet: ASKED.fleet }), facts: { fleetId: "virginia" } },
  },
  {
    ...{ reason: "instance_clock_off", what: "a clock that is an hour off" },
    ...{ question: aSignedQuestion({}, { date: NOW_SECONDS - 3_600 }), facts: { fleetId: "virginia" } },
  },
  {
    ...{ reason: "fleet_key_unavailable", what: "a key that cannot be had" },
    question: aSignedQuestion(),
    facts: { fleetId: "virginia", secret: () => Promise.reject(new Error("away")) },
  },
  {
    ...{ reason: "handle_home_unknown", what: "a home that is none of ours" },
    question: otherHandle(ASKED.context.replace("eu-west-1", "eu-south-1")),
  },
  {
    ...{ reason: "handle_unknown", what: "a launch that never was" },
    question: otherHandle(ASKED.context.replace("LLLL", "MMMM")),
  },
  {
    ...{ reason: "handle_altered", what: "an altered secret" },
    question: otherHandle(`${ASKED.context.slice(0, -4)}AAAA`),
  },
  { reason: "handle_of_another_user", what: "another person", question: aQuestion({ userName: "u-ben" }) },
  {
    ...{ reason: "handle_of_another_fleet", what: "an instance of another fleet" },
    question: aSignedQuestion(),
  },
  {
    ...{ reason: "handover_application_gone", what: "an application that is gone" },
    ...{ question: aQuestion(), facts: { policy: noApplication } },
  },
  {
    ...{ reason: "handover_refused", what: "a link that the pattern no longer allows" },
    ...{ question: aQuestion(), facts: { context: '"; calc' } },
  },
];

describe("redeemContext, refusing", () => {
  it("refuses a cookie that no browser would keep", async () => {
    const { ports } = await aContextStage({ tokenLength: 4_096 });
    expect(await redeemContext(ports, aQuestion())).toMatchObject(
      err({ reason: "handover_refused", evidence: { fault: "too_long" } }),
    );
  });

  it.each(ROWS)("says $reason of $what, to the audit", async ({ reason, question, facts }) => {
    const stage = await aContextStage(facts);
    expect(await redeemContext(stage.ports, question)).toMatchObject(err({ reason }));
    expect(stage.signed).toStrictEqual([]);
    expect(eventOf(stage)).toMatchObject({ event: "context_refused", refusal: { reason } });
    expect(JSON.stringify(stage.ports.audit.events)).not.toContain(ASKED.context.slice(-39, -4));
  });

  it("says that the handle is spent to whoever comes second", async () => {
    const { ports } = await aContextStage();
    await redeemContext(ports, aQuestion());
    const second = await redeemContext(ports, aQuestion({ attempt: "b".repeat(22) }));
    expect(second).toStrictEqual(err({ reason: "handle_spent", evidence: {} }));
    expect(ports.audit.events[1]).toMatchObject({ launchId: LAUNCH_ID, principal: null });
  });

  it("says that it is spent to another session that calls its redemption the same", async () => {
    const { ports } = await aContextStage();
    await redeemContext(ports, aQuestion());
    const elsewhere = await redeemContext(ports, aQuestion({ sessionId: "session-2" }));
    expect(elsewhere).toMatchObject(err({ reason: "handle_spent" }));
  });

  it("says that the handle is over", async () => {
    const { ports } = await aContextStage();
    const late = { ...ports, now: () => ports.now() + 240_000 };
    expect(await redeemContext(late, aQuestion())).toMatchObject(err({ reason: "handle_expired" }));
  });

  it("leaves the handle good where the instance was not let in", async () => {
    const { ports } = await aContextStage();
    await redeemContext(ports, aQuestion({}, { callerArn: undefined }));
    await redeemContext(ports, aQuestion({ userName: "u-ben" }));
    expect(await redeemContext(ports, aQuestion())).toMatchObject({ ok: true });
  });

  it("says that a store or a signing key is away, and lets the same redemption come again", async () => {
    const { ports } = await aContextStage();
    const away = { ...ports, contexts: { redeem: async () => err("unavailable" as const) } };
    expect(await redeemContext(away, aQuestion())).toMatchObject(
      err({ reason: "context_store_unavailable" }),
    );
    const failure = { key: "kms:alias/tokens", fault: "timed_out" } as const;
    const keyless = { ...ports, tokens: { sign: async () => err(failure) } };
    expect(await redeemContext(keyless, aQuestion())).toStrictEqual(
      err({ reason: "token_key_unavailable", evidence: failure }),
    );
    expect(await redeemContext(ports, aQuestion())).toMatchObject({ ok: true });
  });

  it("says that what was sealed cannot be read any more", async () => {
    const { ports } = await aContextStage();
    for (const open of [async () => undefined, async () => "FXD-1"]) {
      const sealer = { ...ports.sealer, open };
      const answer = await redeemContext({ ...ports, sealer }, aQuestion());
      expect(answer).toMatchObject(err({ reason: "handover_unreadable" }));
    }
  });
});

describe("redeemContext's handover", () => {
  it("is the application and whom it is for where the policy declares none", async () => {
    const policy = aContextPolicy({ applications: { treasury: { ...HANDED, handover: null } } });
    const { ports } = await aContextStage({ policy });
    expect(await redeemContext(ports, aQuestion())).toMatchObject({
      value: { application: "treasury", arguments: [], environment: {}, browser: null },
    });
  });

  it("opens the front channel with the token in its parameter, and sets no cookie", async () => {
    const browser = HANDED.handover?.browser;
    const token = browser?.cookies[0]?.token;
    if (!browser || !token || !HANDED.handover) throw new TypeError("unreachable");
    const frontChannel = { url: "https://treasury.example/redeem?to={context}", parameter: "code", token };
    const handover = { ...HANDED.handover, browser: { ...browser, cookies: [], frontChannel } };
    const policy = aContextPolicy({ applications: { treasury: { ...HANDED, handover } } });
    const { ports } = await aContextStage({ policy });
    expect(await redeemContext(ports, aQuestion())).toMatchObject({
      value: {
        browser: { url: `https://treasury.example/redeem?to=${DEAL}&code=token.1`, cookies: [] },
      },
    });
    const keyless = {
      ...ports,
      tokens: { sign: async () => err({ key: "secret:k", fault: "key_unusable" } as const) },
    };
    expect(await redeemContext(keyless, aQuestion())).toMatchObject(err({ reason: "token_key_unavailable" }));
  });
});
