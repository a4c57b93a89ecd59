/**
 * What an instance asks, from anything: the handle as AppStream gave it, and what AppStream says of the session it runs.
 * A field that this version does not know is left aside, since images live longer than brokers.
 */
import * as v from "valibot";
import { type PresentedHandle, parseSessionContext } from "./session-context.ts";

export interface RedeemRequest {
  readonly handle: PresentedHandle;
  /** Of at least 128 bits: the same when this redemption is asked for again. */
  readonly attempt: string;
  readonly userId: string;
  readonly stack: string;
  readonly fleet: string;
  readonly sessionId: string;
}

const MAX_CONTEXT = 256;

/** As AppStream has them, and nothing that could be two lines. */
const appStreamName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.\-]{0,100}$/v));

/** Exported for the OpenAPI document. */
export const redeemRequest = v.object({
  context: v.pipe(v.string(), v.maxLength(MAX_CONTEXT)),
  attempt: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_\-]{22,64}$/v)),
  userName: v.pipe(v.string(), v.regex(/^[\w+=,.@\-]{2,128}$/v)),
  stack: appStreamName,
  fleet: appStreamName,
  sessionId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_\-]{1,64}$/v)),
});

export function parseRedeemRequest(input: unknown): RedeemRequest | undefined {
  const parsed = v.safeParse(redeemRequest, input);
  if (!parsed.success) return undefined;
  const { context, userName, ...rest } = parsed.output;
  const handle = parseSessionContext(context);
  return handle && { handle, userId: userName, ...rest };
}
