/** The launch button's script as an answer, under a tag of its content: a browser that has it is told so and no more. */
import { createHash } from "node:crypto";
import type { HttpRequest } from "../request.ts";
import type { HttpResponse } from "../response.ts";
import { LAUNCH_BUTTON_SCRIPT } from "./script.ts";

const TAG = `"${createHash("sha256").update(LAUNCH_BUTTON_SCRIPT).digest("base64url")}"`;

/** Any page may load it, also with `crossorigin` and `integrity`: it holds nothing of anybody. */
const HEADERS = { etag: TAG, "access-control-allow-origin": "*" };

export function launchButtonAnswer({ headers }: Pick<HttpRequest, "headers">): HttpResponse {
  if (knownTags(headers["if-none-match"] ?? "").includes(TAG)) return { statusCode: 304, headers: HEADERS };
  return {
    statusCode: 200,
    headers: { ...HEADERS, "content-type": "text/javascript; charset=utf-8" },
    body: LAUNCH_BUTTON_SCRIPT,
  };
}

/** RFC 9110 §13.1.2 compares weakly: an edge that compresses may have put `W/` before it. */
function knownTags(header: string): readonly string[] {
  return header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
}
