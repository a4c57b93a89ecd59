/**
 * Faults in action. Some take the place of the operation (deliverFault), some spoil its output (distort).
 */
import type { ServerResponse } from "node:http";
import { AwsError } from "../protocol/aws-error.ts";
import { CONTENT_TYPE, type JsonObject } from "../protocol/aws-json.ts";
import type { Fault } from "./fault.ts";

const FOREIGN_ORIGIN = "https://streaming.evil.example";
const OVERSIZE_CHARACTERS = 1024 * 1024;
const DEFAULT_DELAY_MILLISECONDS = 1000;

/** "answered" also when no answer will ever come: the operation is not to run. */
export async function deliverFault(fault: Fault, response: ServerResponse): Promise<"answered" | "carry_on"> {
  switch (fault.kind) {
    case "throttle":
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
    case "garbage":
      response.writeHead(200, { "Content-Type": CONTENT_TYPE }).end("<html>This is not JSON</html>");
      return "answered";
    case "slow":
      await delay(fault.delayMilliseconds ?? DEFAULT_DELAY_MILLISECONDS);
      return "carry_on";
    case "foreign_host":
    case "oversize":
      return "carry_on";
  }
}

/** The output of an operation, spoiled if the fault is of that sort. */
export function distort(fault: Fault | undefined, output: JsonObject): JsonObject {
  const { StreamingURL: url } = output;
  if (fault?.kind === "foreign_host" && typeof url === "string") {
    return { ...output, StreamingURL: url.replace(/^https?:\/\/[^/]+/, FOREIGN_ORIGIN) };
  }
  if (fault?.kind === "oversize") {
    const padding = "A".repeat(OVERSIZE_CHARACTERS);
    return typeof url === "string"
      ? { ...output, StreamingURL: `${url}&padding=${padding}` }
      : { ...output, Padding: padding };
  }
  return output;
}

/** Unreferenced: a slow answer keeps no process alive. */
function delay(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, milliseconds).unref();
  return promise;
}
