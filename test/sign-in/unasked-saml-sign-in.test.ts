/** A response that nobody here asked for: a tile at the identity provider, or somebody's trick. */
import { describe, expect, it } from "vitest";
import type { IdpInitiatedPolicy } from "../../functions/core/policy-identity.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { ProposedSignIn } from "../../functions/sign-in/proposed-sign-in.ts";
import type { PendingSignIn } from "../../functions/sign-in-ports.ts";
import { aPrincipal } from "../support/core-builders.ts";
import { NOW, signInEventsOf } from "../support/identity-builders.ts";
import { createMemoryHomeStores, ELSEWHERE, HOME } from "../support/memory-stores.ts";
import {
  beginAt,
  postedUnasked,
  type SamlStage,
  samlStage,
  stagedSamlProvider,
  stateOf,
  TILES,
  USABLE_SECONDS,
} from "../support/saml-sign-in-builders.ts";

const TREASURY = { application: "treasury", context: undefined, client: "web" } as const;

const failed = (reason: Parameters<typeof refusal>[0], intent?: typeof TREASURY, evidence = {}) =>
  err({ refusal: refusal(reason, evidence), intent });

async function propose(stage: SamlStage, deviations = {}): Promise<ProposedSignIn> {
  const completed = await stage.signIn.complete(postedUnasked(deviations));
  if (!completed.ok) throw new Error(completed.error.refusal.reason);
  if (!("sealedProposal" in completed.value)) throw new Error("a session, not a proposal");
  return completed.value;
}

async function pendingIn({ ports }: SamlStage, { sealedProposal }: ProposedSignIn): Promise<PendingSignIn> {
  return JSON.parse((await ports.sealer.open("pending-sign-in", sealedProposal)) ?? "null") as PendingSignIn;
}

const allowing = (campus: IdpInitiatedPolicy | null): SamlStage =>
  samlStage(stagedSamlProvider(), { idpInitiated: new Map([["campus", campus]]) });

describe("createSamlSignIn, for a response that nobody asked for", () => {
  it("proposes the person, and signs nobody in", async () => {
    const stage = samlStage();
    const completed = await stage.signIn.complete(postedUnasked());
    const principal = aPrincipal();
    expect(completed).toStrictEqual(
      ok({ sealedProposal: expect.any(String), lifetimeSeconds: 300, principal }),
    );
    expect(signInEventsOf(stage)).toMatchObject([
      { outcome: "proposed", severity: "info", principal: { subject: principal.subject }, refusal: null },
    ]);
  });

  it("tells the identity provider that no request is expected", async () => {
    const provider = stagedSamlProvider();
    await propose(samlStage(provider));
    expect(provider.completions).toStrictEqual([{ response: "assertion-1", expected: undefined }]);
  });

  it("does not look at transactions that are under way", async () => {
    const stage = samlStage();
    await beginAt(stage);
    await propose(stage);
    expect(stage.consumed).toStrictEqual([["saml-assertion campus assertion-1", NOW + USABLE_SECONDS, NOW]]);
  });

  it("refuses the same response again, and keeps the tile's application", async () => {
    const stage = samlStage();
    await propose(stage);
    expect(await stage.signIn.complete(postedUnasked())).toStrictEqual(
      failed("saml_assertion_replayed", TREASURY),
    );
  });

  it("refuses as a tile's the response that signed somebody in", async () => {
    // The identity provider's part lets none through that answers a request and none; here it does, in one Region.
    const stage = samlStage(stagedSamlProvider(), { homes: createMemoryHomeStores({}, [HOME]) });
    const { transactionId, sealedTransaction } = await beginAt(stage);
    await stage.signIn.complete(postedUnasked({ relayState: transactionId, sealedTransaction }));
    expect(await stage.signIn.complete(postedUnasked())).toStrictEqual(
      failed("saml_assertion_replayed", TREASURY),
    );
  });

  it("makes one proposal of a thousand posts of one response", async () => {
    const stage = samlStage();
    const all = await Promise.all(
      Array.from({ length: 1_000 }, () => stage.signIn.complete(postedUnasked())),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("passes on why the response was refused, with the tile's application", async () => {
    const error = refusal("saml_in_response_to");
    const stage = samlStage({ ...stagedSamlProvider(), complete: async () => err(error) });
    expect(await stage.signIn.complete(postedUnasked())).toStrictEqual(
      failed("saml_in_response_to", TREASURY),
    );
    expect(stage.consumed).toStrictEqual([]);
  });

  it("refuses where the store does not answer", async () => {
    const away = { consume: async () => err("unavailable" as const) };
    const homes = createMemoryHomeStores({ [HOME]: away, [ELSEWHERE]: away });
    const stage = samlStage(stagedSamlProvider(), { homes });
    expect(await stage.signIn.complete(postedUnasked())).toStrictEqual(
      failed("login_store_unavailable", TREASURY, { region: stage.asked[0] }),
    );
    expect(stage.asked).toHaveLength(1);
  });

  it("refuses a proposal that no cookie holds, with the number of groups", async () => {
    const groups = Array.from({ length: 100 }, (_, number) => `${number}-`.padEnd(32, "g"));
    expect(await samlStage(stagedSamlProvider({ groups })).signIn.complete(postedUnasked())).toStrictEqual(
      failed("session_too_large", TREASURY, { length: expect.any(Number), groups: 100 }),
    );
  });
});

describe("createSamlSignIn, for the RelayState of a tile", () => {
  it.each(["treasury", "design"])("takes the application %s of the policy", async (relayState) => {
    const stage = samlStage();
    expect((await pendingIn(stage, await propose(stage, { relayState }))).application).toBe(relayState);
  });

  it.each(["", undefined])("leads with %j to the start page", async (relayState) => {
    const stage = samlStage();
    expect(await pendingIn(stage, await propose(stage, { relayState }))).not.toHaveProperty("application");
  });

  it.each(["", undefined])("leads with %j to the policy's default application", async (relayState) => {
    const stage = allowing({ ...TILES, defaultApplication: "design" });
    expect((await pendingIn(stage, await propose(stage, { relayState }))).application).toBe("design");
  });

  it.each([
    "payroll",
    "Treasury",
    "treasury ",
    " ",
    "https://evil.example/",
    "//evil.example",
    "/launch/treasury",
    "treasury?context=EUR-7",
    "constructor",
    "__proto__",
  ])("refuses %j before the response is looked at", async (relayState) => {
    const provider = stagedSamlProvider();
    const stage = samlStage(provider);
    expect(await stage.signIn.complete(postedUnasked({ relayState }))).toStrictEqual(
      failed("saml_relay_state"),
    );
    expect([provider.completions, stage.consumed]).toStrictEqual([[], []]);
  });

  it.each([TILES, null])(
    "says of a state without its cookie that the transaction is missing",
    async (allowed) => {
      const stage = allowing(allowed);
      expect(await stage.signIn.complete(postedUnasked({ relayState: stateOf(1) }))).toStrictEqual(
        failed("login_transaction_missing"),
      );
    },
  );

  it.each(["treasury", "", undefined, "https://evil.example/"])(
    "refuses %j where the policy has no tiles for this identity provider",
    async (relayState) => {
      for (const stage of [allowing(null), samlStage(stagedSamlProvider(), { idpInitiated: new Map() })]) {
        expect(await stage.signIn.complete(postedUnasked({ relayState }))).toStrictEqual(
          failed("saml_unsolicited"),
        );
        expect(stage.consumed).toStrictEqual([]);
      }
    },
  );
});
