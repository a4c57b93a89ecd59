import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import { jwksRoute } from "../../functions/handlers/jwks.ts";
import type { JwkSet } from "../../functions/ports.ts";
import { anEvent, answer, memoryAudit, NOW_MILLISECONDS } from "../support/http-builders.ts";

const KEYS: JwkSet = {
  keys: [{ kty: "EC", crv: "P-256", kid: "k-1", alg: "ES256", use: "sig", x: "x", y: "y" }],
};
const event = anEvent({ routeKey: "GET /.well-known/jwks.json", path: "/.well-known/jwks.json" });
const ports = () => ({
  ...{ tokens: { jwks: async () => ok(KEYS) }, audit: memoryAudit(), now: () => NOW_MILLISECONDS },
});

describe("jwksRoute", () => {
  it("publishes the keys, for everybody to keep for five minutes", async () => {
    const response = await answer(jwksRoute, ports(), event);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      ...{ "content-type": "application/json", "cache-control": "public, max-age=300" },
    });
    expect(JSON.parse(response.body ?? "")).toStrictEqual(KEYS);
  });

  it("says that a key cannot be had, which nobody is to keep, and why to the audit", async () => {
    const failure = { key: "kms:alias/tokens", fault: "access_denied" } as const;
    const keyless = { ...ports(), tokens: { jwks: async () => err(failure) } };
    const response = await answer(jwksRoute, keyless, event);
    expect(response).toMatchObject({ statusCode: 503, headers: { "cache-control": "no-store" } });
    expect(keyless.audit.events).toMatchObject([
      {
        event: "request_refused",
        refusal: { reason: "token_key_unavailable", evidence: failure },
      },
    ]);
  });

  it("is there past an edge that all others must come through", async () => {
    const trust = { certificateSubject: "CN=edge", secrets: [], required: true };
    expect(await answer(jwksRoute, ports(), event, trust)).toMatchObject({ statusCode: 200 });
  });
});
