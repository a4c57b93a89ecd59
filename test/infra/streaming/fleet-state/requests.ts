/** Requests as CloudFormation makes them: everything is text by then. */
import type {
  CloudFormationEvent,
  FleetRequest,
  FleetStateProperties,
} from "../../../../infra/streaming/fleet-state/fleet-request.ts";

export const FLEET = "treasury-ireland";

function properties(overrides: Partial<FleetStateProperties> = {}): FleetStateProperties {
  return {
    Phase: "before_update",
    Fleet: FLEET,
    Replacement: "stop_and_start",
    IsInUse: "true",
    LongestWaitSeconds: "1200",
    AfterLongestWait: "give_up",
    Attributes: { instanceType: "stream.standard.large", disableImdsv1: "true" },
    ...overrides,
  };
}

export function anEvent(
  RequestType: CloudFormationEvent["RequestType"],
  overrides: Partial<FleetStateProperties> = {},
  PhysicalResourceId?: string,
): CloudFormationEvent {
  return {
    RequestType,
    ResourceProperties: { ...properties(overrides) },
    ...(PhysicalResourceId !== undefined && { PhysicalResourceId }),
  };
}

export function aRequest(overrides: Partial<FleetRequest> = {}): FleetRequest {
  return {
    type: "Update",
    phase: "before_update",
    fleet: FLEET,
    attributes: { instanceType: "stream.standard.large" },
    isBlueGreen: false,
    isInUse: true,
    patience: { longestWaitSeconds: 1200, afterLongestWait: "give_up" },
    physicalId: undefined,
    ...overrides,
  };
}
