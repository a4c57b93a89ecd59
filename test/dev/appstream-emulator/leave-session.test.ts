import { describe, expect, it } from "vitest";
import { aFleet, startStage, streamingUrl, textOf } from "./stage.ts";

async function press(origin: string, action: "end" | "disconnect", sessionId: string): Promise<Response> {
  const body = new URLSearchParams({ sessionId });
  return fetch(`${origin}/eu-west-1/${action}`, { method: "POST", body });
}

async function openedSession(url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  return textOf(page, "session-id") ?? "";
}

describe("endSession", () => {
  it("ends the session", async () => {
    const { client, emulator } = await startStage();
    const response = await press(emulator.origin, "end", await openedSession(await streamingUrl(client)));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Your session has ended");
    expect(emulator.sessions()).toMatchObject([{ state: "EXPIRED" }]);
  });

  it("leaves no instance for the next session until one is rebuilt", async () => {
    const { client, emulator, advanceSeconds } = await startStage({ fleets: [aFleet({ capacity: 1 })] });
    const url = await streamingUrl(client);
    const first = await openedSession(url);
    await press(emulator.origin, "end", first);
    expect((await fetch(url)).status).toBe(503);
    advanceSeconds(15);
    expect(await openedSession(url)).not.toBe(first);
  });

  it("frees its place at once on a multi-session fleet", async () => {
    const { client, emulator } = await startStage({
      fleets: [aFleet({ capacity: 1, maxSessionsPerInstance: 1 })],
    });
    const url = await streamingUrl(client);
    await press(emulator.origin, "end", await openedSession(url));
    expect((await fetch(url)).status).toBe(200);
  });

  it.each(["end", "disconnect"] as const)(
    "does not know a session that is not there (%s)",
    async (action) => {
      const { emulator } = await startStage();
      const response = await press(emulator.origin, action, "nobody");
      expect(response.status).toBe(404);
      expect(await response.text()).toContain("There is no such session");
    },
  );
});

describe("disconnectSession", () => {
  it("keeps the session for the disconnect timeout", async () => {
    const { client, emulator, advanceSeconds } = await startStage();
    const url = await streamingUrl(client, { Validity: 3600 });
    const session = await openedSession(url);
    const response = await press(emulator.origin, "disconnect", session);
    expect(await response.text()).toContain("Your session is kept for 15 minutes.");
    expect(emulator.sessions()).toMatchObject([{ state: "ACTIVE", connectionState: "NOT_CONNECTED" }]);
    advanceSeconds(899);
    expect(await openedSession(url)).toBe(session);
    expect(emulator.sessions()).toMatchObject([{ connectionState: "CONNECTED" }]);
  });

  it.each([
    [30, "30 seconds"],
    [1, "1 second"],
    [60, "1 minute"],
    [7200, "120 minutes"],
  ])("says in words that %i seconds are left", async (disconnectTimeoutSeconds, words) => {
    const { client, emulator } = await startStage({ fleets: [aFleet({ disconnectTimeoutSeconds })] });
    const response = await press(
      emulator.origin,
      "disconnect",
      await openedSession(await streamingUrl(client)),
    );
    expect(await response.text()).toContain(`Your session is kept for ${words}.`);
  });

  it("loses the session after the disconnect timeout", async () => {
    const { client, emulator, advanceSeconds } = await startStage();
    const url = await streamingUrl(client, { Validity: 3600 });
    const session = await openedSession(url);
    await press(emulator.origin, "disconnect", session);
    advanceSeconds(900);
    const page = await (await fetch(url)).text();
    expect(textOf(page, "session-id")).not.toBe(session);
    expect(textOf(page, "session-state")).toBe("started");
  });

  it("does not disconnect a session that has ended", async () => {
    const { client, emulator } = await startStage();
    const session = await openedSession(await streamingUrl(client));
    await press(emulator.origin, "end", session);
    expect((await press(emulator.origin, "disconnect", session)).status).toBe(404);
  });
});
