/** Faults that need the operation's output: it is spoiled on its way to the caller. */
import type { JsonObject } from "../protocol/aws-json.ts";
import type { Fault } from "./fault.ts";

const FOREIGN_ORIGIN = "https://streaming.evil.example";
const OVERSIZE_CHARACTERS = 1024 * 1024;

/** The body of the answer, whatever is left of it. */
export function distortedBody(fault: Fault | undefined, output: JsonObject): string {
  if (fault?.kind !== "garbage") return JSON.stringify(distort(fault, output));
  if (fault.body === "wrong_shape") return JSON.stringify(inWrongShape(output));
  const proper = JSON.stringify(output);
  return proper.slice(0, Math.max(1, Math.floor(proper.length / 2)));
}

function distort(fault: Fault | undefined, output: JsonObject): JsonObject {
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

/** The same members, each of a type that nobody may rely on. */
function inWrongShape(output: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(output).map(([member, value]) => {
      if (Array.isArray(value)) return [member, { 0: value[0] }];
      return [member, typeof value === "string" ? [value] : "soon"];
    }),
  );
}
