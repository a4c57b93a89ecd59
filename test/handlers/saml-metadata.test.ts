import { describe, expect, it } from "vitest";
import type { Refusal } from "../../functions/core/refusal.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import { samlMetadataRoute } from "../../functions/handlers/saml-metadata.ts";
import { anEvent, answer, memoryAudit, NOW_MILLISECONDS } from "../support/http-builders.ts";

const XML = '<md:EntityDescriptor entityID="https://apps.example.com/login/campus/metadata"/>';

const portsWith = (document: Result<string, Refusal>) => ({
  samlProviders: new Map([["campus", { serviceProviderMetadata: async () => document }]]),
  audit: memoryAudit(),
  now: () => NOW_MILLISECONDS,
  support: null,
});

const metadata = (ports: ReturnType<typeof portsWith>, pathParameters?: Record<string, string>) =>
  answer(
    samlMetadataRoute,
    ports,
    anEvent({ routeKey: "GET /login/{idp}/metadata", ...(pathParameters && { pathParameters }) }),
  );

describe("samlMetadataRoute", () => {
  it("answers our metadata as SAML metadata, to anybody", async () => {
    const ports = portsWith(ok(XML));
    const response = await metadata(ports, { idp: "campus" });
    expect(response.statusCode).toBe(200);
    expect(response.headers?.["content-type"]).toBe("application/samlmetadata+xml; charset=utf-8");
    expect(response.body).toBe(XML);
    expect(response.cookies ?? []).toEqual([]);
    expect(ports.audit.events).toEqual([]);
  });

  it.each([{ idp: "corporate" }, { idp: "__proto__" }, undefined])(
    "answers 404 for %j, which has none",
    async (pathParameters) => {
      const ports = portsWith(ok(XML));
      expect((await metadata(ports, pathParameters)).statusCode).toBe(404);
      expect(ports.audit.events).toMatchObject([
        { event: "request_refused", refusal: { reason: "identity_provider_unknown", evidence: {} } },
      ]);
    },
  );

  it("says where our key is away, and the event says why", async () => {
    const evidence = { fault: "ssm:saml cannot be read" };
    const ports = portsWith(err(refusal("saml_key_unavailable", evidence)));
    const response = await metadata(ports, { idp: "campus" });
    expect(response.statusCode).toBe(503);
    expect(response.headers?.["retry-after"]).toBe("30");
    expect(response.body).not.toContain("ssm:saml");
    expect(ports.audit.events).toMatchObject([
      { severity: "error", refusal: { reason: "saml_key_unavailable", evidence } },
    ]);
  });
});
