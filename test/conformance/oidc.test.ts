import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HostileProvider, startHostileProvider } from "../../dev/identity-provider/hostile.ts";
import { anOidcProvider, callbackOf, signInStage } from "../support/identity-builders.ts";
import { type AttemptReport, attemptSignIn, type ConformanceRow } from "./attempt.ts";
import { CALLBACK_ROWS } from "./callback-rows.ts";
import { CONTROL_ROWS } from "./control-rows.ts";
import { DISCOVERY_ROWS, KEY_SET_ROWS, TOKEN_ENDPOINT_ROWS } from "./endpoint-rows.ts";
import { CLAIM_ROWS, SIGNATURE_ROWS } from "./id-token-rows.ts";

const TABLES: Readonly<Record<string, readonly ConformanceRow[]>> = {
  "the callback": CALLBACK_ROWS,
  "the ID token's form and signature": SIGNATURE_ROWS,
  "the ID token's claims": CLAIM_ROWS,
  "the token endpoint": TOKEN_ENDPOINT_ROWS,
  "the key set": KEY_SET_ROWS,
  discovery: DISCOVERY_ROWS,
};
const ROWS = Object.values(TABLES).flat();

/** Whatever the outcome: one event says it, and holds nothing that a reader of logs could use. */
function expectDiscreetAudit({ events, auditText, secrets }: AttemptReport): void {
  expect(events.map(({ event }) => event)).toStrictEqual(["sign_in"]);
  for (const secret of secrets) expect(auditText).not.toContain(secret);
  // Every JWT and JWE begins with the base64url of `{"`; markup is never ours.
  expect(auditText).not.toMatch(/eyJ|JSON Web Token|[<>]|script|set-cookie/);
}

function expectRefusal(report: AttemptReport, { reason }: ConformanceRow): void {
  expect(report.outcome).toBe(reason);
  expect(report.events).toMatchObject([{ outcome: "refused", principal: null, refusal: { reason } }]);
  expectDiscreetAudit(report);
}

describe("a sign-in through a hostile provider", () => {
  let hostile: HostileProvider;
  beforeAll(async () => {
    hostile = await startHostileProvider();
  });
  afterAll(() => hostile.stop());

  it.each(CONTROL_ROWS)("succeeds where $name [$clause]", async (row) => {
    const report = await attemptSignIn(hostile, row);
    expect(report.outcome).toBe("signed in");
    expect(report.events).toMatchObject([{ outcome: "success", refusal: null }]);
    expectDiscreetAudit(report);
  });

  describe.each(Object.entries(TABLES))("by %s", (_title, rows) => {
    it.each(rows.filter(({ isSlow }) => !isSlow))("refuses where $name [$clause]", async (row) => {
      expectRefusal(await attemptSignIn(hostile, row), row);
    });
  });

  it("follows no redirect, so no secret is sent twice", () => {
    expect(hostile.requests.counts.elsewhere).toBe(0);
  });

  it("signs in exactly one of twenty callbacks at once", async () => {
    hostile.reset();
    const stage = signInStage({ corporate: anOidcProvider({ issuer: hostile.issuer }) });
    const options = { intent: undefined, reauthenticate: false };
    const started = await stage.signIn.begin("corporate", options, "correlation-1");
    if (!started.ok) throw new Error(started.error.reason);
    const { redirectTo, sealedTransaction } = started.value;
    const { searchParams: parameters } = await callbackOf(redirectTo);
    const callback = {
      ...{ identityProvider: "corporate", parameters, sealedTransaction },
      correlationId: "correlation-1",
    };
    const completed = await Promise.all(Array.from({ length: 20 }, () => stage.signIn.complete(callback)));
    const reasons = completed.map((each) => (each.ok ? "signed in" : each.error.refusal.reason));
    expect(reasons.toSorted()).toStrictEqual([
      ...Array.from({ length: 19 }, () => "login_transaction_used"),
      "signed in",
    ]);
    expect(stage.audit.events).toHaveLength(20);
  });
});

describe.concurrent("a sign-in through a provider that keeps it waiting", () => {
  it.each(ROWS.filter(({ isSlow }) => isSlow))("refuses where $name [$clause]", async (row) => {
    const hostile = await startHostileProvider();
    try {
      expectRefusal(await attemptSignIn(hostile, row), row);
    } finally {
      await hostile.stop();
    }
  });
});

describe("the tables", () => {
  it("hold no name twice", () => {
    const names = [...CONTROL_ROWS, ...ROWS].map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toStrictEqual([]);
  });

  it("are what README.md shows", () => {
    const line = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const shown = [
      ...CONTROL_ROWS.map(({ name, clause }) => line(name, clause, "signed in")),
      ...ROWS.map(({ name, clause, reason }) => line(name, clause, `\`${reason}\``)),
    ];
    const [readme = ""] = readFileSync(new URL("README.md", import.meta.url), "utf8").split("\n# SAML");
    const rows = readme
      .split("\n")
      .filter((text) => text.startsWith("| ") && !/^\| (what is altered|---) \|/.test(text));
    expect(rows).toStrictEqual(shown);
  });
});
