import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createBeginSignIn } from "../../functions/sign-in/begin-sign-in.ts";
import type { ExpectedAnswer, SignInStart } from "../../functions/sign-in-ports.ts";
import { aSealer } from "../support/http-builders.ts";
import { NOW } from "../support/identity-builders.ts";
import { createCollectingAuditSink, createMemoryHomeStores } from "../support/memory-stores.ts";

const OPTIONS = { intent: undefined, reauthenticate: false };

function stage(begin: SignInStart<ExpectedAnswer>["begin"]) {
  const audit = createCollectingAuditSink();
  const ports = {
    sealer: aSealer(),
    homes: createMemoryHomeStores(),
    audit,
    now: () => NOW * 1000,
    sessions: { loginTransactionSeconds: 60 },
  };
  return { audit, begin: createBeginSignIn({ ...ports, providers: new Map([["campus", { begin }]]) }) };
}

describe("createBeginSignIn", () => {
  it("starts a transaction and writes nothing: nothing has happened yet", async () => {
    const { begin, audit } = stage(async () => ok({ redirectTo: "https://idp.example.com/", state: "s" }));
    expect(await begin("campus", OPTIONS, "correlation-1")).toMatchObject({
      ok: true,
      value: { redirectTo: "https://idp.example.com/", transactionId: "s" },
    });
    expect(audit.events).toStrictEqual([]);
  });

  it("writes down why the sign-in cannot begin", async () => {
    const error = refusal("saml_metadata_expired");
    const { begin, audit } = stage(async () => err(error));
    expect(await begin("campus", OPTIONS, "correlation-1")).toStrictEqual(err(error));
    expect(audit.events).toMatchObject([
      {
        ...{ event: "sign_in", outcome: "refused", identityProvider: "campus" },
        ...{ correlationId: "correlation-1", time: new Date(NOW * 1000).toISOString(), refusal: error },
      },
    ]);
  });

  it("writes no name that the policy does not know", async () => {
    const { begin, audit } = stage(async () => err(refusal("saml_metadata_expired")));
    await begin("<script>", OPTIONS, "correlation-1");
    expect(audit.events).toMatchObject([
      { identityProvider: null, refusal: { reason: "identity_provider_unknown", evidence: {} } },
    ]);
  });

  it("writes an unexpected error down without a word of it, and lets it through", async () => {
    const bug = new Error("-----BEGIN PRIVATE KEY-----");
    const { begin, audit } = stage(() => Promise.reject(bug));
    await expect(begin("campus", OPTIONS, "correlation-1")).rejects.toBe(bug);
    expect(audit.events).toMatchObject([{ severity: "error", refusal: { reason: "unexpected_error" } }]);
    expect(JSON.stringify(audit.events)).not.toContain("PRIVATE KEY");
  });
});
