import { describe, expect, it } from "vitest";
import { decide } from "../../../../infra/streaming/fleet-state/decide.ts";
import { fingerprint } from "../../../../infra/streaming/fleet-state/fingerprint.ts";
import { aRequest, FLEET } from "./requests.ts";

const OLD = { instanceType: "stream.standard.small" };
const NEW = { instanceType: "stream.standard.large" };

function idOf(attributes: unknown): string {
  return `${FLEET}/${fingerprint(attributes)}`;
}

describe("decide, ahead of the fleet", () => {
  it("leaves everything as it is at creation, when there is no fleet yet", () => {
    expect(decide(aRequest({ type: "Create", attributes: NEW }))).toEqual({
      kind: "pursue",
      goal: "as_is",
      physicalId: idOf(NEW),
    });
  });

  it("makes way for attributes that change on a stopped fleet only, under a new id", () => {
    expect(decide(aRequest({ attributes: NEW, physicalId: idOf(OLD) }))).toEqual({
      kind: "pursue",
      goal: "stopped",
      physicalId: idOf(NEW),
    });
  });

  it("keeps the fleet running when they are what they were, also on the way back from a failure", () => {
    expect(decide(aRequest({ attributes: OLD, physicalId: idOf(OLD) }))).toEqual({
      kind: "pursue",
      goal: "running_again",
      physicalId: idOf(OLD),
    });
  });

  it("runs the fleet again when an id is given up, after an update as after a rollback", () => {
    expect(decide(aRequest({ type: "Delete", attributes: NEW, physicalId: idOf(OLD) }))).toEqual({
      kind: "pursue",
      goal: "running_again",
      physicalId: idOf(OLD),
    });
  });

  it("makes up the id of a deletion that comes without one", () => {
    expect(decide(aRequest({ type: "Delete", attributes: NEW }))).toMatchObject({ physicalId: idOf(NEW) });
  });

  describe("with blue and green", () => {
    const blueGreen = { isBlueGreen: true, attributes: NEW, physicalId: idOf(OLD) };

    it("refuses to change a fleet that applications use, and says what to write instead", () => {
      const decision = decide(aRequest(blueGreen));
      expect(decision).toMatchObject({ kind: "refuse" });
      expect(decision.kind === "refuse" && decision.because).toContain(
        "Write the change as a second fleet with a stack of its own",
      );
    });

    it("changes a fleet that no application uses", () => {
      expect(decide(aRequest({ ...blueGreen, isInUse: false }))).toMatchObject({ goal: "stopped" });
    });

    it("refuses nothing when nothing changes, so that a refused update can be rolled back", () => {
      expect(decide(aRequest({ ...blueGreen, attributes: OLD }))).toMatchObject({ goal: "running_again" });
    });
  });
});

describe("decide, behind the fleet", () => {
  const after = { phase: "after_update" as const };

  it.each(["Create", "Update"] as const)("runs the fleet at %s", (type) => {
    expect(decide(aRequest({ ...after, type }))).toEqual({
      kind: "pursue",
      goal: "running",
      physicalId: `${FLEET}/running`,
    });
  });

  it("stops the fleet before it is deleted", () => {
    expect(decide(aRequest({ ...after, type: "Delete", physicalId: "id-1" }))).toEqual({
      kind: "pursue",
      goal: "stopped",
      physicalId: "id-1",
    });
  });
});
