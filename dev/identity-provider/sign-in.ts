/**
 * What happens at `/interaction/{uid}`: the person signs in, mistypes, or cancels.
 * Invariant: only a matching password finishes an interaction with an account; consent is a matter of course,
 * as in a company where the administrator has given it for everyone.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { errors, type InteractionResults, type Provider } from "oidc-provider";
import { authenticationContext } from "./authentication-context.ts";
import type { DemoPerson } from "./people.ts";
import { faultPage, PAGE_HEADERS, signInPage } from "./sign-in-page.ts";

export interface SignIn {
  readonly provider: Provider;
  readonly people: readonly DemoPerson[];
}

const INTERACTION_PATH = /^\/interaction\/[\w-]+$/;

export function isSignIn(url: string | undefined): boolean {
  return INTERACTION_PATH.test((url ?? "").split("?")[0] ?? "");
}

/** Answers GET with the page and POST with the way on; a person without the interaction's cookie gets neither. */
export async function signIn(
  { provider, people }: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { prompt, uid, params } = await provider.interactionDetails(request, response);
    const finish = (result: InteractionResults) =>
      provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
    if (prompt.name === "consent") return await finish({ consent: {} });

    const page = { action: `/interaction/${uid}`, people, isRefused: false };
    if (request.method !== "POST") {
      return sendPage(response, 200, signInPage({ ...page, username: String(params.login_hint ?? "") }));
    }
    const form = new URLSearchParams(await text(request));
    if (form.get("action") === "cancel") {
      return await finish({ error: "access_denied", error_description: "The person cancelled the sign-in" });
    }
    const username = form.get("username") ?? "";
    const person = people.find(
      (known) => known.username === username && known.password === form.get("password"),
    );
    if (!person) return sendPage(response, 422, signInPage({ ...page, username, isRefused: true }));
    await finish({ login: { accountId: person.sub, ...authenticationContext(person) } });
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    sendPage(response, 400, faultPage("This sign-in has expired or was started in another browser."));
  }
}

export function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, PAGE_HEADERS).end(html);
}
