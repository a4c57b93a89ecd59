import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { orWritten, writeSignIn } from "../../functions/sign-in/sign-in-audit.ts";
import { aPrincipal } from "../support/core-builders.ts";
import { NOW } from "../support/identity-builders.ts";
import { createCollectingAuditSink } from "../support/memory-stores.ts";

const MATTER = { identityProvider: "campus", correlationId: "correlation-1" };

function stage() {
  const audit = createCollectingAuditSink();
  return { audit, ports: { audit, now: () => NOW * 1000, providers: new Map([["campus", {}]]) } };
}

describe("writeSignIn", () => {
  it.each([
    ["success", { principal: aPrincipal() }],
    ["proposed", { proposed: aPrincipal() }],
    ["refused", { refusal: refusal("saml_audience") }],
  ] as const)("writes a sign-in that ended in %s, with its moment and its request", (outcome, ended) => {
    const { audit, ports } = stage();
    writeSignIn(ports, MATTER, ended);
    expect(audit.events).toMatchObject([
      {
        ...{ event: "sign_in", outcome, identityProvider: "campus", correlationId: "correlation-1" },
        time: new Date(NOW * 1000).toISOString(),
      },
    ]);
  });

  it.each(["partner", "", "__proto__", "constructor", "<script>"])(
    "writes null for %j, which is the caller's text",
    (identityProvider) => {
      const { audit, ports } = stage();
      writeSignIn(ports, { ...MATTER, identityProvider }, { refusal: refusal("saml_unsolicited") });
      expect(audit.events).toMatchObject([{ identityProvider: null }]);
    },
  );
});

describe("orWritten", () => {
  it("writes nothing about work that ends, whatever it answers", async () => {
    const { audit, ports } = stage();
    expect(await orWritten(ports, MATTER, Promise.resolve("an answer"))).toBe("an answer");
    expect(audit.events).toStrictEqual([]);
  });

  it("writes that something unexpected ended the sign-in, and throws it on", async () => {
    const { audit, ports } = stage();
    const bug = new Error("a secret");
    await expect(orWritten(ports, MATTER, Promise.reject(bug))).rejects.toBe(bug);
    expect(audit.events).toMatchObject([
      { outcome: "refused", identityProvider: "campus", refusal: { reason: "unexpected_error" } },
    ]);
    expect(JSON.stringify(audit.events)).not.toContain("secret");
  });
});
