/**
 * Pages of a list behind opaque tokens. Invariant: an absent token means the end, never an empty string.
 */
import { AwsError } from "../protocol/aws-error.ts";

/** Items on a page of the lists whose `MaxResults` is absent or 0. */
export const DEFAULT_MAX_RESULTS = 25;

export interface Page<T> {
  readonly items: readonly T[];
  /** Spread into the output: holds `NextToken` only when there is a next page. */
  readonly next: { readonly NextToken?: string };
}

export function pageOf<T>(items: readonly T[], size: number, token: string | undefined): Page<T> {
  const offset = token === undefined ? 0 : parseToken(token);
  const end = offset + size;
  return {
    items: items.slice(offset, end),
    next: end < items.length ? { NextToken: Buffer.from(`page:${end}`).toString("base64url") } : {},
  };
}

function parseToken(token: string): number {
  const offset = /^page:(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  if (offset === undefined)
    throw new AwsError("ValidationException", "The NextToken is not one of this service");
  return Number(offset);
}
