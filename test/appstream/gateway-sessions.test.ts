import { describe, expect, it } from "vitest";
import { anError, startAnswering } from "./fleet-endpoint.ts";
import {
  gatewayTo,
  REGION,
  REQUEST,
  startFixedEndpoint,
  startGatewayStage,
  TIMEOUT,
} from "./gateway-stage.ts";

const PLACE = { region: REGION, stack: REQUEST.stack, fleet: REQUEST.fleet, userId: REQUEST.userId };
const SESSION = {
  ...{ Id: "session-1", UserId: REQUEST.userId, StackName: REQUEST.stack, FleetName: REQUEST.fleet },
  ...{ State: "ACTIVE", ConnectionState: "NOT_CONNECTED", MaxExpirationTime: 1_795_200_000.5 },
};

describe("findSession", () => {
  it("finds nothing of somebody who has no session", async () => {
    const { gateway } = await startGatewayStage();
    expect(await gateway.findSession(PLACE, TIMEOUT)).toStrictEqual({ ok: true, value: undefined });
  });

  it("asks for the person on that stack and fleet, by streaming URL", async () => {
    const { template, calls } = await startAnswering(() => ({ Sessions: [SESSION] }));
    expect(await gatewayTo(template).findSession(PLACE, TIMEOUT)).toStrictEqual({
      ok: true,
      value: { sessionId: "session-1", isConnected: false, expiresAt: 1_795_200_000 },
    });
    const { stack: StackName, fleet: FleetName, userId: UserId } = PLACE;
    const input = { StackName, FleetName, UserId, AuthenticationType: "API", Limit: 50 };
    expect(calls).toStrictEqual([{ operation: "DescribeSessions", input }]);
  });

  it("says whether somebody has it on a screen, and nothing of an end that AppStream does not tell", async () => {
    const connected = { ...SESSION, ConnectionState: "CONNECTED", MaxExpirationTime: undefined };
    const { template } = await startAnswering(() => ({ Sessions: [connected] }));
    expect(await gatewayTo(template).findSession(PLACE, TIMEOUT)).toMatchObject({
      value: { isConnected: true, expiresAt: null },
    });
  });

  it.each([
    ["that is over", { State: "EXPIRED" }],
    ["of somebody else", { UserId: "u-ben" }],
    ["without an id", { Id: undefined }],
  ])("passes over a session %s", async (_what, change) => {
    const { template } = await startAnswering(() => ({ Sessions: [{ ...SESSION, ...change }] }));
    expect(await gatewayTo(template).findSession(PLACE, TIMEOUT)).toStrictEqual({
      ok: true,
      value: undefined,
    });
  });

  it.each([
    [{ Sessions: "many" }, "garbage_answer"],
    [anError("ThrottlingException"), "throttled"],
    [anError("ResourceNotFoundException"), "stack_or_fleet_not_found"],
  ])("answers why it does not know: %j", async (answer, fault) => {
    const { template } = await startAnswering(() => answer);
    expect(await gatewayTo(template).findSession(PLACE, TIMEOUT)).toMatchObject({
      ok: false,
      error: { fault },
    });
  });

  it("gives up in time", async () => {
    const { template } = await startAnswering(() => undefined);
    expect(await gatewayTo(template).findSession(PLACE, 50)).toMatchObject({
      error: { fault: "attempt_timed_out" },
    });
  });
});

describe("expireSession", () => {
  it("ends the session", async () => {
    const { template, calls } = await startAnswering(() => ({}));
    expect(await gatewayTo(template).expireSession(REGION, "session-1", TIMEOUT)).toStrictEqual({
      ok: true,
      value: undefined,
    });
    expect(calls).toStrictEqual([{ operation: "ExpireSession", input: { SessionId: "session-1" } }]);
  });

  it("answers why it did not", async () => {
    const { template } = await startFixedEndpoint(503, "");
    expect(await gatewayTo(template).expireSession(REGION, "session-1", TIMEOUT)).toMatchObject({
      error: { fault: "region_failing" },
    });
  });
});
