import { describe, expect, it } from "vitest";
import { isCarriableContext, type LaunchIntent } from "../../functions/core/intent.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { SignInStarted } from "../../functions/sign-in/login-transaction.ts";
import type { Callback } from "../../functions/sign-in/oidc-sign-in.ts";
import type {
  BrokerSession,
  ExpectedAuthorization,
  OidcIdentityProvider,
} from "../../functions/sign-in-ports.ts";
import { aPrincipal } from "../support/core-builders.ts";
import { NOW, type SignInStage, signInEventsOf, signInStage } from "../support/identity-builders.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";

const LIFETIME = 600;
/** How much longer than the transaction the browser keeps its cookie, so that a late answer finds its intent. */
const INTENT_GRACE = 3600;
const INTENT: LaunchIntent = { application: "treasury", context: "EUR-7", client: "native" };

interface StagedProvider extends OidcIdentityProvider {
  readonly reauthentications: boolean[];
  /** What `complete` was given, oldest first. */
  readonly completions: { readonly code: string | null; readonly expected: ExpectedAuthorization }[];
}

/** A provider without a network that signs everybody in as this person. */
function stagedProvider(person: Partial<Principal> = {}): StagedProvider {
  const provider: StagedProvider = {
    reauthentications: [],
    completions: [],
    async begin(_now, reauthenticate) {
      const number = provider.reauthentications.push(reauthenticate);
      const secrets = {
        state: `state-${number}`,
        nonce: `nonce-${number}`,
        codeVerifier: `verifier-${number}`,
      };
      return ok({ redirectTo: `https://login.example.com/?state=${secrets.state}`, ...secrets });
    },
    async complete(parameters, expected) {
      provider.completions.push({ code: parameters.get("code"), expected });
      return ok({
        principal: aPrincipal({ identityProvider: "corporate", ...person }),
        logoutKeys: ["key-of-sid"],
      });
    },
  };
  return provider;
}

/** A stage with a clock to turn. */
function stage(
  corporate: OidcIdentityProvider = stagedProvider(),
  replacements: Parameters<typeof signInStage>[1] = {},
) {
  const clock = { seconds: NOW };
  const staged = signInStage(
    { corporate, partner: stagedProvider({ identityProvider: "partner" }) },
    { now: () => clock.seconds * 1000, ...replacements },
  );
  return { ...staged, clock };
}

async function begin({ signIn }: SignInStage, intent?: LaunchIntent): Promise<SignInStarted> {
  const started = await signIn.begin("corporate", { intent, reauthenticate: false }, "correlation-1");
  if (!started.ok) throw new Error(started.error.reason);
  return started.value;
}

function callback(started: SignInStarted, deviations: Partial<Callback> = {}): Callback {
  return {
    identityProvider: "corporate",
    parameters: new URLSearchParams({ state: started.transactionId, code: "code-1" }),
    sealedTransaction: started.sealedTransaction,
    correlationId: "correlation-2",
    ...deviations,
  };
}

const failed = (reason: Parameters<typeof refusal>[0], intent?: LaunchIntent, evidence = {}) =>
  err({ refusal: refusal(reason, evidence), intent });

async function sessionIn({ ports }: SignInStage, sealed: string): Promise<BrokerSession> {
  return JSON.parse((await ports.sealer.open("broker-session", sealed)) ?? "null") as BrokerSession;
}

async function signIn(staged: SignInStage): Promise<BrokerSession> {
  const completed = await staged.signIn.complete(callback(await begin(staged)));
  if (!completed.ok) throw new Error(completed.error.refusal.reason);
  return sessionIn(staged, completed.value.sealedSession);
}

describe("createSignIn, begin", () => {
  it("keeps in the sealed transaction what the answer must fit", async () => {
    const staged = stage();
    const started = await begin(staged, INTENT);
    expect(started).toStrictEqual({
      ...{ redirectTo: "https://login.example.com/?state=state-1", transactionId: "state-1" },
      ...{ sealedTransaction: expect.any(String), cookieSeconds: LIFETIME + INTENT_GRACE },
    });
    const opened = await staged.ports.sealer.open("login-transaction", started.sealedTransaction);
    expect(JSON.parse(opened ?? "")).toStrictEqual({
      ...{ identityProvider: "corporate", region: HOME, intent: INTENT },
      ...{ state: "state-1", nonce: "nonce-1", codeVerifier: "verifier-1" },
      ...{ createdAt: NOW, expiresAt: NOW + LIFETIME },
    });
  });

  it("writes no event for a sign-in that is only begun", async () => {
    const staged = stage();
    await begin(staged);
    expect(staged.audit.events).toStrictEqual([]);
  });

  it.each([true, false])("passes on whether to ask for a fresh sign-in: %s", async (reauthenticate) => {
    const provider = stagedProvider();
    await stage(provider).signIn.begin("corporate", { intent: undefined, reauthenticate }, "correlation-1");
    expect(provider.reauthentications).toStrictEqual([reauthenticate]);
  });

  it.each(["unknown", "", "__proto__", "constructor", "<script>"])(
    "refuses the provider %j and does not repeat its name",
    async (identityProvider) => {
      const { signIn, audit } = stage();
      const options = { intent: INTENT, reauthenticate: false };
      expect(await signIn.begin(identityProvider, options, "correlation-1")).toStrictEqual(
        err(refusal("identity_provider_unknown")),
      );
      expect(signInEventsOf({ audit })).toMatchObject([
        { identityProvider: null, outcome: "refused", refusal: { reason: "identity_provider_unknown" } },
      ]);
    },
  );

  it("passes on and writes down why the provider cannot begin", async () => {
    const error = refusal("provider_unavailable", { document: "metadata", fault: "timed_out" });
    const { signIn, audit } = stage({ ...stagedProvider(), begin: async () => err(error) });
    const options = { intent: undefined, reauthenticate: false };
    expect(await signIn.begin("corporate", options, "correlation-1")).toStrictEqual(err(error));
    expect(audit.events).toMatchObject([
      {
        ...{ event: "sign_in", identityProvider: "corporate", correlationId: "correlation-1" },
        ...{ time: new Date(NOW * 1000).toISOString(), refusal: error },
      },
    ]);
  });
});

describe("createSignIn, complete", () => {
  it("makes a session and gives the intent back", async () => {
    const staged = stage();
    const completed = await staged.signIn.complete(callback(await begin(staged, INTENT)));
    const principal = aPrincipal({ identityProvider: "corporate" });
    expect(completed).toStrictEqual(
      ok({ principal, sealedSession: expect.any(String), lifetimeSeconds: 3600, intent: INTENT }),
    );
    expect(signInEventsOf(staged)).toMatchObject([
      {
        ...{ outcome: "success", identityProvider: "corporate", correlationId: "correlation-2" },
        principal: { identityProvider: "corporate", subject: principal.subject, userId: principal.userId },
      },
    ]);
  });

  it("gives the session its principal and its times", async () => {
    const staged = stage();
    staged.clock.seconds = NOW + 0.9;
    expect(await signIn(staged)).toMatchObject({
      principal: { subject: "248289761001", groups: ["staff"] },
      createdAt: NOW,
      expiresAt: NOW + 3600,
    });
  });

  it("gives every sign-in a session id of its own, of 128 bits", async () => {
    const staged = stage();
    const ids = [await signIn(staged), await signIn(staged), await signIn(staged)].map(
      ({ sessionId }) => sessionId,
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(Buffer.from(id, "base64url")).toHaveLength(16);
  });

  it("gives the provider the secrets of this transaction", async () => {
    const provider = stagedProvider();
    await signIn(stage(provider));
    expect(provider.completions).toStrictEqual([
      { code: "code-1", expected: { state: "state-1", nonce: "nonce-1", codeVerifier: "verifier-1" } },
    ]);
  });

  it("completes several tabs at once, each with its own secrets", async () => {
    const provider = stagedProvider();
    const staged = stage(provider);
    const tabs = await Promise.all([1, 2, 3, 4, 5].map(() => begin(staged, INTENT)));
    const completed = await Promise.all(
      tabs.toReversed().map((tab) => staged.signIn.complete(callback(tab))),
    );
    expect(completed.every(({ ok }) => ok)).toBe(true);
    expect(provider.completions.map(({ expected }) => expected.codeVerifier).toSorted()).toStrictEqual(
      [1, 2, 3, 4, 5].map((number) => `verifier-${number}`),
    );
  });

  it("refuses one tab's answer with another tab's transaction", async () => {
    const staged = stage();
    const [first, second] = [await begin(staged), await begin(staged)];
    const crossed = callback(first, { sealedTransaction: second.sealedTransaction });
    expect(await staged.signIn.complete(crossed)).toStrictEqual(failed("login_transaction_missing"));
    expect(await staged.signIn.complete(callback(first))).toMatchObject({ ok: true });
  });

  it("refuses a transaction that another provider began, and leaves it unused", async () => {
    const staged = stage();
    const started = await begin(staged, INTENT);
    expect(await staged.signIn.complete(callback(started, { identityProvider: "partner" }))).toStrictEqual(
      failed("login_transaction_other_provider"),
    );
    expect(await staged.signIn.complete(callback(started))).toMatchObject({ ok: true });
  });

  it("refuses a provider that is unknown", async () => {
    const staged = stage();
    const unknown = callback(await begin(staged), { identityProvider: "unknown" });
    expect(await staged.signIn.complete(unknown)).toStrictEqual(failed("identity_provider_unknown"));
    expect(signInEventsOf(staged)).toMatchObject([{ identityProvider: null }]);
  });

  it.each([
    ["no state", "code=x", 0],
    ["two states", "state=state-1&state=state-1", 2],
  ])("refuses a callback with %s", async (_name, query, states) => {
    const staged = stage();
    const malformed = callback(await begin(staged), { parameters: new URLSearchParams(query) });
    expect(await staged.signIn.complete(malformed)).toStrictEqual(
      failed("callback_malformed", undefined, { states }),
    );
  });

  it("refuses a browser without a transaction", async () => {
    const staged = stage();
    const bare = callback(await begin(staged), { sealedTransaction: undefined });
    expect(await staged.signIn.complete(bare)).toStrictEqual(failed("login_transaction_missing"));
  });

  it.each(["broker-session", "pending-sign-in", "launch-context"] as const)(
    "refuses a sealed %s as a transaction",
    async (purpose) => {
      const staged = stage();
      const started = await begin(staged);
      const content = await staged.ports.sealer.open("login-transaction", started.sealedTransaction);
      const sealedTransaction = await staged.ports.sealer.seal(purpose, content ?? "");
      expect(await staged.signIn.complete(callback(started, { sealedTransaction }))).toStrictEqual(
        failed("login_transaction_unreadable"),
      );
    },
  );
});

describe("createSignIn, for what nobody expected", () => {
  it("writes one event that says nothing of it, and lets the error through", async () => {
    const bug = new Error("with a token eyJhbGciOiJSUzI1NiJ9 in it");
    const staged = stage({ ...stagedProvider(), complete: () => Promise.reject(bug) });
    await expect(staged.signIn.complete(callback(await begin(staged)))).rejects.toBe(bug);
    expect(staged.audit.events).toMatchObject([
      { event: "sign_in", outcome: "refused", refusal: { reason: "unexpected_error", evidence: {} } },
    ]);
    expect(JSON.stringify(staged.audit.events)).not.toContain("eyJ");
  });
});

describe("createSignIn, for a transaction's time", () => {
  it("takes it in its last second", async () => {
    const staged = stage();
    const started = await begin(staged, INTENT);
    staged.clock.seconds = NOW + LIFETIME - 0.001;
    expect(await staged.signIn.complete(callback(started))).toMatchObject({ ok: true });
  });

  it("refuses it at the second it expires, and keeps the intent", async () => {
    const provider = stagedProvider();
    const staged = stage(provider);
    const started = await begin(staged, INTENT);
    staged.clock.seconds = NOW + LIFETIME;
    expect(await staged.signIn.complete(callback(started))).toStrictEqual(
      failed("login_transaction_expired", INTENT),
    );
    expect(provider.completions).toStrictEqual([]);
  });
});

describe("createSignIn, for a transaction's one use", () => {
  it("refuses a second use before the provider is asked, and keeps the intent", async () => {
    const provider = stagedProvider();
    const staged = stage(provider);
    const started = await begin(staged, INTENT);
    await staged.signIn.complete(callback(started));
    expect(await staged.signIn.complete(callback(started))).toStrictEqual(
      failed("login_transaction_used", INTENT),
    );
    expect(provider.completions).toHaveLength(1);
  });

  it("counts a refused answer as a use, and keeps the intent", async () => {
    const cancelled = err(refusal("sign_in_cancelled"));
    const staged = stage({ ...stagedProvider(), complete: async () => cancelled });
    const started = await begin(staged, INTENT);
    expect(await staged.signIn.complete(callback(started))).toStrictEqual(
      failed("sign_in_cancelled", INTENT),
    );
    expect(await staged.signIn.complete(callback(started))).toStrictEqual(
      failed("login_transaction_used", INTENT),
    );
    expect(signInEventsOf(staged).map((event) => event.refusal?.reason)).toStrictEqual([
      "sign_in_cancelled",
      "login_transaction_used",
    ]);
  });

  it("refuses where the store does not answer, before the provider is asked", async () => {
    const provider = stagedProvider();
    const homes = createMemoryHomeStores({ [HOME]: { consume: async () => err("unavailable") } });
    const staged = stage(provider, { homes });
    expect(await staged.signIn.complete(callback(await begin(staged, INTENT)))).toStrictEqual(
      failed("login_store_unavailable", INTENT, { region: HOME }),
    );
    expect(provider.completions).toStrictEqual([]);
  });

  it("tells the store the transaction's end, so that it may forget it then", async () => {
    const consumed: unknown[] = [];
    const store = {
      consume: async (...call: readonly unknown[]) => {
        consumed.push(call);
        return ok(undefined);
      },
    };
    const staged = stage(stagedProvider(), { homes: createMemoryHomeStores({ [HOME]: store }) });
    const started = await begin(staged);
    staged.clock.seconds = NOW + 7.5;
    await staged.signIn.complete(callback(started));
    expect(consumed).toStrictEqual([["state-1", NOW + LIFETIME, NOW + 7]]);
  });
});

describe("createSignIn, for the session's size", () => {
  const groups = (count: number, length: number) =>
    Array.from({ length: count }, (_, index) => `${index}-`.padEnd(length, "g"));

  it.each([
    ["a hundred groups", groups(100, 32)],
    ["a few long groups", groups(4, 900)],
  ])("refuses %s, which no cookie holds, and says how many", async (_name, many) => {
    const staged = stage(stagedProvider({ groups: many }));
    const completed = await staged.signIn.complete(callback(await begin(staged, INTENT)));
    expect(completed).toStrictEqual(
      failed("session_too_large", INTENT, { length: expect.any(Number), groups: many.length }),
    );
    expect(signInEventsOf(staged)).toMatchObject([
      { outcome: "refused", severity: "error", principal: null },
    ]);
  });

  it("takes twenty groups, and the cookie stays within a browser's limit", async () => {
    const staged = stage(stagedProvider({ groups: groups(20, 64) }));
    const completed = await staged.signIn.complete(callback(await begin(staged)));
    expect(completed.ok && completed.value.sealedSession.length).toBeLessThanOrEqual(3_800);
  });

  it.each([
    ["letters", "a".repeat(1024)],
    ["quotes, which JSON escapes", '"'.repeat(341)],
    ["control characters, which JSON escapes at length", "\u0001".repeat(341)],
    ["letters of three bytes", "界".repeat(113)],
  ])(
    "keeps a transaction with the longest context of %s within a browser's limit",
    async (_name, context) => {
      expect([isCarriableContext(context), isCarriableContext(`${context}a`.repeat(2))]).toStrictEqual([
        true,
        false,
      ]);
      const started = await begin(stage(), { ...INTENT, application: "a".repeat(63), context });
      expect(started.sealedTransaction.length).toBeLessThanOrEqual(3_800);
    },
  );
});
