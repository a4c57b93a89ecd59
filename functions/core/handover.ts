/**
 * What the launcher is given for one launch, made from the policy's templates.
 * Invariant: a slot's value stays within its own argument, variable, path segment or query value; where it could be
 * more than text there, the whole handover is refused.
 */
import { fill, firstSlot, isWanting, type Slot, type SlotValues, slotsIn } from "./handover-slots.ts";
import { beginningFault, percentEncoded, textFault, type ValueFault } from "./handover-text.ts";
import { type TokenRequest, tokenRequest } from "./handover-token.ts";
import { renderUrl, type SlotFault } from "./handover-url.ts";
import type { ApplicationPolicy } from "./policy.ts";
import type { BrowserHandoverPolicy, CookiePolicy, HandoverPolicy } from "./policy-handover.ts";
import { err, ok, type Result } from "./result.ts";

export interface HandoverFacts {
  readonly application: ApplicationPolicy;
  readonly userId: string;
  readonly context: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly country: string | null;
  readonly groups: readonly string[];
  /** By which `groups` were claimed. */
  readonly identityProvider: string;
}

/** A cookie as it will be set, but for the token that becomes its value. */
type PlannedCookie = Omit<CookiePolicy, "token"> & { readonly token: TokenRequest };

export interface PlannedBrowser {
  /** What is opened first: with a front channel its address, still without the token. */
  readonly url: string;
  readonly cookies: readonly PlannedCookie[];
  readonly frontChannel: { readonly parameter: string; readonly token: TokenRequest } | null;
}

export interface Handover {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly browser: PlannedBrowser | null;
}

/** Fit for evidence: it holds no value. */
export interface HandoverFault {
  readonly part: "context" | "arguments" | "environment" | "browser";
  readonly slot: Slot;
  readonly fault: ValueFault | "not_declared" | "not_of_pattern";
}

const NOTHING: HandoverPolicy = { arguments: [], environment: {}, browser: null };

export function handover(facts: HandoverFacts): Result<Handover, HandoverFault> {
  const { context, userId, email, country } = facts;
  const undeclared = contextFault(facts.application, context);
  if (undeclared !== undefined) return err({ part: "context", slot: "context", fault: undeclared });
  const policy = facts.application.handover ?? NOTHING;
  const values = { context: context ?? "", userId, email: email ?? "", country: country ?? "" };

  const declared = policy.arguments.filter((template) => !isWanting(template, values));
  const variables = Object.entries(policy.environment).filter(([, template]) => !isWanting(template, values));
  const fault =
    firstFault("arguments", declared, (template) => argumentFault(template, values)) ??
    firstFault("environment", variables, ([, template]) => textFaultIn(template, values));
  if (fault !== undefined) return err(fault);
  const browser = policy.browser === null ? ok(null) : plannedBrowser(policy.browser, facts, values);
  if (!browser.ok) return browser;
  return ok({
    arguments: declared.map((template) => filled(template, values)),
    environment: Object.fromEntries(
      variables.map(([name, template]) => [name, filled(template, values)] as const),
    ),
    browser: browser.value,
  });
}

/** The front channel's address with its token, which is one value of the query. */
export function withToken(url: string, parameter: string, token: string): string {
  const address = url.replace(/#.*$/v, "");
  const separator = address.includes("?") ? "&" : "?";
  const pair = `${percentEncoded(parameter)}=${percentEncoded(token)}`;
  return `${address}${separator}${pair}${url.slice(address.length)}`;
}

/** Once more what was checked at the launch: what comes out of a record decides nothing by itself. */
function contextFault(
  { context: declaration }: ApplicationPolicy,
  context: string | null,
): "not_declared" | "not_of_pattern" | undefined {
  if (context === null) return undefined;
  if (declaration === null) return "not_declared";
  const fits = new RegExp(`^(?:${declaration.pattern})$`, "v").test(context);
  return fits && context.length <= declaration.maxLength ? undefined : "not_of_pattern";
}

function plannedBrowser(
  { url, cookies, frontChannel }: BrowserHandoverPolicy,
  facts: HandoverFacts,
  values: SlotValues,
): Result<PlannedBrowser, HandoverFault> {
  const rendered = renderUrl(frontChannel?.url ?? url, values);
  if (!rendered.ok) return err({ part: "browser", ...rendered.error });
  return ok({
    url: rendered.value,
    cookies: cookies.map((cookie) => ({ ...cookie, token: tokenRequest(cookie.token, facts) })),
    frontChannel: frontChannel && {
      parameter: frontChannel.parameter,
      token: tokenRequest(frontChannel.token, facts),
    },
  });
}

function firstFault<T>(
  part: HandoverFault["part"],
  templates: readonly T[],
  faultOf: (template: T) => SlotFault | undefined,
): HandoverFault | undefined {
  const [fault] = templates.map(faultOf).filter((found) => found !== undefined);
  return fault === undefined ? undefined : { part, ...fault };
}

function argumentFault(template: string, values: SlotValues): SlotFault | undefined {
  const slot = firstSlot(template);
  const fault = slot === undefined ? undefined : beginningFault(values[slot]);
  return slot !== undefined && fault !== undefined ? { slot, fault } : textFaultIn(template, values);
}

function textFaultIn(template: string, values: SlotValues): SlotFault | undefined {
  return slotsIn(template)
    .flatMap((slot) => {
      const fault = textFault(values[slot]);
      return fault === undefined ? [] : [{ slot, fault }];
    })
    .at(0);
}

function filled(template: string, values: SlotValues): string {
  return fill(template, (slot) => values[slot]);
}
