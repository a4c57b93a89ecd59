/**
 * What CreateStreamingURL is asked, checked before the wire: the SDK for JavaScript validates nothing, and
 * AppStream's own errors come late and opaque
 * (https://docs.aws.amazon.com/appstream2/latest/APIReference/API_CreateStreamingURL.html).
 */
import type { FleetPolicy } from "./policy.ts";
import { isAppStreamUserId } from "./principal.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

export interface StreamingRequest {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  readonly userId: string;
  readonly application: string;
  /** How long the URL may be opened, whole seconds, 1–604800. */
  readonly validitySeconds: number;
  readonly sessionContext: string;
}

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/;
const MAX_VALIDITY_SECONDS = 604_800;

/** Starts the whole desktop instead of one application; only on fleets whose stream view is the desktop. */
export const DESKTOP = "Desktop";

export function checkStreamingRequest(
  request: StreamingRequest,
  streamView: FleetPolicy["streamView"],
): Result<StreamingRequest, Refusal> {
  const fault = faultOf(request, streamView);
  return fault === undefined
    ? ok(request)
    : err(
        refusal("streaming_request_invalid", {
          parameter: fault,
          stack: request.stack,
          fleet: request.fleet,
        }),
      );
}

function faultOf(request: StreamingRequest, streamView: FleetPolicy["streamView"]): string | undefined {
  if (!NAME.test(request.stack)) return "StackName";
  if (!NAME.test(request.fleet)) return "FleetName";
  if (!isAppStreamUserId(request.userId)) return "UserId";
  const { validitySeconds } = request;
  if (!Number.isInteger(validitySeconds) || validitySeconds < 1 || validitySeconds > MAX_VALIDITY_SECONDS) {
    return "Validity";
  }
  const isDesktop = request.application === DESKTOP;
  if (request.application.length === 0 || isDesktop !== (streamView === "desktop")) return "ApplicationId";
  return undefined;
}
