import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { launchButtonRoute } from "../../functions/handlers/launch-button.ts";
import { LAUNCH_BUTTON_SCRIPT } from "../../functions/http/launch-button/script.ts";
import { anEvent, answer, memoryPorts } from "../support/http-builders.ts";

const load = (headers: Record<string, string> = {}) =>
  answer(launchButtonRoute, memoryPorts(), anEvent({ routeKey: "GET /launch-button.js", headers }));

describe("launchButtonRoute", () => {
  it("is a script that any page may load and every cache may keep", async () => {
    const { statusCode, headers, body, cookies } = await load();
    expect(statusCode).toBe(200);
    expect(cookies ?? []).toEqual([]);
    expect(body).toBe(LAUNCH_BUTTON_SCRIPT);
    expect(headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=3600, stale-while-revalidate=86400",
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
      etag: `"${createHash("sha256").update(LAUNCH_BUTTON_SCRIPT).digest("base64url")}"`,
    });
  });

  it.each([(tag: string) => tag, (tag: string) => `"old", W/${tag}`])(
    "tells a browser that has it so, and no more",
    async (known) => {
      const tag = String((await load()).headers?.etag);
      const { statusCode, headers, body } = await load({ "if-none-match": known(tag) });
      expect({ statusCode, body }).toEqual({ statusCode: 304 });
      expect(headers).toMatchObject({ etag: tag, "cross-origin-resource-policy": "cross-origin" });
      expect(headers?.["cache-control"]).toContain("max-age=3600");
      expect((await load({ "if-none-match": `"${"x".repeat(43)}"` })).statusCode).toBe(200);
    },
  );

  it("is the same for everybody, as the edge keeps one for all: who asks changes nothing", async () => {
    const { headers: own, ...plain } = await load();
    const { headers: others, ...asked } = await answer(
      launchButtonRoute,
      memoryPorts(),
      anEvent({
        routeKey: "GET /launch-button.js",
        headers: { origin: "https://evil.example", "accept-language": "tr", "accept-encoding": "br" },
        cookies: ["__Host-streamgate-session=x", "__Host-streamgate-language=de"],
        query: "lang=tr",
      }),
    );
    expect(asked).toEqual(plain);
    expect(asked.cookies ?? []).toEqual([]);
    const nobodys = { ...own, "correlation-id": others?.["correlation-id"] };
    expect(others).toEqual(nobodys);
    expect(Object.keys(others ?? {})).not.toContain("set-cookie");
  });

  it("weighs under 5 KB compressed, needs nothing else and makes no markup of a text", () => {
    expect(gzipSync(LAUNCH_BUTTON_SCRIPT).length).toBeLessThan(5_120);
    expect(LAUNCH_BUTTON_SCRIPT).not.toMatch(
      /\bimport\b|\beval\b|innerHTML|insertAdjacentHTML|document\.write/,
    );
  });
});
