/** The local world with the stand-in for a browser: all of a handover with what npm brings. */
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../../dev/world/world.ts";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import { startDemoWorld } from "../../support/demo-world.ts";
import { samlTraveller } from "../../support/saml-traveller.ts";
import { textOf } from "../appstream-emulator/stage.ts";

let world: World;
let events: readonly AuditEvent[];
const log: Readonly<Record<string, unknown>>[] = [];

beforeAll(async () => {
  const options = { instances: "stand-in", log: (event: object) => void log.push({ ...event }) } as const;
  ({ world, events } = await startDemoWorld((policy) => policy, options));
});
afterAll(() => world?.stop());

async function launch(query = ""): Promise<string> {
  const traveller = samlTraveller({ world, events: [] }, "lucia");
  await traveller.signInByOpenId("/login/corporate");
  const answer = await traveller.broker.get(`/launch/treasury?idp=corporate${query}`);
  return answer.headers.get("location") ?? "";
}

interface Stream {
  readonly page: string;
  readonly cookie: string;
  readonly frame: string;
}

async function open(streamingUrl: string): Promise<Stream> {
  const answer = await fetch(streamingUrl);
  const page = await answer.text();
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const [, path = ""] = /<iframe[^>]* src="([^"]+)"/.exec(page) ?? [];
  return { page, cookie, frame: new URL(path, streamingUrl).href };
}

async function screen({ frame, cookie }: Stream): Promise<string> {
  return await (await fetch(frame, { headers: { cookie } })).text();
}

async function end(stream: Stream, streamingUrl: string): Promise<void> {
  const body = new URLSearchParams({ sessionId: textOf(stream.page, "session-id") ?? "" });
  await fetch(new URL("/eu-west-1/end", streamingUrl), { method: "POST", body });
}

describe("a stream of an application with a handover", () => {
  it("runs the launcher, and the application greets the person by name at the deep link", async () => {
    const url = await launch("&context=FXD-204417");
    const stream = await open(url);
    const heading = async () => textOf(await screen(stream), "heading");
    await expect.poll(heading, { timeout: 20_000 }).toBe("Good day, Lucía Fernández");
    expect(textOf(await screen(stream), "launcher")).toBe("started");
    const visits = log.filter(({ event }) => event === "application_visited");
    expect(visits).toMatchObject([{ path: "/deals/FXD-204417", cookie: "good" }]);
    expect(events.at(-1)).toMatchObject({ event: "context_redeemed", outcome: "success" });
    expect(await (await fetch(stream.frame)).text()).toContain("There is no such session");

    await end(stream, url);
    expect(await screen(stream)).toContain("There is no such session");
    const again = await open(url);
    const state = async () => textOf(await screen(again), "launcher");
    await expect.poll(state, { timeout: 20_000 }).toBe("refused");
    expect(textOf(await screen(again), "launcher-reason")).toBe("context_refused");
    await expect.poll(async () => textOf(await screen(again), "heading")).toBe("This start is over");
    expect(events.at(-1)).toMatchObject({ refusal: { reason: "handle_spent" } });
    await end(again, url);
  });

  it("opens the application without a deep link where the launch had none", async () => {
    const url = await launch();
    const stream = await open(url);
    await expect
      .poll(async () => textOf(await screen(stream), "launcher"), { timeout: 20_000 })
      .toBe("started");
    const last = () => log.findLast(({ event }) => event === "application_visited");
    await expect.poll(last).toMatchObject({ path: "/deals", cookie: "good" });
    await end(stream, url);
  });
});

describe("a stream of an application without one", () => {
  it("is a drawing, and nothing is started", async () => {
    const traveller = samlTraveller({ world, events: [] }, "lucia");
    await traveller.signInByOpenId("/login/corporate");
    const before = log.length;
    const answer = await traveller.broker.get("/launch/design?idp=corporate");
    const page = await (await fetch(answer.headers.get("location") ?? "")).text();
    expect(page).toContain("The screen is a drawing");
    expect(page).not.toContain("<iframe");
    expect(log).toHaveLength(before);
  });
});

describe("World.stop", () => {
  it("ends what runs on the instances, and leaves no folder of them", async () => {
    const instanceFolders = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith("streamgate-instance-"));
    const others = instanceFolders();
    const url = await launch();
    const stream = await open(url);
    await expect
      .poll(async () => textOf(await screen(stream), "launcher"), { timeout: 20_000 })
      .toBe("started");
    const [own = ""] = instanceFolders().filter((name) => !others.includes(name));
    expect(existsSync(`${tmpdir()}/${own}/launcher.json`)).toBe(true);
    await world.stop();
    expect(existsSync(`${tmpdir()}/${own}`)).toBe(false);
    expect(log.at(-1)).toMatchObject({ event: "application_ended" });
  });
});
