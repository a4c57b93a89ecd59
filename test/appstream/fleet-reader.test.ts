import { describe, expect, it, onTestFinished } from "vitest";
import { startAppStreamEmulator } from "../../dev/appstream-emulator/server.ts";
import { createAppStreamClients } from "../../functions/appstream/clients.ts";
import { createFleetReader } from "../../functions/appstream/fleet-reader.ts";
import { err } from "../../functions/core/result.ts";
import type { FleetReader, FleetSnapshot } from "../../functions/ports.ts";
import { indexedFleet } from "../support/watch-stage.ts";
import { anError, type Call, startAnswering } from "./fleet-endpoint.ts";
import { FLEET, REGION, startFixedEndpoint } from "./gateway-stage.ts";

const NOW = 1_795_165_200_000;
const IRELAND = indexedFleet("ireland");
const CORK = indexedFleet("cork");

function readerOf(
  endpointTemplate: string,
  fleets = [IRELAND, CORK],
  deadlineMilliseconds = 5_000,
): FleetReader {
  const regions = new Set([REGION]);
  const clients = createAppStreamClients({ regions, endpointTemplate, attemptTimeoutMilliseconds: 5_000 });
  return createFleetReader({ clients, fleets, deadlineMilliseconds });
}

async function snapshotOf(reader: FleetReader, former?: FleetSnapshot): Promise<FleetSnapshot> {
  const read = await reader.read(REGION, former, NOW);
  if (!read.ok) throw new Error(read.error.fault);
  return read.value;
}

const aFleet = (name: string, overrides: object = {}) => ({
  ...{ Arn: "arn", Name: name, InstanceType: "stream.standard.medium", State: "RUNNING" },
  ...{ FleetType: "ALWAYS_ON", ComputeCapacityStatus: { Desired: 3, Available: 2 } },
  ...overrides,
});
const BOTH = [aFleet("fleet-ireland"), aFleet("fleet-cork")];

/** Answers DescribeFleets by name as AppStream does, and says that every stack has its fleet. */
function anAccount(fleets: readonly { readonly Name: string }[], call: Call): object {
  switch (call.operation) {
    case "DescribeFleets": {
      const names = call.input.Names as readonly string[] | undefined;
      const found = fleets.filter(({ Name }) => names === undefined || names.includes(Name));
      return names === undefined || found.length === names.length
        ? { Fleets: found }
        : anError("ResourceNotFoundException");
    }
    case "ListAssociatedFleets":
      return { Names: [String(call.input.StackName).replace("stack-", "fleet-")] };
    default:
      return { Sessions: [] };
  }
}

describe("createFleetReader", () => {
  it("reads the fleets of the emulator", async () => {
    const emulator = await startAppStreamEmulator({ port: 0, fleets: [FLEET] });
    onTestFinished(() => emulator.stop());
    const { stack, fleet } = FLEET;
    const known = { ...IRELAND, fleet: { ...IRELAND.fleet, stack, fleet } };
    const { fleets } = await snapshotOf(readerOf(emulator.endpointTemplate, [known]));
    expect(fleets.get("ireland")).toMatchObject({
      ...{ kind: "always_on", state: "running", freePlaces: 2, isDomainJoined: false, isAssociated: true },
    });
    emulator.setFleetState(REGION, fleet, "STOPPED");
    const { fleets: later } = await snapshotOf(readerOf(emulator.endpointTemplate, [known]));
    expect(later.get("ireland")).toMatchObject({ state: "stopped" });
  });

  it("asks two questions, by name, and one stack in turn", async () => {
    const { template, calls } = await startAnswering((call) => anAccount(BOTH, call));
    const reader = readerOf(template);
    const first = await snapshotOf(reader);
    expect(calls).toStrictEqual([
      { operation: "DescribeFleets", input: { Names: ["fleet-ireland", "fleet-cork"] } },
      { operation: "ListAssociatedFleets", input: { StackName: "stack-cork" } },
    ]);
    expect(first).toMatchObject({ observedAt: NOW, turn: 0 });
    expect(first.fleets.get("cork")).toMatchObject({ isAssociated: true, observedAt: NOW });
    expect(first.fleets.get("ireland")).toMatchObject({ isAssociated: null });
    const second = await snapshotOf(reader, first);
    expect(second.turn).toBe(1);
    expect(second.fleets.get("cork")).toMatchObject({ isAssociated: true });
    expect(second.fleets.get("ireland")).toMatchObject({ isAssociated: true });
    expect(calls).toHaveLength(4);
  });

  it("sees a fleet that its stack does not have, and a stack that is gone", async () => {
    const answers = [{ Names: [] }, anError("ResourceNotFoundException")];
    const { template } = await startAnswering((call) =>
      call.operation === "ListAssociatedFleets" ? (answers.shift() ?? {}) : anAccount(BOTH, call),
    );
    const first = await snapshotOf(readerOf(template));
    const { fleets } = await snapshotOf(readerOf(template), first);
    expect(fleets.get("cork")).toMatchObject({ isAssociated: false });
    expect(fleets.get("ireland")).toMatchObject({ isAssociated: false });
  });

  it.each([anError("AccessDeniedException"), { Names: "fleet-ireland" }, {}])(
    "does not know of an association where it is answered %j, and knows the fleet",
    async (answer) => {
      const { template } = await startAnswering((call) =>
        call.operation === "ListAssociatedFleets" ? answer : anAccount(BOTH, call),
      );
      const { fleets } = await snapshotOf(readerOf(template, [IRELAND]));
      expect(fleets.get("ireland")).toMatchObject({ freePlaces: 2, isAssociated: null });
    },
  );

  it("finds out which fleet is missing from a list of all, and asks for that at once the next time", async () => {
    const { template, calls } = await startAnswering((call) => anAccount([aFleet("fleet-ireland")], call));
    const reader = readerOf(template);
    const first = await snapshotOf(reader);
    expect(first.fleets.get("cork")).toBe("not_found");
    expect(first.fleets.get("ireland")).toMatchObject({ state: "running" });
    expect(calls.map(({ input }) => input)).toStrictEqual([{ Names: ["fleet-ireland", "fleet-cork"] }, {}]);
    await snapshotOf(reader, first);
    expect(calls.slice(2).map(({ operation }) => operation)).toStrictEqual([
      ...["DescribeFleets", "ListAssociatedFleets"],
    ]);
  });

  it("goes on through the pages, and does not take what is beyond the last for missing", async () => {
    const { template, calls } = await startAnswering(({ operation, input }) => {
      if (operation !== "DescribeFleets") return { Names: [], NextToken: "more" };
      if (input.Names !== undefined) return anError("ResourceNotFoundException");
      const page = Number(input.NextToken ?? 0);
      return {
        Fleets: [aFleet(page === 3 ? "fleet-ireland" : `other-${page}`)],
        NextToken: String(page + 1),
      };
    });
    const { fleets } = await snapshotOf(readerOf(template));
    expect(fleets.get("ireland")).toMatchObject({ state: "running" });
    expect(fleets.has("cork")).toBe(false);
    expect(calls).toHaveLength(11);
  });

  it("does not know what an endless list of associations would say", async () => {
    const { template } = await startAnswering((call) =>
      call.operation === "ListAssociatedFleets" ? { Names: [], NextToken: "more" } : anAccount(BOTH, call),
    );
    const { fleets } = await snapshotOf(readerOf(template, [IRELAND]));
    expect(fleets.get("ireland")).toMatchObject({ isAssociated: null });
  });

  it("leaves out what a list by name does not hold, and fleets in no state that we know", async () => {
    const { template } = await startAnswering(({ operation }) =>
      operation === "DescribeFleets"
        ? { Fleets: [null, {}, aFleet("fleet-ireland", { State: "HAUNTED" })] }
        : {},
    );
    expect((await snapshotOf(readerOf(template))).fleets.size).toBe(0);
  });

  describe("of an Elastic fleet", () => {
    const elastic = [aFleet("fleet-ireland", { FleetType: "ELASTIC", MaxConcurrentSessions: 10 })];
    const sessions = (count: number, State = "ACTIVE") => Array.from({ length: count }, () => ({ State }));

    it("counts the sessions that run, on all its stacks in the policy", async () => {
      const second = { ...IRELAND, id: "dublin", fleet: { ...IRELAND.fleet, stack: "stack-dublin" } };
      const { template, calls } = await startAnswering((call) => {
        if (call.operation !== "DescribeSessions") return anAccount(elastic, call);
        if (call.input.StackName === "stack-dublin") return { Sessions: sessions(1, "PENDING") };
        return call.input.NextToken === undefined
          ? { Sessions: [...sessions(2), ...sessions(5, "EXPIRED")], NextToken: "2" }
          : { Sessions: sessions(1) };
      });
      const { fleets } = await snapshotOf(readerOf(template, [IRELAND, second]));
      expect(fleets.get("ireland")).toMatchObject({ kind: "elastic", places: 10, freePlaces: 6 });
      expect(fleets.get("dublin")).toMatchObject({ freePlaces: 6 });
      const counted = calls.filter(({ operation }) => operation === "DescribeSessions");
      expect(counted.every(({ input }) => input.Limit === 50)).toBe(true);
      expect(counted).toHaveLength(3);
    });

    it.each([anError("AccessDeniedException"), {}, { Sessions: [], NextToken: "more" }])(
      "does not know its places where the sessions are answered %j",
      async (answer) => {
        const { template, calls } = await startAnswering((call) =>
          call.operation === "DescribeSessions" ? answer : anAccount(elastic, call),
        );
        const { fleets } = await snapshotOf(readerOf(template, [IRELAND]));
        expect(fleets.get("ireland")).toMatchObject({ places: 10, freePlaces: null });
        expect(calls.length).toBeLessThanOrEqual(7);
      },
    );
  });

  describe("answers why there is nothing to know", () => {
    it.each([
      [anError("ThrottlingException"), "throttled"],
      [anError("AccessDeniedException"), "access_denied"],
      [{ Fleets: "all" }, "garbage_answer"],
      [{}, "garbage_answer"],
    ])("%j", async (answer, fault) => {
      const { template } = await startAnswering(() => answer);
      const read = await readerOf(template).read(REGION, undefined, NOW);
      expect(read).toMatchObject({ ok: false, error: { fault } });
    });

    it("of what is no JSON", async () => {
      const { template } = await startFixedEndpoint(200, "<html>");
      expect(await readerOf(template).read(REGION, undefined, NOW)).toMatchObject({ ok: false });
    });

    it("of one that never answers, after the deadline", async () => {
      const { template } = await startAnswering(() => undefined);
      expect(await readerOf(template, [IRELAND], 50).read(REGION, undefined, NOW)).toStrictEqual(
        err({ kind: "candidate", fault: "attempt_timed_out", requestId: undefined }),
      );
    });

    it("of a Region without fleets", async () => {
      const { template, calls } = await startAnswering(() => ({}));
      expect(await readerOf(template).read("us-east-1", undefined, NOW)).toMatchObject({ ok: false });
      expect(calls).toHaveLength(0);
    });
  });
});
