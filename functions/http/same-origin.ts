/** Whether a request came from a page of ours: what another site posts must not sign anybody in or out. */
import type { HttpRequest } from "./request.ts";

/**
 * Our pages send no Referer, so their forms come with `Origin: null`; Sec-Fetch-Site is what tells them apart.
 * `origin` is the broker's own, from configuration, never from Host.
 */
export function isFromOurPage({ headers }: HttpRequest, origin: string): boolean {
  const site = headers["sec-fetch-site"];
  return site === undefined ? headers.origin === origin : site === "same-origin";
}

/** Whether another site's page, or a redirect through one, leads here. A browser that does not say is believed. */
export function isFromAnotherSite({ headers }: Pick<HttpRequest, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}

/**
 * Whether another site's page leads here by itself: a script, a redirect or a timer of its own, no link that a person
 * followed. A browser that does not say is believed.
 */
export function isWithoutClick(request: Pick<HttpRequest, "headers">): boolean {
  return isFromAnotherSite(request) && request.headers["sec-fetch-user"] !== "?1";
}
