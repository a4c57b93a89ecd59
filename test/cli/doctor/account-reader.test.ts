import { describe, expect, it, onTestFinished } from "vitest";
import { createAccountCalls } from "../../../cli/doctor/account-calls.ts";
import {
  applicationsOfElasticFleet,
  fleetsOfRegion,
  mayCreateStreamingUrls,
  stacksOfRegion,
} from "../../../cli/doctor/account-reader.ts";
import { type EmulatedFleet, startAppStreamEmulator } from "../../../dev/appstream-emulator/server.ts";
import { ok } from "../../../functions/core/result.ts";
import { answeringEndpoint } from "../../stores/troubled-endpoints.ts";
import "../../stores/local-credentials.ts";

const REGION = "eu-west-1";

const aFleet: EmulatedFleet = {
  ...{ region: REGION, stack: "atlas", fleet: "atlas", fleetType: "ALWAYS_ON", capacity: 3 },
  ...{ state: "RUNNING", streamView: "APP", domainJoined: false, applications: [] },
  disconnectTimeoutSeconds: 900,
};

async function emulated(...fleets: readonly EmulatedFleet[]) {
  const emulator = await startAppStreamEmulator({ port: 0, fleets });
  onTestFinished(() => emulator.stop());
  return { emulator, calls: createAccountCalls({ endpoint: emulator.endpointTemplate }) };
}

/** AppStream as it would be if it answered everything with this. */
async function answering(body: unknown) {
  return createAccountCalls({ endpoint: await answeringEndpoint(200, JSON.stringify(body)) });
}

describe("fleetsOfRegion", () => {
  it("reads each kind of fleet by its own counters", async () => {
    const { calls } = await emulated(
      aFleet,
      { ...aFleet, fleet: "shared", maxSessionsPerInstance: 4 },
      { ...aFleet, fleet: "elastic", fleetType: "ELASTIC", capacity: 50 },
      { ...aFleet, fleet: "joined", domainJoined: true, streamView: "DESKTOP", errors: ["SUBNET_NOT_FOUND"] },
    );
    const fleets = await fleetsOfRegion(calls, REGION);
    if (!fleets.ok) throw new Error(fleets.error.fault);
    const read = (name: string) => fleets.value.get(name);
    expect(read("atlas")).toStrictEqual({
      ...{
        state: "RUNNING",
        isElastic: false,
        streamView: "app",
        isDomainJoined: false,
        errors: [],
        places: 3,
      },
      imageArn: "arn:aws:appstream:eu-west-1:111122223333:image/atlas",
      ...{ maxUserDurationSeconds: read("atlas")?.maxUserDurationSeconds, disconnectTimeoutSeconds: 900 },
      account: "111122223333",
    });
    expect(read("shared")?.places).toBe(12);
    expect(read("elastic")).toMatchObject({ isElastic: true, places: 50 });
    expect(read("joined")).toMatchObject({
      ...{ isDomainJoined: true, streamView: "desktop", errors: ["SUBNET_NOT_FOUND"] },
    });
  });

  it("leaves unknown what an answer leaves out", async () => {
    const calls = await answering({ Fleets: [{ Name: "atlas", State: "RUNNING" }] });
    expect(await fleetsOfRegion(calls, REGION)).toMatchObject(
      ok(
        new Map([
          [
            "atlas",
            {
              ...{ state: "RUNNING", isElastic: false, streamView: undefined, isDomainJoined: false },
              ...{ errors: [], places: undefined, imageArn: undefined, account: undefined },
              ...{ maxUserDurationSeconds: undefined, disconnectTimeoutSeconds: undefined },
            },
          ],
        ]),
      ),
    );
    expect(await fleetsOfRegion(await answering({}), REGION)).toStrictEqual(ok(new Map()));
  });

  it("stops asking a list that never ends", async () => {
    const calls = await answering({ Fleets: [{ Name: "atlas" }], NextToken: "again" });
    expect(await fleetsOfRegion(calls, REGION)).toMatchObject({ ok: true });
  });
});

describe("stacksOfRegion", () => {
  it("reads settings and errors", async () => {
    const stack = {
      ...{ Name: "atlas", RedirectURL: "https://a.example.com/ended", EmbedHostDomains: ["b.example.com"] },
      StackErrors: [{ ErrorCode: "INTERNAL_SERVICE_ERROR" }],
    };
    expect(
      await stacksOfRegion(await answering({ Stacks: [stack, { Name: "bare" }] }), REGION),
    ).toStrictEqual(
      ok(
        new Map([
          [
            "atlas",
            {
              ...{ redirectUrl: "https://a.example.com/ended", embedHostDomains: ["b.example.com"] },
              errors: ["INTERNAL_SERVICE_ERROR"],
            },
          ],
          ["bare", { redirectUrl: undefined, embedHostDomains: [], errors: [] }],
        ]),
      ),
    );
  });
});

describe("applicationsOfElasticFleet", () => {
  it("finds none on a fleet that has none, and does not ask for all of the account", async () => {
    const { emulator, calls } = await emulated({ ...aFleet, fleetType: "ELASTIC" });
    expect(await applicationsOfElasticFleet(calls, REGION, "atlas")).toStrictEqual(ok([]));
    expect(emulator.requests().map(({ operation }) => operation)).toStrictEqual([
      "DescribeApplicationFleetAssociations",
    ]);
  });
});

describe("mayCreateStreamingUrls", () => {
  it("throws away a URL that should never have been", async () => {
    const calls = await answering({ StreamingURL: "https://example.com/secret", Expires: 1 });
    expect(await mayCreateStreamingUrls(calls, REGION, "atlas", "atlas")).toStrictEqual(ok("not_denied"));
  });

  it("is denied by name before anything exists", async () => {
    const { emulator, calls } = await emulated();
    emulator.injectFault({ kind: "access_denied" });
    expect(await mayCreateStreamingUrls(calls, REGION, "no", "where")).toStrictEqual(ok("denied"));
  });
});
