import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../../../support/demo-world.ts";

let demo: DemoWorld;

beforeAll(async () => {
  demo = await startDemoWorld(withOneProvider, { regions: ["eu-west-1", "us-east-1"] });
});
afterAll(() => demo?.world.stop());

async function turn(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${demo.world.origin}/_control/${path}`, {
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    headers,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const health = async (origin: string): Promise<unknown> => (await fetch(`${origin}/healthz`)).json();

describe("the front's switchboard", () => {
  it("says how the Regions are", async () => {
    const [first, second] = demo.world.regions;
    const well = { broker: "running", tables: "here" };
    expect(await turn("regions")).toEqual({
      status: 200,
      body: {
        answering: "first-healthy",
        regions: {
          "eu-west-1": { origin: first?.origin, ...well },
          "us-east-1": { origin: second?.origin, ...well },
        },
      },
    });
  });

  it("stops a Region's broker and starts it again at the same address", async () => {
    const origin = demo.world.regions[0]?.origin ?? "";
    expect(await turn("regions/eu-west-1", { broker: "stopped" })).toMatchObject({
      status: 200,
      body: { broker: "stopped" },
    });
    await turn("regions/eu-west-1", { broker: "stopped" });
    await expect(fetch(origin)).rejects.toThrow();
    expect(await health(demo.world.origin)).toMatchObject({ region: "us-east-1" });
    await turn("regions/eu-west-1", { broker: "running" });
    await turn("regions/eu-west-1", { broker: "running" });
    expect(await health(origin)).toMatchObject({ status: "ok", region: "eu-west-1" });
    expect(await health(demo.world.origin)).toMatchObject({ region: "eu-west-1" });
  });

  it("takes a Region's tables away and brings them back", async () => {
    expect(await turn("regions/us-east-1", { tables: "away" })).toMatchObject({ body: { tables: "away" } });
    expect(demo.world.regions[1]?.tables.areAway()).toBe(true);
    expect(await turn("regions/us-east-1", { tables: "here" })).toMatchObject({ body: { tables: "here" } });
    expect(demo.world.regions[1]?.tables.areAway()).toBe(false);
  });

  it("says which Region answers, and by which rule", async () => {
    expect(await turn("answering", { from: "us-east-1" })).toMatchObject({ status: 200 });
    expect(await health(demo.world.origin)).toMatchObject({ region: "us-east-1" });
    await turn("answering", { from: "in-turn" });
    const both = [await health(demo.world.origin), await health(demo.world.origin)];
    expect(both).toMatchObject([{ region: "eu-west-1" }, { region: "us-east-1" }]);
    await turn("answering", { from: "first-healthy" });
    expect(await health(demo.world.origin)).toMatchObject({ region: "eu-west-1" });
  });

  it.each([
    ["regions/eu-south-1", { broker: "stopped" }, 404],
    ["regions/eu-west-1/more", { broker: "stopped" }, 404],
    ["elsewhere", {}, 404],
    ["answering", undefined, 404],
    ["regions/eu-west-1", {}, 400],
    ["regions/eu-west-1", { broker: "asleep" }, 400],
    ["regions/eu-west-1", { broker: "running", tables: "gone" }, 400],
    ["regions/eu-west-1", "text", 400],
    ["answering", { from: "nobody" }, 400],
  ])("answers %s %j with %i", async (path, body, status) => {
    expect((await turn(path, body)).status).toBe(status);
    expect((await turn("regions")).body).toMatchObject({ answering: "first-healthy" });
  });

  it("survives a client that hangs up in the middle of a request", async () => {
    const { port } = new URL(demo.world.origin);
    const headers = { "content-length": 100 };
    const path = "/_control/answering";
    const cut = request({ host: "127.0.0.1", port, path, method: "POST", headers });
    await new Promise((resolve) => cut.on("error", resolve).write("{", () => cut.destroy(new Error("gone"))));
    expect((await turn("regions")).status).toBe(200);
  });

  it("is out of reach of other sites' pages, and of a name bound to this machine", async () => {
    const foreign = { origin: "https://evil.example" };
    expect((await turn("regions/eu-west-1", { broker: "stopped" }, foreign)).status).toBe(403);
    const { port } = new URL(demo.world.origin);
    const status = await new Promise((resolve) => {
      const headers = { host: `rebound.example:${port}` };
      request({ host: "127.0.0.1", port, path: "/_control/regions", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });
});
