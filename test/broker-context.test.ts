import { describe, expect, it } from "vitest";
import { createBroker, type LaunchRequest } from "../functions/broker.ts";
import { readHandedFacts } from "../functions/core/handed-facts.ts";
import { err } from "../functions/core/result.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  digest,
  launchEventOf,
  recordOf,
  sessionContextsSent,
  startBrokerStage,
  TREASURY,
} from "./support/broker-builders.ts";

const DEAL = "FXD-204417";
/** `v1`, the broker's Region, 22 characters of launch id, 43 of secret. */
const SESSION_CONTEXT = /^v1\.eu-south-2\.([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/;

function withContext(context: string): LaunchRequest {
  return aLaunchRequest({ intent: { application: "treasury", context, client: "web" } });
}

function everythingWritten({ launches, audit }: BrokerStage): string {
  return JSON.stringify([[...launches.launches], audit.events]);
}

describe("createBroker's launch context", () => {
  it("is sealed into the record with whom it is for, for the launch-context purpose", async () => {
    const stage = await startBrokerStage();
    expect(await stage.broker.launch(withContext(DEAL))).toMatchObject({ ok: true });
    const sealed = recordOf(stage).record.sealedHandover ?? "";
    const opened = (await stage.ports.sealer.open("launch-context", sealed)) ?? "";
    expect(readHandedFacts(opened)).toMatchObject({ context: DEAL, displayName: "Ana Pérez" });
    expect(await stage.ports.sealer.open("broker-session", sealed)).toBeUndefined();
  });

  it("has no part in the record of an application that is handed nothing", async () => {
    const stage = await startBrokerStage(
      aPolicy({ applications: { treasury: { ...TREASURY, context: null } } }),
    );
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(recordOf(stage).record.sealedHandover).toBeUndefined();
  });

  it("stands in clear nowhere: not on the wire, in the record or in an event", async () => {
    const stage = await startBrokerStage();
    await stage.broker.launch(withContext(DEAL));
    expect(everythingWritten(stage)).not.toContain(DEAL);
    expect(JSON.stringify(stage.emulator.requests())).not.toContain(DEAL);
  });

  it("is refused where the application declares none", async () => {
    const stage = await startBrokerStage(
      aPolicy({ applications: { treasury: { ...TREASURY, context: null } } }),
    );
    expect(await stage.broker.launch(withContext(DEAL))).toStrictEqual(
      err({ reason: "context_not_declared", evidence: { application: "treasury", length: 10 } }),
    );
    expect(launchEventOf(stage)).toMatchObject({
      launchId: null,
      refusal: { reason: "context_not_declared" },
    });
    expect(stage.emulator.requests()).toStrictEqual([]);
    expect(stage.launches.launches.size).toBe(0);
  });

  it.each([
    ["that does not match", "fxd-204417"],
    ["with something before the match", ` ${DEAL.slice(0, 8)}`],
    ["with a line after the match", "FXD-2044\n"],
    ["that is longer than declared", "FXD-2044170"],
    ["that is empty", ""],
  ])("is refused %s, and not repeated in the event", async (_name, context) => {
    const stage = await startBrokerStage();
    expect(await stage.broker.launch(withContext(context))).toStrictEqual(
      err({ reason: "context_invalid", evidence: { application: "treasury", length: context.length } }),
    );
    const { refusal } = launchEventOf(stage);
    expect(refusal).toStrictEqual({
      ...{ reason: "context_invalid", evidence: { application: "treasury", length: context.length } },
    });
    expect(stage.emulator.requests()).toStrictEqual([]);
  });

  it("is looked at only after the audience: who may not use the application learns nothing of it", async () => {
    const stage = await startBrokerStage();
    const request = { ...withContext("nonsense"), principal: { ...ANA, groups: [] } };
    expect(await stage.broker.launch(request)).toMatchObject({ error: { reason: "not_in_audience" } });
  });
});

describe("createBroker's handle", () => {
  it("begins with the launch id, and its secret half has the digest in the record", async () => {
    const stage = await startBrokerStage();
    await stage.broker.launch(aLaunchRequest());
    const [sent = ""] = sessionContextsSent(stage);
    const [, launchId = "", secret = ""] = SESSION_CONTEXT.exec(sent) ?? [];
    expect([...stage.launches.launches.keys()]).toStrictEqual([launchId]);
    expect(recordOf(stage).placement.handleDigest).toBe(digest(secret));
  });

  it("is another one for every fleet tried; the record keeps the last one's digest", async () => {
    const stage = await startBrokerStage();
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    await stage.broker.launch(aLaunchRequest());
    const [first, second] = sessionContextsSent(stage).map((sent) => SESSION_CONTEXT.exec(sent) ?? []);
    expect(second?.[1]).toBe(first?.[1]);
    expect(second?.[2]).not.toBe(first?.[2]);
    expect(recordOf(stage).placement.handleDigest).toBe(digest(second?.[2] ?? ""));
  });

  it("is another one for every launch, id and secret", async () => {
    const stage = await startBrokerStage();
    await stage.broker.launch(aLaunchRequest());
    await stage.broker.launch(aLaunchRequest());
    const [first, second] = sessionContextsSent(stage).map((sent) => SESSION_CONTEXT.exec(sent) ?? []);
    expect(second?.[1]).not.toBe(first?.[1]);
    expect(second?.[2]).not.toBe(first?.[2]);
  });

  it("is bound to the person and the place that AppStream was asked for", async () => {
    const stage = await startBrokerStage();
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    await stage.broker.launch(aLaunchRequest());
    expect(recordOf(stage).placement.binding).toBe(
      digest("u-ana\neu-central-1\nstack-frankfurt\nfleet-frankfurt"),
    );
  });

  it("expires by the policy, from the moment the launch began", async () => {
    const sessions = { ...aPolicy().sessions, contextHandleSeconds: 120 };
    const stage = await startBrokerStage(aPolicy({ sessions }));
    await stage.broker.launch(aLaunchRequest());
    const { handleExpiresAt, record } = recordOf(stage);
    expect(handleExpiresAt - record.createdAt).toBe(120);
  });

  it("asks for sixteen bytes of id and thirty-two of secret", async () => {
    const stage = await startBrokerStage();
    const asked: number[] = [];
    const randomText = (byteLength: number) => {
      asked.push(byteLength);
      return stage.ports.randomText(byteLength);
    };
    await createBroker({ ...stage.ports, randomText }).launch(aLaunchRequest());
    expect(asked).toStrictEqual([16, 32]);
  });
});

describe("createBroker's secrets", () => {
  it.each([
    ["a launch", "none"],
    ["a launch with a second fleet", "stopped"],
    ["a URL on a foreign host", "foreign_host"],
  ])("stand in no record and no event of %s", async (_name, trouble) => {
    const stage = await startBrokerStage();
    if (trouble === "stopped") stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    if (trouble === "foreign_host") stage.emulator.injectFault({ kind: "foreign_host" });
    const launch = await stage.broker.launch(withContext(DEAL));
    const written = everythingWritten(stage);
    const secrets = sessionContextsSent(stage).map((sent) => SESSION_CONTEXT.exec(sent)?.[2]);
    expect(written).toContain("u-ana");
    expect(secrets).not.toHaveLength(0);
    for (const secret of [
      ...secrets,
      ...(launch.ok && launch.value.outcome === "stream" ? [launch.value.url] : []),
      ...["authenticate?", "signature=", "parameters="],
      ...[DEAL, "Ana Pérez", "ana.perez@northwind.example"],
    ]) {
      expect(written).not.toContain(secret);
    }
  });

  it("do not come out of an application id that nobody knows", async () => {
    const stage = await startBrokerStage();
    const intent = { application: "ana.perez-private", context: undefined, client: "web" } as const;
    await stage.broker.launch(aLaunchRequest({ intent }));
    expect(everythingWritten(stage)).not.toContain("ana.perez-private");
  });
});
