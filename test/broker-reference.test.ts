import { describe, expect, it } from "vitest";
import { err } from "../functions/core/result.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "./support/broker-builders.ts";
import { createFixedWatch } from "./support/fixed-watch.ts";
import { createMemoryReferences } from "./support/memory-references.ts";
import { aFleetStatus } from "./support/situations.ts";

async function stageWith(change: Parameters<typeof startBrokerStage>[1] = {}, policy = aPolicy()) {
  const references = createMemoryReferences();
  const stage = await startBrokerStage(policy, { references, ...change });
  return { ...stage, written: () => [...references.references.values()], references };
}

const WHO = { identityProvider: "corporate", subject: "ana-7", userId: "u-ana" };

describe("createBroker: the reference of a launch", () => {
  it("leads to the record of a launch that streams, and holds nothing that the record has", async () => {
    const { broker, written } = await stageWith();
    const answer = await broker.launch(aLaunchRequest());
    expect(written()).toEqual([
      {
        ...{ correlationId: "correlation-1", ...WHO, application: "treasury" },
        launchId: answer.ok && answer.value.outcome === "stream" && answer.value.launchId,
        ...{ policyVersion: "0123456789abcdef", state: "url_created", reason: null, basis: null },
        ...{ createdAt: NOW_SECONDS, expiresAt: NOW_SECONDS + 2_592_000 },
      },
    ]);
  });

  it("holds what a refusal was decided from", async () => {
    const { broker, written } = await stageWith();
    await broker.launch(aLaunchRequest({ principal: { ...ANA, groups: [] } }));
    expect(written()).toMatchObject([
      {
        ...{ ...WHO, launchId: null, application: "treasury", state: "failed", reason: "not_in_audience" },
        basis: { applicationId: "treasury", principal: { subject: "ana-7" } },
      },
    ]);
  });

  it("says why somebody waits, and what they were asked", async () => {
    const full = createFixedWatch({ ireland: aFleetStatus({ freePlaces: 0 }) });
    const policy = aPolicy({ applications: { treasury: { ...TREASURY, fleets: ["ireland"] } } });
    const { broker, written } = await stageWith({ watch: full }, policy);
    expect(await broker.launch(aLaunchRequest())).toMatchObject({ value: { outcome: "wait" } });
    expect(written()).toMatchObject([{ launchId: null, state: "failed", reason: "fleet_full" }]);
  });

  it("repeats neither an application that the policy has not, nor the context of a link", async () => {
    const { broker, written } = await stageWith();
    const unknown = { application: "marker", context: undefined, client: "web" } as const;
    await broker.launch(aLaunchRequest({ intent: unknown }));
    const wrong = { application: "treasury", context: "MARKER", client: "web" } as const;
    await broker.launch(aLaunchRequest({ intent: wrong, correlationId: "correlation-2" }));
    expect(written()).toMatchObject([
      { application: null, basis: null, reason: "application_unknown" },
      { application: "treasury", reason: "context_invalid" },
    ]);
    expect(JSON.stringify(written())).not.toMatch(/marker/i);
  });

  it("costs the person nothing where it cannot be kept", async () => {
    const references = { write: async () => err("unavailable" as const) };
    const { broker, audit } = await stageWith({ references });
    expect(await broker.launch(aLaunchRequest())).toMatchObject({ value: { outcome: "stream" } });
    expect(audit.events.filter(({ event }) => event === "fault")).toEqual([]);
  });
});
