/**
 * What CloudFormation asks of a fleet's state, read from its event.
 * The properties are those that fleet-state.ts writes; their names stand here once for both sides.
 */
import type { Patience } from "./next-step.ts";

/** `before_update`: ahead of the fleet in the order of the stack. `after_update`: behind it. */
export type Phase = "before_update" | "after_update";

/** A type and no interface: the custom resource wants an index signature. */
export type FleetStateProperties = Readonly<
  Record<"Fleet" | "Replacement" | "IsInUse" | "LongestWaitSeconds" | "AfterLongestWait", string>
> & {
  readonly Phase: Phase;
  /** What cannot be changed while the fleet runs, with its values after all references are resolved. */
  readonly Attributes: unknown;
};

export interface CloudFormationEvent {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

export interface FleetRequest {
  readonly type: "Create" | "Update" | "Delete";
  readonly phase: Phase;
  readonly fleet: string;
  readonly attributes: unknown;
  readonly isBlueGreen: boolean;
  readonly isInUse: boolean;
  readonly patience: Patience;
  /** The id given last; undefined at creation. */
  readonly physicalId: string | undefined;
}

/** Throws TypeError: only a template that was not made here lacks a property. */
export function readFleetRequest(event: CloudFormationEvent): FleetRequest {
  const text = (name: keyof FleetStateProperties): string => {
    const value = event.ResourceProperties[name];
    if (typeof value !== "string") throw new TypeError(`the property ${name} is missing`);
    return value;
  };
  return {
    type: event.RequestType,
    phase: text("Phase") === "before_update" ? "before_update" : "after_update",
    fleet: text("Fleet"),
    attributes: event.ResourceProperties.Attributes,
    isBlueGreen: text("Replacement") === "blue_green",
    isInUse: text("IsInUse") === "true",
    patience: {
      longestWaitSeconds: Number(text("LongestWaitSeconds")),
      afterLongestWait: text("AfterLongestWait") === "stop" ? "stop" : "give_up",
    },
    physicalId: event.PhysicalResourceId,
  };
}
