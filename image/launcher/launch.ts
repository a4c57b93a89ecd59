/**
 * One start: facts, context, redemption, what the image declares, application. The first fault ends it.
 * Invariant: the order is the contract; nothing is sent before the context has its form, and nothing is started before
 * everything that was answered is declared.
 */
import { findBrowser } from "./browser-location.ts";
import type { Configuration } from "./configuration-schema.ts";
import { declaredStart } from "./declared.ts";
import type { Fault } from "./fault.ts";
import { REDEEM_TIMES, redeem } from "./redeem.ts";
import { createRequestSigner } from "./request-signer.ts";
import { err, ok, type Result } from "./result.ts";
import { CONTEXT_VARIABLE, parseSessionContext } from "./session-context.ts";
import { type SessionFacts, sessionFacts, type Variables } from "./session-facts.ts";
import { startBrowser } from "./start-browser.ts";
import { type Started, startProgram } from "./start-program.ts";

export interface LaunchOrder {
  readonly configuration: Configuration;
  /** The process's own, for what is started. */
  readonly environment: Variables;
  /** What AppStream says: the environment and, on Linux, the profile's files. */
  readonly variables: Variables;
  /** The application that this shortcut of the image is for; undefined takes whichever the broker names. */
  readonly application: string | undefined;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export interface Launched extends Started {
  readonly launchId: string;
  readonly correlationId: string;
  readonly application: string;
}

export async function launch(order: LaunchOrder): Promise<Result<Launched, Fault>> {
  const { configuration, variables, now } = order;
  const context = parseSessionContext(variables[CONTEXT_VARIABLE]);
  if (!context.ok) return err({ reason: context.error });
  const facts = sessionFacts(variables);
  if (!facts.ok) return err({ reason: "facts_missing", detail: facts.error.join(", ") });

  const { endpoints, authentication } = configuration;
  const sign = createRequestSigner(authentication);
  const redeemed = await redeem({
    context: context.value,
    facts: facts.value,
    endpoints,
    sign,
    now,
    times: REDEEM_TIMES,
    signal: order.signal,
  });
  if (!redeemed.ok) return redeemed;

  const { launchId, correlationId, application } = redeemed.value;
  const about = { launchId, correlationId, application };
  if (order.application !== undefined && order.application !== application) {
    return err({ reason: "application_unexpected", detail: application, correlationId });
  }
  const declared = Object.hasOwn(configuration.applications, application)
    ? configuration.applications[application]
    : undefined;
  if (declared === undefined)
    return err({ reason: "application_unknown", detail: application, correlationId });
  const start = declaredStart(redeemed.value, declared);
  if (!start.ok) return err({ ...start.error, correlationId });
  const started =
    start.value.kind === "program"
      ? await startProgram(start.value, order.environment, order.signal)
      : await openBrowser(order, start.value);
  return started.ok ? ok({ ...about, ...started.value }) : err({ ...started.error, correlationId });
}

async function openBrowser(
  { configuration, environment, platform, signal }: LaunchOrder,
  {
    browser,
    url,
    cookies,
  }: { readonly browser: string } & Pick<Parameters<typeof startBrowser>[0], "url" | "cookies">,
): Promise<Result<Started, Fault>> {
  const executable = findBrowser(browser, platform);
  if (executable === undefined) return err({ reason: "browser_missing", detail: browser });
  const flags = configuration.browserArguments;
  return await startBrowser({ executable, flags, url, cookies }, environment, signal);
}

/** For the log, where they have their form; what has not is no fact. */
export function knownFacts(variables: Variables): Partial<SessionFacts> {
  const facts = sessionFacts(variables);
  return facts.ok ? facts.value : {};
}
