/**
 * What a redeemed launch comes to for the launcher: the policy's templates filled, and its tokens signed.
 * Invariant: one redemption has one set of tokens. When it asks again, they have the same ids and times, so that an
 * application which takes an id once takes one of them.
 */

import type { RedeemedLaunch } from "../context-ports.ts";
import { type HandedFacts, readHandedFacts } from "../core/handed-facts.ts";
import { handover, type PlannedBrowser, withToken } from "../core/handover.ts";
import { handoverClaims, type TokenFacts, type TokenRequest } from "../core/handover-token.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Digest, Sealer, TokenSigner } from "../ports.ts";

export interface HandOverPorts {
  readonly index: PolicyIndex;
  readonly sealer: Sealer;
  readonly digest: Digest;
  readonly tokens: Pick<TokenSigner, "sign">;
  /** Whose tokens they are: `tokens.issuer`, or the broker's origin. */
  readonly issuer: string;
}

/** As the launcher's DevTools set it. */
interface HandedCookie {
  readonly name: string;
  /** A bearer secret. */
  readonly value: string;
  /** Null: of the URL's own host alone. */
  readonly domain: string | null;
  readonly path: string;
  readonly secure: true;
  readonly httpOnly: true;
  readonly sameSite: "Strict" | "Lax" | "None";
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** Goes to the instance and nowhere else. */
export interface HandedOver {
  readonly launchId: string;
  readonly application: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly browser: { readonly url: string; readonly cookies: readonly HandedCookie[] } | null;
  readonly display: { readonly name: string | null; readonly application: LocalizedText };
}

type HandOverReason =
  | "handover_application_gone"
  | "handover_unreadable"
  | "handover_refused"
  | "token_key_unavailable";

type Signed<T> = Result<T, Refusal<"token_key_unavailable">>;

/** Of an address, and of a cookie's name and value together (RFC 6265 §6.1). */
const MAX_LENGTH = 4_096;

const NO_FACTS: HandedFacts = { context: null, displayName: null, email: null, country: null, groups: [] };

/** `secret` is the handle's. */
export async function handOver(
  ports: HandOverPorts,
  launch: RedeemedLaunch,
  secret: string,
): Promise<Result<HandedOver, Refusal<HandOverReason>>> {
  const { launchId, userId, identityProvider } = launch;
  const indexed = ports.index.applications.get(launch.application);
  if (indexed === undefined) return err(refusal("handover_application_gone"));
  const { application } = indexed;
  const facts = await openedFacts(ports.sealer, launch.sealedHandover);
  if (facts === undefined) return err(refusal("handover_unreadable"));
  const planned = handover({ ...facts, application, userId, identityProvider });
  if (!planned.ok) return err(refusal("handover_refused", { ...planned.error }));
  const { displayName, email } = facts;
  const browser = await signedBrowser(ports, planned.value.browser, secret, {
    ...{ issuer: ports.issuer, userId, displayName, email, launchId, issuedAt: launch.redeemedAt },
  });
  if (!browser.ok) return browser;
  if (isTooLong(browser.value))
    return err(refusal("handover_refused", { part: "browser", fault: "too_long" }));
  return ok({
    ...{ launchId, application: launch.application },
    arguments: planned.value.arguments,
    environment: planned.value.environment,
    browser: browser.value,
    display: { name: displayName, application: application.name },
  });
}

/** A browser drops such a cookie without a word, and the launcher takes no such address. */
function isTooLong(browser: HandedOver["browser"]): boolean {
  if (browser === null) return false;
  return [browser.url, ...browser.cookies.map(({ name, value }) => name + value)].some(
    (text) => text.length > MAX_LENGTH,
  );
}

async function openedFacts(sealer: Sealer, sealed: string | undefined): Promise<HandedFacts | undefined> {
  if (sealed === undefined) return NO_FACTS;
  const opened = await sealer.open("launch-context", sealed);
  return opened === undefined ? undefined : readHandedFacts(opened);
}

async function signedBrowser(
  { tokens, digest }: HandOverPorts,
  planned: PlannedBrowser | null,
  secret: string,
  facts: Omit<TokenFacts, "tokenId">,
): Promise<Signed<HandedOver["browser"]>> {
  if (planned === null) return ok(null);
  const { url, frontChannel } = planned;
  const cookies: HandedCookie[] = [];
  let place = 0;
  const signed = async (token: TokenRequest): Promise<Signed<{ value: string; expires: number }>> => {
    place += 1;
    const claims = handoverClaims(token, { ...facts, tokenId: digest(`token\n${place}\n${secret}`) });
    const value = await tokens.sign(claims);
    if (!value.ok) return err(refusal("token_key_unavailable", { ...value.error }));
    return ok({ value: value.value, expires: claims.exp });
  };
  for (const { name, domain, path, sameSite, token } of planned.cookies) {
    const made = await signed(token);
    if (!made.ok) return made;
    cookies.push({ name, ...made.value, domain, path, sameSite, secure: true, httpOnly: true });
  }
  if (frontChannel === null) return ok({ url, cookies });
  const made = await signed(frontChannel.token);
  return made.ok ? ok({ url: withToken(url, frontChannel.parameter, made.value.value), cookies }) : made;
}
