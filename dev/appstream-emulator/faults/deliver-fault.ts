/**
 * Faults that take the place of the operation, or keep it waiting.
 * Those that need its output are left to answer-spoiled.ts.
 */
import type { ServerResponse } from "node:http";
import { AwsError } from "../protocol/aws-error.ts";
import { CONTENT_TYPE } from "../protocol/aws-json.ts";
import type { Fault } from "./fault.ts";

const DEFAULT_DELAY_MILLISECONDS = 1000;

/** "answered" also when no answer will ever come: the operation is not to run. */
export async function deliverFault(fault: Fault, response: ServerResponse): Promise<"answered" | "carry_on"> {
  switch (fault.kind) {
    case "throttle":
    case "rate":
      throw new AwsError("ThrottlingException", "Rate exceeded");
    case "internal_failure":
      throw new AwsError("InternalFailure", "The request processing has failed because of an unknown error.");
    case "service_unavailable":
      throw new AwsError(
        "ServiceUnavailable",
        "The request has failed due to a temporary failure of the server.",
      );
    case "access_denied":
      throw new AwsError("AccessDeniedException", "The caller is not authorized to perform this operation.");
    case "expired_token":
      throw new AwsError("ExpiredTokenException", "The security token included in the request is expired");
    case "black_hole":
      return "answered";
    case "stall_body":
      response
        .writeHead(200, { "Content-Type": CONTENT_TYPE, "Content-Length": 64 })
        .write('{"StreamingURL":"http');
      return "answered";
    case "reset":
      response.socket?.resetAndDestroy();
      return "answered";
    case "refuse":
      response.socket?.destroy();
      return "answered";
    case "server_error":
      response.writeHead(502, { "Content-Type": "text/html" }).end("<html>Bad Gateway</html>");
      return "answered";
    case "garbage":
      if (fault.body !== undefined && fault.body !== "html") return "carry_on";
      response.writeHead(200, { "Content-Type": CONTENT_TYPE }).end("<html>This is not JSON</html>");
      return "answered";
    case "slow":
      await delay(fault.delayMilliseconds);
      return "carry_on";
    case "late":
    case "foreign_host":
    case "oversize":
      return "carry_on";
  }
}

/** Unreferenced: a slow answer keeps no process alive. */
export function delay(milliseconds = DEFAULT_DELAY_MILLISECONDS): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, milliseconds).unref();
  return promise;
}
