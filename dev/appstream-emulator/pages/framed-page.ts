/**
 * A page of a session whose stack may be embedded: the stack's hosts may frame it, and it tells the page that does how the
 * session stands, as AppStream's own does.
 */
import type { StackSettings } from "../world/emulated-stack.ts";
import { ALONE, type Page } from "./page.ts";

/** As AppStream's embedding script calls them. */
export type SessionStatus = "Reserved" | "Started" | "Disconnected" | "Ended";

/** Any port: on AWS it is 443 only, which no world on loopback can have. */
export function framedPage(
  page: Page,
  { embedHostDomains = [] }: StackSettings,
  status: SessionStatus,
): Page {
  if (embedHostDomains.length === 0) return page;
  const hosts = embedHostDomains.flatMap((host) => [`https://${host}:*`, `http://${host}:*`]);
  const contentPolicy = (page.contentPolicy ?? ALONE).replace(ALONE, `frame-ancestors ${hosts.join(" ")}`);
  const message = JSON.stringify({ sessionStatus: status });
  return { ...page, contentPolicy, script: `if (parent !== self) parent.postMessage(${message}, "*");` };
}
