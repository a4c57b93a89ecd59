/** Why AppStream did not say what a command wanted to know, in words for whoever can do something about it. */
import type { GatewayFailure } from "../functions/core/gateway-failure.ts";

type Fault = GatewayFailure["fault"];

const NOT_APPSTREAM = "the answer is not AppStream's: look at AWS_ENDPOINT_URL_APPSTREAM";

const CAUSES: ReadonlyMap<Fault, string> = new Map([
  ["credentials_rejected", "AWS does not accept these credentials"],
  ["attempt_timed_out", "AppStream did not answer in time"],
  ["region_unreachable", "AppStream cannot be reached"],
  ["region_failing", "AppStream failed"],
  ["throttled", "AppStream throttles these credentials; try again later"],
  ["stack_or_fleet_not_found", "an image of some fleet is gone, or no longer shared with the account"],
  ["protocol_rejected", NOT_APPSTREAM],
  ["garbage_answer", NOT_APPSTREAM],
]);

/** `needed`: the actions as IAM names them, for where the credentials lack one. */
export function appstreamCause(fault: Fault, needed: string): string {
  if (fault === "access_denied") return `needs ${needed}`;
  return CAUSES.get(fault) ?? `AppStream refused (${fault})`;
}
