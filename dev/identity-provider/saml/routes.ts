/** Which endpoint answers what, and what becomes of a message that is refused. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { faultPage } from "../sign-in-page.ts";
import { logout, logoutAnswered } from "./endpoints/logout.ts";
import { myApps, start } from "./endpoints/my-apps.ts";
import { showSignIn, submitSignIn } from "./endpoints/sign-in.ts";
import { singleSignOn } from "./endpoints/single-sign-on.ts";
import { metadataXml } from "./metadata.ts";
import type { Provider, Visit } from "./provider.ts";
import { pageReply, type Reply } from "./reply.ts";
import { RequestFault } from "./request-fault.ts";

type Endpoint = (provider: Provider, visit: Visit) => Reply;

const ENDPOINTS = new Map<string, Endpoint>([
  ["/", myApps],
  ["/start", start],
  ["/sso", singleSignOn],
  ["/logout", logout],
  ["/slo", logoutAnswered],
]);
const SIGN_IN = /^\/sign-in\/([\w-]+)$/;

export async function serve(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = "/", rawQuery = ""] = (request.url ?? "/").split(/\?(.*)/s);
  // Not for browsers: whoever fetches it over and over is not to be remembered each time.
  if (path === "/metadata") return send(response, metadata(provider));
  const browser = provider.browsers.of(request.headers.cookie);
  const visit = { rawQuery, query: new URLSearchParams(rawQuery), browser };
  const reply = await answerTo(provider, visit, path, request).catch(refusal);
  send(response, reply, provider.browsers.cookieOf(browser));
}

async function answerTo(
  provider: Provider,
  visit: Visit,
  path: string,
  request: IncomingMessage,
): Promise<Reply> {
  const signInId = SIGN_IN.exec(path)?.[1];
  if (signInId !== undefined && request.method === "POST") {
    return submitSignIn(provider, visit, signInId, new URLSearchParams(await text(request)));
  }
  if (request.method !== "GET") return notFound();
  if (signInId !== undefined) return await showSignIn(provider, visit, signInId);
  return ENDPOINTS.get(path)?.(provider, visit) ?? notFound();
}

function send(response: ServerResponse, { status, headers, body }: Reply, cookie?: string): void {
  response.writeHead(status, { ...headers, ...(cookie && { "set-cookie": cookie }) }).end(body);
}

function metadata(provider: Provider): Reply {
  const headers = { "content-type": "application/samlmetadata+xml", "cache-control": "no-store" };
  return { status: 200, headers, body: metadataXml(provider) };
}

function refusal(error: unknown): Reply {
  if (error instanceof RequestFault) return pageReply(faultPage(error.message), { status: 400 });
  console.error("[saml-identity-provider]", error);
  return pageReply(faultPage("The sign-in failed."), { status: 500 });
}

function notFound(): Reply {
  return pageReply(faultPage("There is nothing here."), { status: 404 });
}
