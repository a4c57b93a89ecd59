/**
 * `/sign-in/{id}`: the person signs in, mistypes, or cancels; then whoever wanted to know is answered.
 * Invariant: a pending sign-in belongs to the browser that started it and is answered once.
 */

import { randomUUID } from "node:crypto";
import { signInPage } from "../../sign-in-page.ts";
import { answer, answerFailure } from "../answer.ts";
import type { BrowserState, Inquiry, PendingSignIn, SignIn } from "../browsers.ts";
import { makeMessageId } from "../minting/message-id.ts";
import { cancelledPage } from "../pages.ts";
import { currentSignIn, type Provider, type Visit } from "../provider.ts";
import { pageReply, type Reply, redirectReply } from "../reply.ts";
import { RequestFault } from "../request-fault.ts";

const PENDING_SECONDS = 900;

/** Sends the browser to the sign-in that answers `inquiry`; null: that leads to "my apps". */
export function beginSignIn({ now }: Provider, browser: BrowserState, inquiry: Inquiry | null): Reply {
  const id = randomUUID();
  browser.pending.set(id, { inquiry, startedAt: now(), hasSignedIn: false });
  return redirectReply(pathOf(id));
}

/** The form; or the answer, if nothing more is needed from the person. */
export async function showSignIn(provider: Provider, { browser }: Visit, id: string): Promise<Reply> {
  const pending = pendingOf(provider, browser, id);
  const signIn = currentSignIn(provider, browser);
  const needsPassword = (pending.inquiry?.request?.forceAuthn ?? false) && !pending.hasSignedIn;
  if (!signIn || needsPassword) return formReply(provider, id, signIn?.person.username ?? "", false);
  browser.pending.delete(id);
  return pending.inquiry ? await answer(provider, pending.inquiry, signIn) : redirectReply("/");
}

export function submitSignIn(
  provider: Provider,
  { browser }: Visit,
  id: string,
  form: URLSearchParams,
): Reply {
  const pending = pendingOf(provider, browser, id);
  if (form.get("action") === "cancel") {
    browser.pending.delete(id);
    const { inquiry } = pending;
    // Behind a tile, nobody waits for an answer.
    return inquiry?.request ? answerFailure(provider, inquiry, "authnFailed") : pageReply(cancelledPage());
  }
  const username = form.get("username") ?? "";
  const person = provider.people.find(
    (known) => known.username === username && known.password === form.get("password"),
  );
  if (!person) return formReply(provider, id, username, true);
  browser.signIn = signedIn(person, provider.now(), browser.signIn);
  pending.hasSignedIn = true;
  provider.browsers.renew(browser);
  // The answer is not the reply to the password: going back or reloading must not send that again.
  return redirectReply(pathOf(id));
}

/** The same person again goes on with the same session at every service provider. */
function signedIn(person: SignIn["person"], authnInstant: Date, before: SignIn | null): SignIn {
  return before?.person.sub === person.sub
    ? { ...before, authnInstant }
    : { person, authnInstant, sessionIndex: makeMessageId(), informed: new Set() };
}

function pendingOf({ now }: Provider, { pending }: BrowserState, id: string): PendingSignIn {
  const found = pending.get(id);
  if (!found || now().getTime() - found.startedAt.getTime() > PENDING_SECONDS * 1000) {
    throw new RequestFault("This sign-in is over, has expired, or was started in another browser.");
  }
  return found;
}

function formReply({ people }: Provider, id: string, username: string, isRefused: boolean): Reply {
  const html = signInPage({ action: pathOf(id), username, isRefused, people });
  return pageReply(html, { status: isRefused ? 422 : 200 });
}

function pathOf(id: string): string {
  return `/sign-in/${id}`;
}
