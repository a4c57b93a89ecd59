/** What every protocol shares; what the cookie means to each is in oidc-sign-in.test.ts and saml-sign-in.test.ts. */
import { describe, expect, it } from "vitest";
import type { LaunchIntent } from "../../functions/core/intent.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import type { OneTimeStore } from "../../functions/ports.ts";
import {
  consumeTransaction,
  openTransaction,
  startTransaction,
} from "../../functions/sign-in/login-transaction.ts";
import type { ExpectedAnswer, LoginTransaction, SignInStart } from "../../functions/sign-in-ports.ts";
import { NOW } from "../support/identity-builders.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";

interface Expected extends ExpectedAnswer {
  readonly riddle: string;
}

const sealer = createSealer([{ id: "test", secret: new Uint8Array(32).fill(4) }]);
const INTENT: LaunchIntent = { application: "treasury", context: "EUR-7", client: "native" };
const OPTIONS = { intent: INTENT, reauthenticate: false };
const ANSWER = { identityProvider: "campus", state: "state-1" };

const TRANSACTION: LoginTransaction<Expected> = {
  ...{ identityProvider: "campus", region: HOME, intent: INTENT, state: "state-1", riddle: "riddle-1" },
  ...{ createdAt: NOW, expiresAt: NOW + 600 },
};

const start: SignInStart<Expected> = {
  begin: async () => ok({ redirectTo: "https://idp.example.com/", state: "state-1", riddle: "riddle-1" }),
};

function portsWith(campus: SignInStart<Expected> = start) {
  const sessions = { loginTransactionSeconds: 600 };
  const homes = createMemoryHomeStores();
  return { providers: new Map([["campus", campus]]), sealer, homes, now: () => NOW * 1000 + 999, sessions };
}

const seal = (transaction: unknown = TRANSACTION) =>
  sealer.seal("login-transaction", JSON.stringify(transaction));

describe("startTransaction", () => {
  it("seals what the protocol expects, and neither address nor secret leaves but in the seal", async () => {
    const started = await startTransaction(portsWith(), "campus", OPTIONS);
    if (!started.ok) throw new Error(started.error.reason);
    expect(Object.keys(started.value).toSorted()).toStrictEqual([
      "cookieSeconds",
      "redirectTo",
      "sealedTransaction",
      "transactionId",
    ]);
    expect(started.value).toMatchObject({
      ...{ redirectTo: "https://idp.example.com/", transactionId: "state-1", cookieSeconds: 600 + 3600 },
    });
    const opened = await openTransaction<Expected>(sealer, started.value.sealedTransaction, ANSWER);
    expect(opened).toStrictEqual(ok(TRANSACTION));
  });

  it("asks the provider at the moment of the transaction whether anew", async () => {
    const asked: unknown[] = [];
    const asking: SignInStart<Expected> = {
      begin: async (...call) => {
        asked.push(call);
        return await start.begin(...call);
      },
    };
    await startTransaction(portsWith(asking), "campus", { ...OPTIONS, reauthenticate: true });
    expect(asked).toStrictEqual([[NOW * 1000 + 999, true]]);
  });

  it.each(["partner", "", "__proto__", "constructor"])(
    "refuses the provider %j",
    async (identityProvider) => {
      expect(await startTransaction(portsWith(), identityProvider, OPTIONS)).toStrictEqual(
        err(refusal("identity_provider_unknown")),
      );
    },
  );

  it("passes on why the provider cannot begin", async () => {
    const error = refusal("saml_key_unavailable", { fault: "ssm:key is not there" });
    const broken: SignInStart<Expected> = { begin: async () => err(error) };
    expect(await startTransaction(portsWith(broken), "campus", OPTIONS)).toStrictEqual(err(error));
  });
});

describe("openTransaction", () => {
  it("opens the one of this state and this provider, even when it is over", async () => {
    const over = { ...TRANSACTION, expiresAt: 1 };
    expect(await openTransaction(sealer, await seal(over), ANSWER)).toStrictEqual(ok(over));
  });

  it.each([
    ["none", undefined, "login_transaction_missing"],
    ["an empty one", "", "login_transaction_unreadable"],
    ["garbage", "a.b.c.d.e", "login_transaction_unreadable"],
  ] as const)("refuses %s", async (_name, sealed, reason) => {
    expect(await openTransaction(sealer, sealed, ANSWER)).toStrictEqual(err(refusal(reason)));
  });

  it("refuses one of another state, another provider, or another key", async () => {
    const reasonFor = async (sealed: string, answer = ANSWER) => {
      const opened = await openTransaction(sealer, sealed, answer);
      return opened.ok ? "opened" : opened.error.reason;
    };
    const stranger = createSealer([{ id: "test", secret: new Uint8Array(32).fill(5) }]);
    const forged = await stranger.seal("login-transaction", JSON.stringify(TRANSACTION));
    expect(await reasonFor(await seal(), { ...ANSWER, state: "state-2" })).toBe("login_transaction_missing");
    expect(await reasonFor(await seal(), { ...ANSWER, state: "" })).toBe("login_transaction_missing");
    expect(await reasonFor(await seal(), { ...ANSWER, identityProvider: "partner" })).toBe(
      "login_transaction_other_provider",
    );
    expect(await reasonFor(forged)).toBe("login_transaction_unreadable");
  });
});

describe("consumeTransaction", () => {
  const answering = (answer: Awaited<ReturnType<OneTimeStore["consume"]>>) => {
    const calls: unknown[] = [];
    const store: OneTimeStore = {
      consume: async (...call) => {
        calls.push(call);
        return answer;
      },
    };
    return { homes: createMemoryHomeStores({ [HOME]: store }), calls };
  };

  it("marks the state used until the transaction's end", async () => {
    const { homes, calls } = answering(ok(undefined));
    expect(await consumeTransaction(homes, TRANSACTION, (NOW + 599) * 1000 + 999)).toBeUndefined();
    expect(calls).toStrictEqual([["state-1", NOW + 600, NOW + 599]]);
  });

  it("refuses from the second it expires, without asking the store", async () => {
    const { homes, calls } = answering(ok(undefined));
    expect(await consumeTransaction(homes, TRANSACTION, (NOW + 600) * 1000)).toStrictEqual(
      refusal("login_transaction_expired"),
    );
    expect(calls).toStrictEqual([]);
  });

  it.each([
    ["conflict", refusal("login_transaction_used")],
    ["unavailable", refusal("login_store_unavailable", { region: HOME })],
  ] as const)("refuses where the store says %s", async (failure, refused) => {
    const { homes } = answering(err(failure));
    expect(await consumeTransaction(homes, TRANSACTION, NOW * 1000)).toStrictEqual(refused);
  });
});
