import {
  type AppStreamClient,
  DescribeStacksCommand,
  ListAssociatedFleetsCommand,
  ListAssociatedStacksCommand,
} from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { callControl } from "./call-control.ts";
import { aFleet, startStage, streamingUrl } from "./stage.ts";

const fleets = [aFleet(), aFleet({ stack: "design", fleet: "design" })];
const PATH = "associations/eu-west-1/treasury/treasury-ireland";

async function associations(client: AppStreamClient) {
  const ofStack = new ListAssociatedFleetsCommand({ StackName: "treasury" });
  const ofFleet = new ListAssociatedStacksCommand({ FleetName: "treasury-ireland" });
  return { fleets: (await client.send(ofStack)).Names, stacks: (await client.send(ofFleet)).Names };
}

describe("changeAssociation", () => {
  it("takes a fleet from its stack, which stays, and puts it back", async () => {
    const { client, emulator } = await startStage({ fleets });
    emulator.changeAssociation("eu-west-1", "treasury", "treasury-ireland", false);
    expect(await associations(client)).toEqual({ fleets: [], stacks: [] });
    expect((await client.send(new DescribeStacksCommand({}))).Stacks).toHaveLength(2);
    await expect(streamingUrl(client)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Fleet treasury-ireland is not associated with stack treasury.",
    });
    emulator.changeAssociation("eu-west-1", "treasury", "treasury-ireland", true);
    expect(await associations(client)).toEqual({ fleets: ["treasury-ireland"], stacks: ["treasury"] });
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it.each([
    ["a stack", "nowhere", "treasury-ireland", "no emulated stack nowhere in eu-west-1"],
    ["a fleet", "treasury", "nowhere", "no emulated fleet nowhere in eu-west-1"],
  ])("refuses %s that does not exist", async (_name, stack, fleet, message) => {
    const { emulator } = await startStage({ fleets });
    expect(() => emulator.changeAssociation("eu-west-1", stack, fleet, true)).toThrow(new TypeError(message));
  });
});

describe("POST /_control/associations", () => {
  it("associates and says what the stack has then", async () => {
    const { client, emulator } = await startStage({ fleets });
    const path = "associations/eu-west-1/treasury/design";
    expect(await callControl(emulator, "POST", path, { associated: true })).toEqual({
      status: 200,
      body: { region: "eu-west-1", stack: "treasury", fleets: ["treasury-ireland", "design"] },
    });
    expect(await associations(client)).toMatchObject({ fleets: ["treasury-ireland", "design"] });
  });

  it.each([
    ["no word on what to do", PATH, {}, 400],
    ["a word for no", PATH, { associated: "no" }, 400],
    ["a stack there is not", PATH.replace("/treasury/", "/nowhere/"), { associated: true }, 404],
    ["a fleet there is not", PATH.replace("-ireland", "-nowhere"), { associated: true }, 404],
    ["a Region there is not", PATH.replace("eu-west-1", "eu-west-9"), { associated: true }, 404],
  ])("refuses %s", async (_name, path, body, status) => {
    const { client, emulator } = await startStage({ fleets });
    const refusal = { status, body: { error: expect.any(String) } };
    expect(await callControl(emulator, "POST", path, body)).toEqual(refusal);
    expect(await associations(client)).toEqual({ fleets: ["treasury-ireland"], stacks: ["treasury"] });
  });
});
