import { ExpireSessionCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { clientFor, startStage, streamingUrl } from "./stage.ts";

describe("ExpireSession", () => {
  it("ends the session at once, and again without complaint", async () => {
    const { client, emulator } = await startStage();
    await fetch(await streamingUrl(client));
    const command = new ExpireSessionCommand({ SessionId: emulator.sessions()[0]?.id });
    await client.send(command);
    await client.send(command);
    expect(emulator.sessions()).toMatchObject([{ state: "EXPIRED", connectionState: "NOT_CONNECTED" }]);
  });

  it("says nothing about an unknown session", async () => {
    const { client } = await startStage();
    const output = await client.send(new ExpireSessionCommand({ SessionId: "nobody" }));
    expect(Object.keys(output)).toEqual(["$metadata"]);
  });

  it("leaves a session of another Region alone", async () => {
    const { client, emulator } = await startStage();
    await fetch(await streamingUrl(client));
    const elsewhere = clientFor(emulator, { region: "us-east-1" });
    await elsewhere.send(new ExpireSessionCommand({ SessionId: emulator.sessions()[0]?.id }));
    expect(emulator.sessions()).toMatchObject([{ state: "ACTIVE" }]);
  });

  it("refuses an empty session id", async () => {
    const { client } = await startStage();
    await expect(client.send(new ExpireSessionCommand({ SessionId: "" }))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});
