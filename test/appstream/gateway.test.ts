import { describe, expect, it } from "vitest";
import { createAppStreamGateway } from "../../functions/appstream/gateway.ts";
import { FLEET, gatewayTo, REGION, REQUEST, startGatewayStage, TIMEOUT } from "./gateway-stage.ts";

const A_REQUEST_ID = /^[0-9a-f-]{36}$/;

function candidateFault(fault: string): unknown {
  return { ok: false, error: { kind: "candidate", fault, requestId: expect.stringMatching(A_REQUEST_ID) } };
}

function setupFault(fault: string): unknown {
  return { ok: false, error: { kind: "setup", fault, requestId: expect.stringMatching(A_REQUEST_ID) } };
}

describe("createAppStreamGateway", () => {
  it("answers the URL and the request id of AppStream", async () => {
    const { gateway, emulator } = await startGatewayStage();
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual({
      ok: true,
      value: {
        uncheckedUrl: expect.stringContaining(`${emulator.origin}/eu-west-1/authenticate?parameters=`),
        requestId: expect.stringMatching(A_REQUEST_ID),
      },
    });
  });

  it("sends exactly the parameters of the request, in one CreateStreamingURL", async () => {
    const { gateway, emulator } = await startGatewayStage();
    await gateway.createStreamingUrl(REQUEST, TIMEOUT);
    expect(emulator.requests()).toStrictEqual([
      {
        operation: "CreateStreamingURL",
        region: REGION,
        input: {
          StackName: "treasury",
          FleetName: "treasury-ireland",
          UserId: "u-ana",
          ApplicationId: "TreasuryDesk",
          Validity: 30,
          SessionContext: REQUEST.sessionContext,
        },
        atMilliseconds: expect.any(Number),
      },
    ]);
  });

  it("signs for the Region of the request", async () => {
    const frankfurt = { ...FLEET, region: "eu-central-1" };
    const { emulator } = await startGatewayStage({
      fleets: [FLEET, frankfurt],
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "local-secret" },
    });
    const gateway = gatewayTo(emulator.endpointTemplate, { regions: new Set([REGION, "eu-central-1"]) });
    const answer = await gateway.createStreamingUrl({ ...REQUEST, region: "eu-central-1" }, TIMEOUT);
    expect(answer.ok).toBe(true);
    expect(emulator.requests().map(({ region }) => region)).toStrictEqual(["eu-central-1"]);
  });

  it("refuses to be asked about a Region it was not made for", async () => {
    const gateway = createAppStreamGateway(new Map());
    const asked = gateway.createStreamingUrl({ ...REQUEST, region: "us-east-1" }, TIMEOUT);
    await expect(asked).rejects.toThrow(new TypeError("no AppStream client for us-east-1"));
  });

  it.each([
    ["throttle", "throttled"],
    ["internal_failure", "region_failing"],
    ["service_unavailable", "region_failing"],
  ] as const)("tries once and takes %s for %s", async (kind, fault) => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind });
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual(candidateFault(fault));
    expect(emulator.requests()).toHaveLength(1);
  });

  it.each([
    ["access_denied", "access_denied"],
    ["expired_token", "credentials_rejected"],
  ] as const)("tries once and takes %s for %s", async (kind, fault) => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind });
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual(setupFault(fault));
    expect(emulator.requests()).toHaveLength(1);
  });

  it("tries once and takes garbage for a garbage answer", async () => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind: "garbage" });
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual(
      candidateFault("garbage_answer"),
    );
    expect(emulator.requests()).toHaveLength(1);
  });

  it("takes a broken connection for a Region that cannot be reached, not for a slow one", async () => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind: "reset" });
    const answer = await gateway.createStreamingUrl(REQUEST, TIMEOUT);
    expect(answer).toMatchObject({
      error: { kind: "candidate", fault: "region_unreachable", requestId: undefined },
    });
    expect(emulator.requests()).toHaveLength(1);
  });

  it("takes a closed port for a Region that cannot be reached", async () => {
    const { gateway, emulator } = await startGatewayStage();
    await emulator.stop();
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual({
      ok: false,
      error: { kind: "candidate", fault: "region_unreachable", requestId: undefined },
    });
  });

  it("gives the URL of the next launch after one throttle", async () => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind: "throttle", times: 1 });
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toStrictEqual(candidateFault("throttled"));
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toMatchObject({ ok: true });
    expect(emulator.requests()).toHaveLength(2);
  });

  it.each(["STOPPED", "STARTING", "STOPPING"] as const)(
    "takes a fleet that is %s for one that is not available",
    async (state) => {
      const { gateway, emulator } = await startGatewayStage();
      emulator.setFleetState(REGION, FLEET.fleet, state);
      const answer = await gateway.createStreamingUrl(REQUEST, TIMEOUT);
      expect(answer).toStrictEqual(candidateFault("fleet_not_available"));
      expect(emulator.requests()).toHaveLength(1);
    },
  );

  it.each([
    ["a stack that does not exist", { stack: "elsewhere" }, "stack_or_fleet_not_found"],
    ["a fleet that does not exist", { fleet: "elsewhere" }, "stack_or_fleet_not_found"],
    ["an application of another image", { application: "Solitaire" }, "invalid_parameter_combination"],
    [
      "the desktop of a fleet that shows applications",
      { application: "Desktop" },
      "invalid_parameter_combination",
    ],
    ["a user id that is too long", { userId: "u".repeat(33) }, "invalid_parameter"],
    ["a validity of nothing", { validitySeconds: 0 }, "invalid_parameter"],
  ])("takes %s for a fault of the set-up", async (_name, deviation, fault) => {
    const { gateway, emulator } = await startGatewayStage();
    const answer = await gateway.createStreamingUrl({ ...REQUEST, ...deviation }, TIMEOUT);
    expect(answer).toStrictEqual(setupFault(fault));
    expect(emulator.requests()).toHaveLength(1);
  });

  it("takes a domain-joined fleet for an operation that is not permitted", async () => {
    const { gateway } = await startGatewayStage({ fleets: [{ ...FLEET, domainJoined: true }] });
    const answer = await gateway.createStreamingUrl(REQUEST, TIMEOUT);
    expect(answer).toStrictEqual(setupFault("operation_not_permitted"));
  });

  it("takes a role without this fleet for access denied", async () => {
    const { gateway } = await startGatewayStage({ allow: [{ stack: FLEET.stack, fleet: "another" }] });
    const answer = await gateway.createStreamingUrl(REQUEST, TIMEOUT);
    expect(answer).toStrictEqual(setupFault("access_denied"));
  });

  it("takes a signature by another secret for rejected credentials", async () => {
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "another-secret" };
    const { gateway } = await startGatewayStage({ credentials });
    const answer = await gateway.createStreamingUrl(REQUEST, TIMEOUT);
    expect(answer).toStrictEqual(setupFault("credentials_rejected"));
  });

  it("leaves the host of the URL to be checked by its caller", async () => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind: "foreign_host" });
    expect(await gateway.createStreamingUrl(REQUEST, TIMEOUT)).toMatchObject({
      ok: true,
      value: { uncheckedUrl: expect.stringMatching(/^https:\/\/streaming\.evil\.example\//) },
    });
  });

  it("asks for many URLs at once and mixes none of them up", async () => {
    const { gateway, emulator } = await startGatewayStage();
    const users = Array.from({ length: 40 }, (_, number) => `u-${number}`);
    const answers = await Promise.all(
      users.map((userId) => gateway.createStreamingUrl({ ...REQUEST, userId }, TIMEOUT)),
    );
    expect(answers.map((answer) => answer.ok && userIn(answer.value.uncheckedUrl))).toStrictEqual(users);
    expect(emulator.requests()).toHaveLength(40);
  });

  it("lets one caller's deadline pass without touching the others", async () => {
    const { gateway, emulator } = await startGatewayStage();
    emulator.injectFault({ kind: "black_hole", times: 1 });
    const [first, second] = await Promise.all([
      gateway.createStreamingUrl(REQUEST, 300),
      delay(50).then(() => gateway.createStreamingUrl(REQUEST, TIMEOUT)),
    ]);
    expect(first).toMatchObject({ ok: false, error: { fault: "attempt_timed_out" } });
    expect(second).toMatchObject({ ok: true });
  });
});

function userIn(url: string): unknown {
  const parameters = new URL(url).searchParams.get("parameters") ?? "";
  return JSON.parse(Buffer.from(parameters, "base64").toString("utf8")).userId;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
