import { CreateStreamingURLCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { aFleet, START_MILLISECONDS, startStage, streamingUrl, VALID_INPUT } from "./stage.ts";

function parametersOf(url: string): unknown {
  const parameters = new URL(url).searchParams.get("parameters") ?? "";
  return JSON.parse(Buffer.from(parameters, "base64").toString("utf8"));
}

describe("CreateStreamingURL", () => {
  it("answers a URL of the real shape with text values only", async () => {
    const { client, emulator } = await startStage();

    const url = await streamingUrl(client, { SessionContext: "handle-1" });

    expect(url).toMatch(
      new RegExp(`^${emulator.origin}/eu-west-1/authenticate\\?parameters=[\\w%]+&signature=[\\w%]+$`),
    );
    expect(parametersOf(url)).toEqual({
      type: "END_USER",
      expires: String(START_MILLISECONDS / 1000 + 60),
      awsAccountId: "111122223333",
      userId: "u-ana",
      catalogSource: "stack/treasury",
      fleetRef: "fleet/treasury-ireland",
      applicationId: "TreasuryDesk",
      userContext: "handle-1",
      maxUserDurationInSecs: "57600",
    });
    expect(Buffer.from(new URL(url).searchParams.get("signature") ?? "", "base64")).toHaveLength(32);
  });

  it("leaves absent optionals empty", async () => {
    const { client } = await startStage({ accountId: "444455556666" });
    const url = await streamingUrl(client, { ApplicationId: undefined });
    expect(parametersOf(url)).toMatchObject({
      applicationId: "",
      userContext: "",
      awsAccountId: "444455556666",
    });
  });

  it("answers Expires as a moment the SDK can read", async () => {
    const { client } = await startStage();
    const output = await client.send(new CreateStreamingURLCommand({ ...VALID_INPUT, Validity: 5 }));
    expect(output.Expires).toEqual(new Date(START_MILLISECONDS + 5000));
  });

  it("allows the desktop of a DESKTOP fleet", async () => {
    const { client } = await startStage({ fleets: [aFleet({ streamView: "DESKTOP" })] });
    expect(parametersOf(await streamingUrl(client, { ApplicationId: "Desktop" }))).toMatchObject({
      applicationId: "Desktop",
    });
  });

  it("does not look at capacity, which matters when the URL is opened", async () => {
    const { client } = await startStage({ fleets: [aFleet({ capacity: 0 })] });
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it.each([
    ["a missing stack", { StackName: undefined }, "Value null at 'stackName'"],
    [
      "an empty fleet",
      { FleetName: "" },
      "at 'fleetName' failed to satisfy constraint: Member must have length",
    ],
    ["a missing user", { UserId: undefined }, "Value null at 'userId'"],
    ["a user id of one character", { UserId: "a" }, "greater than or equal to 2"],
    ["a user id of 33 characters", { UserId: "a".repeat(33) }, "less than or equal to 32"],
    ["a user id with a space", { UserId: "ana ruiz" }, "regular expression pattern"],
    ["a user id with a backslash", { UserId: "corp\\ana" }, "regular expression pattern"],
    ["an empty application", { ApplicationId: "" }, "at 'applicationId'"],
    ["a validity of 0", { Validity: 0 }, "value greater than or equal to 1"],
    ["a validity of more than a week", { Validity: 604_801 }, "value less than or equal to 604800"],
    ["an empty session context", { SessionContext: "" }, "at 'sessionContext'"],
    ["a stack name with a slash", { StackName: "a/b" }, "at 'stackName'"],
  ])("refuses %s", async (_name, deviation, message) => {
    const { client } = await startStage();
    await expect(streamingUrl(client, deviation)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("counts every broken limit in one refusal", async () => {
    const { client } = await startStage();
    await expect(streamingUrl(client, { UserId: "#", Validity: 0 })).rejects.toMatchObject({
      message: expect.stringMatching(/^3 validation errors detected: /),
    });
  });

  it.each([
    ["a validity that is no whole number", { Validity: 1.5 }],
    ["a user id that is a number", { UserId: 12 as unknown as string }],
  ])("refuses %s as not serialized", async (_name, deviation) => {
    const { client } = await startStage();
    await expect(streamingUrl(client, deviation)).rejects.toMatchObject({ name: "SerializationException" });
  });

  it.each([
    [
      "stack",
      { StackName: "somebody-elses" },
      "arn:aws:appstream:eu-west-1:111122223333:stack/somebody-elses",
    ],
    [
      "fleet",
      { FleetName: "somebody-elses" },
      "arn:aws:appstream:eu-west-1:111122223333:fleet/somebody-elses",
    ],
  ])("denies a %s outside the allow-list, existing or not, naming its ARN", async (_name, deviation, arn) => {
    const { client } = await startStage({ allow: [{ stack: "treasury", fleet: "treasury-ireland" }] });
    await expect(streamingUrl(client, deviation)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(arn),
    });
  });

  it("lets an allowed pair through", async () => {
    const { client } = await startStage({ allow: [{ stack: "treasury", fleet: "treasury-ireland" }] });
    await expect(streamingUrl(client)).resolves.toContain("/authenticate?");
  });

  it.each([
    ["an unknown stack", { StackName: "nowhere" }, "Stack nowhere does not exist."],
    ["an unknown fleet", { FleetName: "nowhere" }, "Fleet nowhere does not exist."],
    [
      "a fleet of another stack",
      { FleetName: "design" },
      "Fleet design is not associated with stack treasury.",
    ],
    ["a stack in the wrong case", { StackName: "Treasury" }, "Stack Treasury does not exist."],
  ])("does not find %s", async (_name, deviation, message) => {
    const { client } = await startStage({ fleets: [aFleet(), aFleet({ stack: "design", fleet: "design" })] });
    await expect(streamingUrl(client, deviation)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message,
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("refuses a domain-joined fleet, even a stopped one", async () => {
    const { client } = await startStage({ fleets: [aFleet({ domainJoined: true, state: "STOPPED" })] });
    await expect(streamingUrl(client)).rejects.toMatchObject({ name: "OperationNotPermittedException" });
  });

  it.each(["STOPPED", "STARTING", "STOPPING"] as const)("refuses a fleet that is %s", async (state) => {
    const { client } = await startStage({ fleets: [aFleet({ state })] });
    await expect(streamingUrl(client)).rejects.toMatchObject({
      name: "ResourceNotAvailableException",
      message: expect.stringContaining(state),
    });
  });

  it.each(["Calculator", "Desktop", "Treasury desk"])(
    "refuses the application %s of an APP fleet",
    async (application) => {
      const { client } = await startStage();
      await expect(streamingUrl(client, { ApplicationId: application })).rejects.toMatchObject({
        name: "InvalidParameterCombinationException",
      });
    },
  );
});
