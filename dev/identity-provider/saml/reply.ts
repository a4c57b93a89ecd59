/** PURE: what an endpoint answers. */

import { PAGE_HEADERS } from "../sign-in-page.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function pageReply(
  html: string,
  {
    status = 200,
    headers = PAGE_HEADERS,
  }: { readonly status?: number; readonly headers?: Reply["headers"] } = {},
): Reply {
  return { status, headers, body: html };
}

export function redirectReply(location: string): Reply {
  return { status: 303, headers: { location, "cache-control": "no-store" }, body: "" };
}
