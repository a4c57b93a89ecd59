import { describe, expect, it } from "vitest";
import type { LaunchIntent } from "../../functions/core/intent.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { SignInCompleted } from "../../functions/sign-in/outcome.ts";
import type { ProposedSignIn } from "../../functions/sign-in/proposed-sign-in.ts";
import type { BrokerSession } from "../../functions/sign-in-ports.ts";
import { aPrincipal } from "../support/core-builders.ts";
import { NOW, signInEventsOf } from "../support/identity-builders.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";
import {
  beginAt,
  postedFor,
  type SamlStage,
  samlStage,
  stagedSamlProvider,
  stateOf,
  TRANSACTION_SECONDS,
  USABLE_SECONDS,
} from "../support/saml-sign-in-builders.ts";

const INTENT: LaunchIntent = { application: "treasury", context: "EUR-7", client: "native" };

const failed = (reason: Parameters<typeof refusal>[0], intent?: LaunchIntent, evidence = {}) =>
  err({ refusal: refusal(reason, evidence), intent });

async function complete(stage: SamlStage, posted = postedFor): Promise<SignInCompleted> {
  const completed = await stage.signIn.complete(posted(await beginAt(stage)));
  if (!completed.ok) throw new Error(completed.error.refusal.reason);
  return asSignedIn(completed.value);
}

function asSignedIn(value: SignInCompleted | ProposedSignIn): SignInCompleted {
  if ("sealedProposal" in value) throw new Error("a proposal, not a session");
  return value;
}

async function sessionIn({ ports }: SamlStage, { sealedSession }: SignInCompleted): Promise<BrokerSession> {
  return JSON.parse((await ports.sealer.open("broker-session", sealedSession)) ?? "null") as BrokerSession;
}

describe("createSamlSignIn, begin", () => {
  it("keeps in the sealed transaction what the response must fit", async () => {
    const stage = samlStage();
    const started = await beginAt(stage, INTENT);
    expect(started).toMatchObject({
      ...{ redirectTo: expect.stringContaining("https://idp.example.com/sso"), transactionId: stateOf(1) },
    });
    const opened = await stage.ports.sealer.open("login-transaction", started.sealedTransaction);
    expect(JSON.parse(opened ?? "")).toStrictEqual({
      ...{ identityProvider: "campus", region: HOME, intent: INTENT },
      ...{ state: stateOf(1), requestId: "_request-1", authenticatedSince: null },
      ...{ createdAt: NOW, expiresAt: NOW + TRANSACTION_SECONDS },
    });
    expect(stage.audit.events).toStrictEqual([]);
  });

  it("remembers since when a fresh sign-in was asked for", async () => {
    const provider = stagedSamlProvider();
    const stage = samlStage(provider);
    await stage.signIn.complete(postedFor(await beginAt(stage, INTENT, true)));
    expect(provider.reauthentications).toStrictEqual([true]);
    expect(provider.completions[0]?.expected?.authenticatedSince).toBe(NOW * 1000);
  });
});

describe("createSamlSignIn, complete", () => {
  it("makes a session and gives the intent back", async () => {
    const stage = samlStage();
    const completed = await stage.signIn.complete(postedFor(await beginAt(stage, INTENT)));
    const principal = aPrincipal();
    expect(completed).toStrictEqual(
      ok({ principal, sealedSession: expect.any(String), lifetimeSeconds: 3600, intent: INTENT }),
    );
    expect(signInEventsOf(stage)).toMatchObject([
      {
        ...{ outcome: "success", identityProvider: "campus", correlationId: "correlation-2" },
        principal: { identityProvider: "campus", subject: principal.subject, userId: principal.userId },
      },
    ]);
  });

  it("gives every sign-in a session id of its own, and its times", async () => {
    const stage = samlStage();
    const first = await sessionIn(stage, await complete(stage));
    const second = await sessionIn(
      stage,
      await complete(stage, (started) => postedFor(started, { response: "assertion-2" })),
    );
    expect(first).toMatchObject({ createdAt: NOW, expiresAt: NOW + 3600 });
    expect(first.sessionId).not.toBe(second.sessionId);
  });

  it("gives the identity provider the response as it came and what this transaction expects", async () => {
    const provider = stagedSamlProvider();
    const stage = samlStage(provider);
    await beginAt(stage);
    const second = await beginAt(stage);
    await stage.signIn.complete(postedFor(second, { response: " PHNhbWw+\r\n" }));
    expect(provider.completions).toStrictEqual([
      {
        response: " PHNhbWw+\r\n",
        expected: { state: stateOf(2), requestId: "_request-2", authenticatedSince: null },
      },
    ]);
  });

  it("refuses an identity provider that is unknown, and does not repeat its name", async () => {
    const stage = samlStage();
    const unknown = postedFor(await beginAt(stage), { identityProvider: "<script>" });
    expect(await stage.signIn.complete(unknown)).toStrictEqual(failed("identity_provider_unknown"));
    expect(signInEventsOf(stage)).toMatchObject([
      { identityProvider: null, outcome: "refused", refusal: { reason: "identity_provider_unknown" } },
    ]);
  });

  it("passes on and writes down why a response was refused, and keeps the intent", async () => {
    const error = refusal("saml_audience", { rule: "AudienceRestriction" });
    const stage = samlStage({ ...stagedSamlProvider(), complete: async () => err(error) });
    const completed = await stage.signIn.complete(postedFor(await beginAt(stage, INTENT)));
    expect(completed).toStrictEqual(err({ refusal: error, intent: INTENT }));
    expect(signInEventsOf(stage)).toMatchObject([
      { identityProvider: "campus", principal: null, refusal: error },
    ]);
  });
});

describe("createSamlSignIn, for the transaction of this browser", () => {
  it.each([
    ["another state", { relayState: stateOf(9) }, "login_transaction_missing"],
    ["no RelayState", { relayState: undefined }, "login_transaction_missing"],
    ["another identity provider", { identityProvider: "partner" }, "login_transaction_other_provider"],
    ["no seal of ours", { sealedTransaction: "garbage" }, "login_transaction_unreadable"],
    ["an empty seal", { sealedTransaction: "" }, "login_transaction_unreadable"],
  ] as const)("refuses one of %s before the response is looked at", async (_name, deviation, reason) => {
    const provider = stagedSamlProvider();
    const stage = samlStage(provider);
    const started = await beginAt(stage, INTENT);
    expect(await stage.signIn.complete(postedFor(started, deviation))).toStrictEqual(failed(reason));
    expect([provider.completions, stage.consumed]).toStrictEqual([[], []]);
    expect(await stage.signIn.complete(postedFor(started))).toMatchObject({ ok: true });
  });

  it.each(["broker-session", "pending-sign-in", "launch-context"] as const)(
    "refuses a sealed %s as a transaction",
    async (purpose) => {
      const stage = samlStage();
      const started = await beginAt(stage);
      const content = await stage.ports.sealer.open("login-transaction", started.sealedTransaction);
      const sealedTransaction = await stage.ports.sealer.seal(purpose, content ?? "");
      expect(await stage.signIn.complete(postedFor(started, { sealedTransaction }))).toStrictEqual(
        failed("login_transaction_unreadable"),
      );
    },
  );

  it("takes it in its last second", async () => {
    const stage = samlStage();
    const started = await beginAt(stage);
    stage.clock.seconds = NOW + TRANSACTION_SECONDS - 0.001;
    expect(await stage.signIn.complete(postedFor(started))).toMatchObject({ ok: true });
  });

  it("refuses it at the second it expires, unread and unused, and keeps the intent", async () => {
    const provider = stagedSamlProvider();
    const stage = samlStage(provider);
    const started = await beginAt(stage, INTENT);
    stage.clock.seconds = NOW + TRANSACTION_SECONDS;
    expect(await stage.signIn.complete(postedFor(started))).toStrictEqual(
      failed("login_transaction_expired", INTENT),
    );
    expect([provider.completions, stage.consumed]).toStrictEqual([[], []]);
  });

  it("counts the moment of the post for all that follows", async () => {
    const stage = samlStage({
      ...stagedSamlProvider(),
      complete: async (response) => {
        stage.clock.seconds = NOW + TRANSACTION_SECONDS;
        return ok({ principal: aPrincipal(), assertionId: response, usableUntil: NOW + USABLE_SECONDS });
      },
    });
    const started = await beginAt(stage);
    expect(await stage.signIn.complete(postedFor(started))).toMatchObject({ ok: true });
    expect(stage.consumed.map(([, , now]) => now)).toStrictEqual([NOW, NOW]);
  });
});

describe("createSamlSignIn, for the one use", () => {
  it("remembers the assertion first, then uses the transaction up, each until its own end", async () => {
    const stage = samlStage();
    const started = await beginAt(stage);
    stage.clock.seconds = NOW + 7.5;
    await stage.signIn.complete(postedFor(started));
    expect(stage.consumed).toStrictEqual([
      ["saml-assertion campus assertion-1", NOW + 7 + USABLE_SECONDS, NOW + 7],
      [stateOf(1), NOW + TRANSACTION_SECONDS, NOW + 7],
    ]);
  });

  it("leaves transaction and assertion unused where the response is refused", async () => {
    const answers = [err(refusal("saml_signature")), undefined];
    const honest = stagedSamlProvider();
    const stage = samlStage({
      ...honest,
      complete: async (...call) => answers.shift() ?? (await honest.complete(...call)),
    });
    const started = await beginAt(stage, INTENT);
    expect(await stage.signIn.complete(postedFor(started, { response: "forged" }))).toStrictEqual(
      failed("saml_signature", INTENT),
    );
    expect(stage.consumed).toStrictEqual([]);
    expect(await stage.signIn.complete(postedFor(started))).toMatchObject({ ok: true });
  });

  it("refuses a response that comes again, with the same or with another transaction, and keeps the intent", async () => {
    const stage = samlStage();
    const first = await beginAt(stage, INTENT);
    const second = await beginAt(stage, INTENT);
    await stage.signIn.complete(postedFor(first));
    const replayed = failed("saml_assertion_replayed", INTENT);
    expect(await stage.signIn.complete(postedFor(first))).toStrictEqual(replayed);
    expect(await stage.signIn.complete(postedFor(second))).toStrictEqual(replayed);
    expect(signInEventsOf(stage).map((event) => event.refusal?.reason)).toStrictEqual([
      undefined,
      "saml_assertion_replayed",
      "saml_assertion_replayed",
    ]);
  });

  it("refuses another response to a transaction that is used up", async () => {
    const stage = samlStage();
    const started = await beginAt(stage, INTENT);
    await stage.signIn.complete(postedFor(started));
    expect(await stage.signIn.complete(postedFor(started, { response: "assertion-2" }))).toStrictEqual(
      failed("login_transaction_used", INTENT),
    );
  });

  it("tells two identity providers' assertions of one id apart", async () => {
    const stage = samlStage();
    await stage.signIn.complete(postedFor(await beginAt(stage)));
    const begun = await stage.signIn.begin("partner", { intent: undefined, reauthenticate: false }, "c");
    if (!begun.ok) throw new Error(begun.error.reason);
    const posted = postedFor(begun.value, { identityProvider: "partner" });
    expect(await stage.signIn.complete(posted)).toMatchObject({ ok: true });
  });

  it("signs one of a thousand posts of one response in, whichever transactions they bring", async () => {
    const stage = samlStage();
    const tabs = await Promise.all(Array.from({ length: 10 }, () => beginAt(stage, INTENT)));
    const all = await Promise.all(
      Array.from({ length: 1_000 }, (_, number) => {
        const tab = tabs[number % tabs.length];
        if (tab === undefined) throw new TypeError("unreachable");
        return stage.signIn.complete(postedFor(tab));
      }),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    const reasons = signInEventsOf(stage).map(({ outcome, refusal }) => refusal?.reason ?? outcome);
    expect(Object.fromEntries(Map.groupBy(reasons, (reason) => reason))).toMatchObject({
      success: { length: 1 },
      saml_assertion_replayed: { length: 999 },
    });
  });

  it.each([
    ["the assertion", 0],
    ["the transaction", 1],
  ])("refuses where the store does not answer for %s", async (_name, working) => {
    let calls = 0;
    const oneTime = {
      consume: async () => {
        calls += 1;
        return calls <= working ? ok(undefined) : err("unavailable" as const);
      },
    };
    const stage = samlStage(stagedSamlProvider(), { homes: createMemoryHomeStores({ [HOME]: oneTime }) });
    const completed = await stage.signIn.complete(postedFor(await beginAt(stage, INTENT)));
    expect(completed).toStrictEqual(failed("login_store_unavailable", INTENT, { region: HOME }));
    expect(signInEventsOf(stage)).toMatchObject([{ severity: "error", principal: null }]);
  });
});

describe("createSamlSignIn, for what nobody expected", () => {
  it("writes one event that says nothing of it, and lets the error through", async () => {
    const bug = new Error("with <saml:NameID>ana@campus.example</saml:NameID> in it");
    const stage = samlStage({ ...stagedSamlProvider(), complete: () => Promise.reject(bug) });
    await expect(stage.signIn.complete(postedFor(await beginAt(stage)))).rejects.toBe(bug);
    expect(stage.audit.events).toMatchObject([
      { event: "sign_in", outcome: "refused", refusal: { reason: "unexpected_error", evidence: {} } },
    ]);
    expect(JSON.stringify(stage.audit.events)).not.toContain("NameID");
  });

  it("refuses a session that no cookie holds, and says how many groups it has", async () => {
    const groups = Array.from({ length: 100 }, (_, number) => `${number}-`.padEnd(32, "g"));
    const stage = samlStage(stagedSamlProvider({ groups }));
    expect(await stage.signIn.complete(postedFor(await beginAt(stage, INTENT)))).toStrictEqual(
      failed("session_too_large", INTENT, { length: expect.any(Number), groups: 100 }),
    );
  });

  it("keeps a transaction with the longest context within a browser's limit", async () => {
    const context = '"'.repeat(341);
    const started = await beginAt(samlStage(), { ...INTENT, application: "a".repeat(63), context }, true);
    expect(started.sealedTransaction.length).toBeLessThanOrEqual(3_800);
  });
});
