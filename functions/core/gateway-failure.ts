/**
 * Why AppStream gave no URL, in the broker's words. A fault of the fleet or Region moves on to the next candidate, and
 * so does a fault in the set-up of one fleet, which is reported; any other would be the same everywhere, so it stops.
 */

/** Where the Region itself, and not one fleet of it, is at fault: what a breaker counts. */
export function isOfTheRegion(fault: CandidateFault): boolean {
  return fault !== "fleet_not_available";
}

export type CandidateFault =
  | "fleet_not_available"
  | "throttled"
  | "region_failing"
  | "region_unreachable"
  | "attempt_timed_out"
  | "garbage_answer";

/** Of one fleet only: another candidate may well work, and an operator must hear of it all the same. */
const FLEET_SETUP_FAULTS = [
  "stack_or_fleet_not_found",
  "operation_not_permitted",
  "invalid_parameter_combination",
  "access_denied",
] as const satisfies readonly SetupFault[];

export type FleetSetupFault = (typeof FLEET_SETUP_FAULTS)[number];

/** Whether the next candidate is worth a try; the rest is the same everywhere. */
export function isOfOneFleet(fault: SetupFault): fault is FleetSetupFault {
  return (FLEET_SETUP_FAULTS as readonly SetupFault[]).includes(fault);
}

export type SetupFault =
  | "stack_or_fleet_not_found"
  | "operation_not_permitted"
  | "invalid_parameter_combination"
  | "invalid_parameter"
  | "access_denied"
  | "credentials_rejected"
  | "protocol_rejected"
  | "unknown_failure";

export type GatewayFailure =
  | { readonly kind: "candidate"; readonly fault: CandidateFault; readonly requestId: string | undefined }
  | { readonly kind: "setup"; readonly fault: SetupFault; readonly requestId: string | undefined };

/** What an operator should look at, by fault; goes to the audit event, never to the user. */
export const SETUP_ADVICE: Readonly<Record<SetupFault, string>> = {
  stack_or_fleet_not_found:
    "the stack or fleet named in the policy does not exist in this Region, or they are not associated",
  operation_not_permitted:
    "AppStream does not permit a streaming URL here: a domain-joined fleet needs SAML federation",
  invalid_parameter_combination:
    "the application name is not in the fleet's image, or Desktop was asked of a fleet whose stream view is APP",
  invalid_parameter: "AppStream refused a parameter that passed our own checks",
  access_denied:
    "the broker's role lacks appstream:CreateStreamingURL on this stack and this fleet (it needs both ARNs)",
  credentials_rejected: "the broker's credentials are missing, expired or of another account",
  protocol_rejected: "the endpoint does not speak AppStream's protocol: look at AWS_ENDPOINT_URL_APPSTREAM",
  unknown_failure: "AppStream answered an error this version does not know",
};
