import { describe, expect, it } from "vitest";
import { type HealthPorts, healthRoute } from "../../functions/handlers/health.ts";
import { anEvent, answer, memoryAudit, problemOf } from "../support/http-builders.ts";

const portsWith = (storeAnswers: HealthPorts["storeAnswers"]) => ({
  storeAnswers,
  region: "eu-west-1",
  audit: memoryAudit(),
});
const EVENT = anEvent({ routeKey: "GET /healthz", path: "/healthz" });

describe("healthRoute", () => {
  it("answers 200 where everything works, with its Region", async () => {
    const response = await answer(
      healthRoute,
      portsWith(async () => true),
      EVENT,
    );
    expect(response.statusCode).toBe(200);
    expect(response.headers?.["content-type"]).toBe("application/json");
    expect(problemOf(response)).toEqual({
      status: "ok",
      region: "eu-west-1",
      checks: { policy: true, keys: true, store: true },
    });
  });

  it("answers 503 where the store does not", async () => {
    const response = await answer(
      healthRoute,
      portsWith(async () => false),
      EVENT,
    );
    expect(response.statusCode).toBe(503);
    expect(problemOf(response)).toMatchObject({
      status: "unavailable",
      checks: { policy: true, keys: true, store: false },
    });
  });

  it("is never cached", async () => {
    const response = await answer(
      healthRoute,
      portsWith(async () => true),
      { ...EVENT },
    );
    expect(response.headers?.["cache-control"]).toBe("no-store");
  });
});
