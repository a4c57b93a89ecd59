/** One broker in two Regions: same keys, a store each. What began in one comes back in the other. */
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { LaunchIntent } from "../../functions/core/intent.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import type { HomeStores, OneTimeStore } from "../../functions/ports.ts";
import type { SignInStarted } from "../../functions/sign-in/login-transaction.ts";
import type { Callback } from "../../functions/sign-in/oidc-sign-in.ts";
import { createAcceptProposal, readProposal } from "../../functions/sign-in/proposed-sign-in.ts";
import type { OidcIdentityProvider } from "../../functions/sign-in-ports.ts";
import { aPrincipal } from "../support/core-builders.ts";
import { type SignInStage, signInStage } from "../support/identity-builders.ts";
import { createMemoryHomeStores, ELSEWHERE, HOME, seenFrom } from "../support/memory-stores.ts";
import {
  beginAt,
  postedFor,
  postedUnasked,
  type SamlStage,
  samlStage,
  stagedSamlProvider,
} from "../support/saml-sign-in-builders.ts";

const INTENT: LaunchIntent = { application: "treasury", context: undefined, client: "web" };
const AWAY: OneTimeStore = { consume: async () => err("unavailable") };

const failed = (reason: Parameters<typeof refusal>[0], evidence = {}) =>
  err({ refusal: refusal(reason, evidence), intent: INTENT });

/** One for both Regions, as it is in the world. */
function openIdProvider(): OidcIdentityProvider {
  return {
    begin: async () =>
      ok({ redirectTo: "https://login.example.com/", state: "state-1", nonce: "n", codeVerifier: "v" }),
    complete: async () => ok({ principal: aPrincipal({ identityProvider: "corporate" }), logoutKeys: [] }),
  };
}

function openIdStages(homes: HomeStores = createMemoryHomeStores()): readonly [SignInStage, SignInStage] {
  const sealer = createSealer([{ id: "test", secret: randomBytes(32) }]);
  const corporate = openIdProvider();
  const stageIn = (region: string) => signInStage({ corporate }, { sealer, homes: seenFrom(region, homes) });
  return [stageIn(HOME), stageIn(ELSEWHERE)];
}

async function begin({ signIn }: SignInStage): Promise<SignInStarted> {
  const started = await signIn.begin("corporate", { intent: INTENT, reauthenticate: false }, "c");
  if (!started.ok) throw new Error(started.error.reason);
  return started.value;
}

const callback = ({ transactionId, sealedTransaction }: SignInStarted): Callback => ({
  identityProvider: "corporate",
  parameters: new URLSearchParams({ state: transactionId, code: "code-1" }),
  sealedTransaction,
  correlationId: "c",
});

/** The transaction as this Region would have sealed it, with something else about it. */
async function resealed({ ports }: SignInStage, started: SignInStarted, changes: object) {
  const opened = await ports.sealer.open("login-transaction", started.sealedTransaction);
  const transaction = JSON.stringify({ ...JSON.parse(opened ?? ""), ...changes });
  return { ...started, sealedTransaction: await ports.sealer.seal("login-transaction", transaction) };
}

describe("an OpenID sign-in that began in the other Region", () => {
  it("is used up there", async () => {
    const [home, elsewhere] = openIdStages();
    const started = await begin(home);
    expect(await elsewhere.signIn.complete(callback(started))).toMatchObject({ ok: true });
    for (const stage of [home, elsewhere]) {
      expect(await stage.signIn.complete(callback(started))).toEqual(failed("login_transaction_used"));
    }
  });

  it("signs one in of a thousand who bring it to both Regions at once", async () => {
    const stages = openIdStages();
    const started = await begin(stages[0]);
    const all = await Promise.all(
      Array.from({ length: 1_000 }, (_, place) => stages[place % 2]?.signIn.complete(callback(started))),
    );
    expect(all.filter((completed) => completed?.ok)).toHaveLength(1);
  });

  it("is refused while that Region's store is away, and may begin again in this one", async () => {
    const [home, elsewhere] = openIdStages(createMemoryHomeStores({ [HOME]: AWAY }));
    expect(await elsewhere.signIn.complete(callback(await begin(home)))).toEqual(
      failed("login_store_unavailable", { region: HOME }),
    );
    expect(await elsewhere.signIn.complete(callback(await begin(elsewhere)))).toMatchObject({ ok: true });
  });

  it.each([
    ["in a Region that is none of the broker's", { region: "eu-south-1" }, "eu-south-1"],
    ["nowhere that it says, as before a deployment", { region: undefined }, null],
  ])("is refused if it began %s, with the launch to begin again", async (_name, changes, region) => {
    const [home, elsewhere] = openIdStages();
    const old = await resealed(home, await begin(home), changes);
    for (const stage of [home, elsewhere]) {
      expect(await stage.signIn.complete(callback(old))).toEqual(failed("home_region_unknown", { region }));
    }
  });
});

/** Two stages that share seal and stores; the second is the other Region. */
function samlStages(homes: HomeStores = createMemoryHomeStores()): readonly [SamlStage, SamlStage] {
  const sealer = createSealer([{ id: "test", secret: randomBytes(32) }]);
  const campus = stagedSamlProvider();
  const stageIn = (region: string) => samlStage(campus, { sealer, homes: seenFrom(region, homes) });
  return [stageIn(HOME), stageIn(ELSEWHERE)];
}

describe("a SAML sign-in that began in the other Region", () => {
  it("is used up there, assertion and transaction", async () => {
    const [home, elsewhere] = samlStages();
    const started = await beginAt(home, INTENT);
    expect(await elsewhere.signIn.complete(postedFor(started))).toMatchObject({ ok: true });
    expect(elsewhere.asked).toStrictEqual([HOME, HOME]);
    expect(await home.signIn.complete(postedFor(started))).toEqual(failed("saml_assertion_replayed"));
  });

  it("is refused while that Region's store is away, and nothing is asked of this one's", async () => {
    const [home, elsewhere] = samlStages(createMemoryHomeStores({ [HOME]: AWAY }));
    expect(await elsewhere.signIn.complete(postedFor(await beginAt(home, INTENT)))).toEqual(
      failed("login_store_unavailable", { region: HOME }),
    );
    expect(elsewhere.asked).toStrictEqual([HOME]);
  });

  it("is refused if it says of no Region that it began there, and no store is asked", async () => {
    const [home] = samlStages();
    const started = await beginAt(home, INTENT);
    const opened = await home.ports.sealer.open("login-transaction", started.sealedTransaction);
    const { region: _, ...old } = JSON.parse(opened ?? "");
    const sealedTransaction = await home.ports.sealer.seal("login-transaction", JSON.stringify(old));
    expect(await home.signIn.complete(postedFor(started, { sealedTransaction }))).toEqual(
      failed("home_region_unknown", { region: null }),
    );
    expect(home.asked).toStrictEqual([]);
  });
});

describe("a response that nobody asked for", () => {
  it("has one home, chosen by its assertion, wherever it arrives", async () => {
    const [home, elsewhere] = samlStages();
    const responses = Array.from({ length: 20 }, (_, number) => `assertion-${number}`);
    for (const response of responses) {
      const both = await Promise.all(
        [home, elsewhere].map(({ signIn }) => signIn.complete(postedUnasked({ response }))),
      );
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    }
    expect(home.asked).toStrictEqual(elsewhere.asked);
    expect(new Set(home.asked)).toStrictEqual(new Set([HOME, ELSEWHERE]));
  });

  it("is refused in every Region while the one that is its home is away", async () => {
    const stages = samlStages(createMemoryHomeStores({ [HOME]: AWAY }));
    const homeOf = (response: string) => stages[0].ports.homes.homeOf(`saml-assertion campus ${response}`);
    const response = Array.from({ length: 50 }, (_, number) => `a-${number}`).find(
      (candidate) => homeOf(candidate) === HOME,
    );
    for (const { signIn, asked } of stages) {
      expect(await signIn.complete(postedUnasked({ response: response ?? "" }))).toEqual(
        failed("login_store_unavailable", { region: HOME }),
      );
      expect(asked).toStrictEqual([HOME]);
    }
  });

  it("proposes, and of two yeses in two Regions one counts", async () => {
    const [home, elsewhere] = samlStages();
    const proposed = await elsewhere.signIn.complete(postedUnasked());
    if (!proposed.ok || !("sealedProposal" in proposed.value)) throw new Error("no proposal");
    const { sealedProposal } = proposed.value;
    const yes = async ({ ports }: SamlStage) => {
      const pending = await readProposal(ports, "campus", sealedProposal);
      if (pending === undefined) throw new Error("no proposal to read");
      expect(pending.region).toBe(ELSEWHERE);
      return await createAcceptProposal(ports)(pending);
    };
    const both = await Promise.all([yes(home), yes(elsewhere)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await yes(home)).toStrictEqual(err(refusal("pending_sign_in_missing")));
  });

  it("proposes nothing that a version sealed which named no Region", async () => {
    const { ports } = samlStages()[0];
    const old = { id: "p", region: undefined, principal: aPrincipal(), application: undefined };
    const pending = { ...old, expiresAt: Math.floor(ports.now() / 1000) + 60 };
    expect(await createAcceptProposal(ports)(pending as never)).toStrictEqual(
      err(refusal("home_region_unknown", { region: null })),
    );
  });
});
