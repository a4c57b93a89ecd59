import { describe, expect, it } from "vitest";
import { aFleet, clientFor, startStage, streamingUrl, textOf } from "./stage.ts";

async function open(url: string, cookie = ""): Promise<{ status: number; page: string; headers: Headers }> {
  const response = await fetch(url, { headers: { cookie } });
  return { status: response.status, page: await response.text(), headers: response.headers };
}

describe("authenticate", () => {
  it("shows the running session", async () => {
    const { client, emulator } = await startStage();
    const { status, page } = await open(await streamingUrl(client, { SessionContext: "handle-1" }));
    const facts = [
      "application",
      "fleet",
      "stack",
      "region",
      "user-id",
      "session-id",
      "session-context",
      "session-state",
    ];
    expect(status).toBe(200);
    expect(facts.map((fact) => textOf(page, fact))).toEqual([
      "Treasury desk",
      "treasury-ireland",
      "treasury",
      "eu-west-1",
      "u-ana",
      emulator.sessions()[0]?.id,
      "present",
      "started",
    ]);
    expect(page).toContain("Dublin");
    expect(page).not.toContain("handle-1");
  });

  it("says when there is no session context", async () => {
    const { client } = await startStage();
    expect(textOf((await open(await streamingUrl(client))).page, "session-context")).toBe("absent");
  });

  it("shows a desktop with its applications", async () => {
    const applications = [
      { name: "Firefox", displayName: "Firefox" },
      { name: "LibreOffice", displayName: "LibreOffice" },
    ];
    const { client } = await startStage({ fleets: [aFleet({ streamView: "DESKTOP", applications })] });
    const { page } = await open(await streamingUrl(client, { ApplicationId: "Desktop" }));
    expect(textOf(page, "application")).toBe("Desktop");
    expect(page).toContain("<span>Firefox</span>");
    expect(page).toContain("<span>LibreOffice</span>");
  });

  it("shows the catalog when the URL names no application", async () => {
    const { client } = await startStage();
    const { page } = await open(await streamingUrl(client, { ApplicationId: undefined }));
    expect(textOf(page, "application")).toBe("Application catalog");
  });

  it("escapes every name it shows", async () => {
    const applications = [{ name: "X", displayName: `<img src=x onerror="alert('1')">&` }];
    const { client } = await startStage({ fleets: [aFleet({ applications })] });
    const { page } = await open(await streamingUrl(client, { ApplicationId: "X" }));
    expect(page).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
    expect(page).not.toContain("<img");
  });

  it("allows no script and no foreign resource, and is not kept", async () => {
    const { client } = await startStage();
    const { headers, page } = await open(await streamingUrl(client));
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(page).not.toMatch(/<script|style=|https?:\/\//);
  });

  it("gives the same session back when the page is reloaded", async () => {
    const { client, emulator } = await startStage();
    const url = await streamingUrl(client);
    const first = await open(url);
    const second = await open(url);
    expect(textOf(second.page, "session-id")).toBe(textOf(first.page, "session-id"));
    expect(textOf(second.page, "session-state")).toBe("reconnected");
    expect(emulator.sessions()).toHaveLength(1);
  });

  it("gives the first session back to a URL for another application, unchanged", async () => {
    const applications = ["One", "Two"].map((name) => ({ name, displayName: `Application ${name}` }));
    const { client } = await startStage({ fleets: [aFleet({ applications })] });
    await open(await streamingUrl(client, { ApplicationId: "One" }));
    const { page } = await open(
      await streamingUrl(client, { ApplicationId: "Two", SessionContext: "later" }),
    );
    expect(textOf(page, "application")).toBe("Application One");
    expect(textOf(page, "session-context")).toBe("absent");
  });

  it("starts separate sessions for two users and for two fleets", async () => {
    const { client, emulator } = await startStage({
      fleets: [aFleet(), aFleet({ fleet: "treasury-spare" })],
    });
    await open(await streamingUrl(client));
    await open(await streamingUrl(client, { UserId: "u-ben" }));
    await open(await streamingUrl(client, { FleetName: "treasury-spare" }));
    expect(new Set(emulator.sessions().map((session) => session.id)).size).toBe(3);
  });

  it("has no streaming resources when the fleet is full, but lets its users back in", async () => {
    const { client, emulator } = await startStage({ fleets: [aFleet({ capacity: 1 })] });
    const mine = await streamingUrl(client);
    await open(mine);
    const { status, page } = await open(await streamingUrl(client, { UserId: "u-ben" }));
    expect(status).toBe(503);
    expect(page).toContain("No streaming resources are available for your session");
    expect((await open(mine)).status).toBe(200);
    expect(emulator.sessions()).toHaveLength(1);
  });

  it("has no streaming resources on a fleet that stopped after the URL was made", async () => {
    const { client, emulator } = await startStage();
    const url = await streamingUrl(client);
    emulator.setFleetState("eu-west-1", "treasury-ireland", "STOPPED");
    expect((await open(url)).status).toBe(503);
  });

  it("shows the wait for an instance, then the session as started", async () => {
    const { client, advanceSeconds } = await startStage({ fleets: [aFleet({ fleetType: "ON_DEMAND" })] });
    const url = await streamingUrl(client);
    const waiting = await open(url);
    expect(waiting.headers.get("refresh")).toBe("1");
    expect(textOf(waiting.page, "session-state")).toBe("pending");
    advanceSeconds(3);
    expect(textOf((await open(url)).page, "session-state")).toBe("started");
  });

  it("refuses an expired URL", async () => {
    const { client, emulator, advanceSeconds } = await startStage();
    const url = await streamingUrl(client, { Validity: 5 });
    advanceSeconds(5);
    const { status, page } = await open(url);
    expect(status).toBe(403);
    expect(page).toContain("This streaming link has expired");
    expect(emulator.sessions()).toEqual([]);
  });

  it("lets the browser that holds the session back in with an expired URL, and no other", async () => {
    const { client, advanceSeconds } = await startStage();
    const url = await streamingUrl(client, { Validity: 5 });
    const { headers } = await open(url);
    expect(headers.get("set-cookie")).toMatch(/; Path=\/eu-west-1\/; HttpOnly; SameSite=Lax$/);
    advanceSeconds(60);
    const cookie = headers.get("set-cookie")?.split(";")[0];
    expect(textOf((await open(url, `other=1; ${cookie}`)).page, "session-state")).toBe("reconnected");
    expect((await open(url)).status).toBe(403);
    expect((await open(url, `${cookie}0`)).status).toBe(403);
  });

  it("refuses a URL whose parameters were changed", async () => {
    const { client } = await startStage();
    const url = new URL(await streamingUrl(client));
    const parameters = Buffer.from(url.searchParams.get("parameters") ?? "", "base64").toString("utf8");
    const forged = Buffer.from(parameters.replace("u-ana", "u-ben")).toString("base64");
    url.searchParams.set("parameters", forged);
    const { status, page } = await open(url.href);
    expect(status).toBe(403);
    expect(page).toContain("This streaming link is not valid");
  });

  it("refuses a signature of another length", async () => {
    const { client } = await startStage();
    const url = new URL(await streamingUrl(client));
    url.searchParams.set("signature", "AAAA");
    expect((await open(url.href)).status).toBe(403);
  });

  it("refuses a URL in another Region", async () => {
    const { client } = await startStage({ fleets: [aFleet(), aFleet({ region: "us-east-1" })] });
    const url = await streamingUrl(client);
    expect((await open(url.replace("/eu-west-1/", "/us-east-1/"))).status).toBe(403);
  });

  it("refuses a URL of another start", async () => {
    const [one, other] = [await startStage(), await startStage()];
    const url = await streamingUrl(clientFor(one.emulator));
    expect((await open(url.replace(one.emulator.origin, other.emulator.origin))).status).toBe(403);
  });

  it.each(["parameters", "signature"])("refuses a URL without its %s", async (member) => {
    const { client } = await startStage();
    const url = new URL(await streamingUrl(client));
    url.searchParams.delete(member);
    expect((await open(url.href)).status).toBe(400);
  });
});
