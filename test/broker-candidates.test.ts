import { describe, expect, it } from "vitest";
import type { BrokerPorts } from "../functions/broker.ts";
import { SETUP_ADVICE } from "../functions/core/gateway-failure.ts";
import { err, ok } from "../functions/core/result.ts";
import type { AppStreamGateway, StreamingAnswer } from "../functions/ports.ts";
import {
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  FRANKFURT,
  fleetsAsked,
  IRELAND,
  LIMITS,
  launchEventOf,
  recordOf,
  startBrokerStage,
  TREASURY,
  VIRGINIA,
} from "./support/broker-builders.ts";

function stop(stage: BrokerStage, ...fleets: readonly { region: string; fleet: string }[]): void {
  for (const { region, fleet } of fleets) stage.emulator.setFleetState(region, fleet, "STOPPED");
}

describe("createBroker's candidates", () => {
  it("moves from a stopped fleet to the next, and says so in the record and the event", async () => {
    const stage = await startBrokerStage();
    stop(stage, IRELAND);
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      ok: true,
      value: { url: expect.stringContaining("/eu-central-1/authenticate?") },
    });
    const failedAttempts = [{ fleet: "ireland", fault: "fleet_not_available" }];
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland", "fleet-frankfurt"]);
    expect(recordOf(stage)).toMatchObject({
      state: "url_created",
      placement: { fleetId: "frankfurt", region: "eu-central-1" },
      failedAttempts,
    });
    expect(launchEventOf(stage)).toMatchObject({
      outcome: "url_created",
      placement: { fleetId: "frankfurt" },
      failedAttempts,
      refusal: null,
    });
  });

  it("refuses when all fleets are stopped, with every fleet's fault", async () => {
    const stage = await startBrokerStage();
    stop(stage, IRELAND, FRANKFURT, VIRGINIA);
    const reason = { reason: "no_candidate_available", evidence: { attempts: 3 } };
    expect(await stage.broker.launch(aLaunchRequest())).toStrictEqual(err(reason));
    const failedAttempts = ["ireland", "frankfurt", "virginia"].map((fleet) => {
      return { fleet, fault: "fleet_not_available" };
    });
    expect(recordOf(stage)).toMatchObject({
      state: "failed",
      reason: "no_candidate_available",
      failedAttempts,
    });
    expect(launchEventOf(stage)).toMatchObject({ severity: "notice", failedAttempts, refusal: reason });
  });

  it("tries no more fleets than the policy allows", async () => {
    const stage = await startBrokerStage(aPolicy({ limits: { ...LIMITS, maxCandidates: 2 } }));
    stop(stage, IRELAND, FRANKFURT);
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "no_candidate_available", evidence: { attempts: 2 } },
    });
    expect(launchEventOf(stage).candidates).toContainEqual({
      ...{ fleet: "virginia", kept: false, reason: "beyond_candidate_limit", wall: null },
    });
  });

  it.each([
    ["throttle", "throttled"],
    ["internal_failure", "region_failing"],
    ["service_unavailable", "region_failing"],
    ["garbage", "garbage_answer"],
  ] as const)("moves on after %s", async (kind, fault) => {
    const stage = await startBrokerStage();
    stage.emulator.injectFault({ kind, fleet: "fleet-ireland" });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(launchEventOf(stage)).toMatchObject({
      placement: { fleetId: "frankfurt" },
      failedAttempts: [{ fleet: "ireland", fault }],
    });
  });

  it("moves on where one fleet is set up wrong, and an operator hears of it all the same", async () => {
    const stage = await startBrokerStage();
    stage.emulator.injectFault({ kind: "access_denied", fleet: "fleet-ireland" });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(launchEventOf(stage)).toMatchObject({
      placement: { fleetId: "frankfurt" },
      failedAttempts: [{ fleet: "ireland", fault: "access_denied" }],
    });
    expect(stage.audit.events).toContainEqual(
      expect.objectContaining({
        ...{ event: "fault", severity: "error", fault: "appstream_setup_fault" },
        detail: expect.objectContaining({ fault: "access_denied", fleetId: "ireland" }),
      }),
    );
  });

  it("stops where the broker's own set-up is at fault, which does not go away elsewhere", async () => {
    const [kind, fault] = ["expired_token", "credentials_rejected"] as const;
    const stage = await startBrokerStage();
    stage.emulator.injectFault({ kind, fleet: "fleet-ireland" });
    const reason = {
      reason: "appstream_setup_fault",
      evidence: {
        ...{ fault, advice: SETUP_ADVICE[fault] },
        ...{ fleetId: "ireland", region: "eu-west-1", stack: "stack-ireland", fleet: "fleet-ireland" },
      },
    };
    expect(await stage.broker.launch(aLaunchRequest())).toStrictEqual(err(reason));
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland"]);
    expect(recordOf(stage)).toMatchObject({ state: "failed", reason: "appstream_setup_fault" });
    expect(launchEventOf(stage)).toMatchObject({
      severity: "error",
      refusal: reason,
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("says what is wrong where an application is in no image", async () => {
    const stage = await startBrokerStage();
    const ledger = { ...TREASURY, appstreamApplication: "Ledger" };
    const other = await startBrokerStage(aPolicy({ applications: { treasury: ledger } }), {
      gateway: stage.ports.gateway,
    });
    expect(await other.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "appstream_setup_fault", evidence: { fault: "invalid_parameter_combination" } },
    });
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland", "fleet-frankfurt", "fleet-virginia"]);
  });

  it("says what is wrong with the one fleet whose set-up is at fault, where the others are only stopped", async () => {
    const stage = await startBrokerStage();
    stop(stage, IRELAND, VIRGINIA);
    stage.emulator.injectFault({ kind: "access_denied", fleet: "fleet-frankfurt" });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "appstream_setup_fault", evidence: { fleetId: "frankfurt" } },
    });
    expect(recordOf(stage).failedAttempts).toStrictEqual([
      { fleet: "ireland", fault: "fleet_not_available" },
      { fleet: "frankfurt", fault: "access_denied" },
      { fleet: "virginia", fault: "fleet_not_available" },
    ]);
  });

  it("refuses a URL on a foreign host and asks no other fleet", async () => {
    const stage = await startBrokerStage();
    stage.emulator.injectFault({ kind: "foreign_host", times: 1 });
    const reason = {
      reason: "streaming_url_foreign_host",
      evidence: { region: "eu-west-1", host: "streaming.evil.example" },
    };
    expect(await stage.broker.launch(aLaunchRequest())).toStrictEqual(err(reason));
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland"]);
    expect(recordOf(stage)).toMatchObject({ state: "failed", reason: "streaming_url_foreign_host" });
    expect(launchEventOf(stage)).toMatchObject({ severity: "error", refusal: reason });
  });

  it("takes the emulator for a foreign host where no emulator is expected", async () => {
    const stage = await startBrokerStage(aPolicy(), { emulatorOrigin: undefined });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "streaming_url_foreign_host", evidence: { host: "127.0.0.1" } },
    });
  });

  it("takes a URL of another Region for one of a foreign host", async () => {
    const stage = await startBrokerStage(
      aPolicy(),
      answering("https://appstream2.us-east-1.aws.amazon.com/x"),
    );
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "streaming_url_foreign_host", evidence: { region: "eu-west-1" } },
    });
  });

  it("puts the fleet's custom domain in the place of AppStream's host, and changes nothing else", async () => {
    const ireland = { ...IRELAND, customDomain: "apps.northwind.example" };
    const stage = await startBrokerStage(
      aPolicy({ fleets: { ireland, frankfurt: FRANKFURT, virginia: VIRGINIA } }),
      answering(
        "https://appstream2.eu-west-1.aws.amazon.com/authenticate?parameters=eyJ0&signature=a%2Bb%3D",
      ),
    );
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      value: {
        url: "https://apps.northwind.example/authenticate?parameters=eyJ0&signature=a%2Bb%3D",
      },
    });
  });

  it("leaves AppStream's own host where the fleet has no custom domain", async () => {
    const url = "https://appstream2.eu-west-1.aws.amazon.com/authenticate?parameters=eyJ0";
    const stage = await startBrokerStage(aPolicy(), answering(url));
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ value: { url } });
  });
});

/** A gateway that asks nobody, for hosts that the emulator cannot have. */
function answering(uncheckedUrl: string): Pick<BrokerPorts, "gateway"> {
  const answer: StreamingAnswer = { uncheckedUrl, requestId: "request-1" };
  const gateway: AppStreamGateway = {
    createStreamingUrl: async () => ok(answer),
    findSession: async () => ok(undefined),
    expireSession: async () => ok(undefined),
  };
  return { gateway };
}
