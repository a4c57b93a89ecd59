/** What a control answers, whoever asked. */
import type { JsonObject } from "../protocol/aws-json.ts";

export interface ControlAnswer {
  readonly status: 200 | 400 | 403 | 404;
  readonly body: JsonObject;
}

export function done(body: JsonObject): ControlAnswer {
  return { status: 200, body };
}

/** All of the mistakes in one sentence, for a person at a command line. */
export function refused(issues: readonly string[]): ControlAnswer {
  return { status: 400, body: { error: issues.join("; ") } };
}

export function notFound(error: string): ControlAnswer {
  return { status: 404, body: { error } };
}
