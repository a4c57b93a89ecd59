import { setTimeout as pause } from "node:timers/promises";
import { DescribeFleetsCommand } from "@aws-sdk/client-appstream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AccountCalls, createAccountCalls } from "../../../cli/doctor/account-calls.ts";
import { type AppStreamEmulator, startAppStreamEmulator } from "../../../dev/appstream-emulator/server.ts";
import { ok } from "../../../functions/core/result.ts";
import { closedPort } from "../../stores/troubled-endpoints.ts";
import "../../stores/local-credentials.ts";

let emulator: AppStreamEmulator;

beforeAll(async () => {
  emulator = await startAppStreamEmulator({ port: 0, fleets: [] });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  emulator.clearFaults();
  emulator.clearRequests();
});

function calls(options: { readonly endpoint?: string; readonly deadlineMilliseconds?: number } = {}) {
  return createAccountCalls({ endpoint: emulator.endpointTemplate, firstPauseMilliseconds: 5, ...options });
}

function countFleets(account: AccountCalls, region = "eu-west-1") {
  return account.ask(region, "DescribeFleets", async (client, abortSignal) => {
    const { Fleets } = await client.send(new DescribeFleetsCommand({}), { abortSignal });
    return Fleets?.length;
  });
}

const failed = (fault: string, region = "eu-west-1") => ({
  ok: false,
  error: { region, action: "appstream:DescribeFleets", fault },
});

describe("createAccountCalls", () => {
  it("asks the Region that is meant", async () => {
    expect(await countFleets(calls(), "us-east-1")).toStrictEqual(ok(0));
    expect(emulator.requests().map(({ region }) => region)).toStrictEqual(["us-east-1"]);
  });

  it.each(["throttle", "internal_failure"] as const)("tries again after %s", async (kind) => {
    emulator.injectFault({ kind, times: 2 });
    expect(await countFleets(calls())).toStrictEqual(ok(0));
    expect(emulator.requests()).toHaveLength(3);
  });

  it("gives up after four tries", async () => {
    emulator.injectFault({ kind: "throttle" });
    expect(await countFleets(calls())).toStrictEqual(failed("throttled"));
    expect(emulator.requests()).toHaveLength(4);
  });

  it("spends twenty retries in all, however much there is to ask", async () => {
    emulator.injectFault({ kind: "throttle" });
    const account = calls();
    await Promise.all(Array.from({ length: 10 }, () => countFleets(account)));
    expect(emulator.requests()).toHaveLength(10 + 20);
  });

  it("does not try again what is denied", async () => {
    emulator.injectFault({ kind: "access_denied" });
    const account = calls();
    expect(await countFleets(account)).toStrictEqual(failed("access_denied"));
    emulator.clearFaults();
    expect(await countFleets(account)).toStrictEqual(ok(0));
    expect(emulator.requests()).toHaveLength(2);
  });

  it("ends a call that is never answered, and leaves that Region alone", async () => {
    emulator.injectFault({ kind: "black_hole", region: "eu-west-1" });
    const account = calls({ deadlineMilliseconds: 500 });
    expect(await countFleets(account)).toStrictEqual(failed("attempt_timed_out"));
    expect(await countFleets(account)).toStrictEqual(failed("attempt_timed_out"));
    expect(emulator.requests()).toHaveLength(1);
    expect(await countFleets(account, "us-east-1")).toStrictEqual(ok(0));
  });

  it("ends a call whose answer stops half-way", async () => {
    emulator.injectFault({ kind: "stall_body" });
    expect(await countFleets(calls({ deadlineMilliseconds: 500 }))).toStrictEqual(
      failed("attempt_timed_out"),
    );
  });

  it("asks once with credentials that nobody accepts", async () => {
    emulator.injectFault({ kind: "expired_token" });
    const account = calls();
    await countFleets(account);
    expect(await countFleets(account)).toStrictEqual(failed("credentials_rejected"));
    expect(emulator.requests()).toHaveLength(1);
  });

  it("says that nobody is there", async () => {
    expect(await countFleets(calls({ endpoint: await closedPort() }))).toStrictEqual(
      failed("region_unreachable"),
    );
  });

  it("has at most four calls under way", async () => {
    const account = calls();
    let underWay = 0;
    let most = 0;
    const work = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await pause(5);
      underWay -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => account.ask("eu-west-1", "DescribeFleets", work)));
    expect([most, underWay]).toStrictEqual([4, 0]);
  });
});
