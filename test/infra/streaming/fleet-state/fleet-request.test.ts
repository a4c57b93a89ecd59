import { describe, expect, it } from "vitest";
import { readFleetRequest } from "../../../../infra/streaming/fleet-state/fleet-request.ts";
import { anEvent, FLEET } from "./requests.ts";

describe("readFleetRequest", () => {
  it("reads what the template says, which is text by then", () => {
    expect(readFleetRequest(anEvent("Update", {}, "id-1"))).toEqual({
      type: "Update",
      phase: "before_update",
      fleet: FLEET,
      attributes: { instanceType: "stream.standard.large", disableImdsv1: "true" },
      isBlueGreen: false,
      isInUse: true,
      patience: { longestWaitSeconds: 1200, afterLongestWait: "give_up" },
      physicalId: "id-1",
    });
  });

  it("reads the other choice of each", () => {
    const event = anEvent("Create", {
      Phase: "after_update",
      Replacement: "blue_green",
      IsInUse: "false",
      AfterLongestWait: "stop",
    });
    expect(readFleetRequest(event)).toMatchObject({
      phase: "after_update",
      isBlueGreen: true,
      isInUse: false,
      patience: { afterLongestWait: "stop" },
      physicalId: undefined,
    });
  });

  it("names a property that is missing", () => {
    expect(() => readFleetRequest({ RequestType: "Create", ResourceProperties: {} })).toThrow(
      new TypeError("the property Phase is missing"),
    );
  });
});
