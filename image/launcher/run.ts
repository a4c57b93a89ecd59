/**
 * A start from beginning to end: launch, one event for the operator, and the page where nothing could be started.
 * Answers the exit code: 0 after an application that ran, whatever its own code was; else the fault's.
 */
import { findBrowser } from "./browser-location.ts";
import { readConfiguration } from "./configuration.ts";
import type { Configuration } from "./configuration-schema.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { FAULTS, type Fault } from "./fault.ts";
import { knownFacts, launch } from "./launch.ts";
import { pageLanguage } from "./page-texts.ts";
import { newReference } from "./reference.ts";
import type { Variables } from "./session-facts.ts";
import { showPage } from "./show-page.ts";

export interface Run {
  readonly configurationFile: string;
  readonly environment: Variables;
  readonly variables: Variables;
  readonly application: string | undefined;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export async function run(order: Run): Promise<number> {
  const { configurationFile, variables, now } = order;
  const began = performance.now();
  const configuration = readConfiguration(configurationFile);
  const known = configuration.ok ? configuration.value : undefined;
  const log = createEventLog(known?.logFile, now);
  if (!configuration.ok) return await fail(order, known, log, configuration.error);

  const launched = await launch({ ...order, configuration: configuration.value });
  if (!launched.ok) return await fail(order, known, log, launched.error);
  const { ended, ...about } = launched.value;
  const { stack, fleet, sessionId } = knownFacts(variables);
  const milliseconds = Math.round(performance.now() - began);
  log({ event: "application_started", ...about, stack, fleet, sessionId, milliseconds });
  const exitCode = (await ended) ?? undefined;
  log({ event: "application_ended", ...about, exitCode });
  return 0;
}

async function fail(
  { variables, environment, platform, signal }: Run,
  configuration: Configuration | undefined,
  log: EventLog,
  { reason, detail, correlationId }: Fault,
): Promise<number> {
  const reference = correlationId ?? newReference();
  const { stack, fleet, sessionId } = knownFacts(variables);
  log({ event: "launch_failed", reason, detail, correlationId, reference, stack, fleet, sessionId });
  const { page: kind, exitCode } = FAULTS[reason];
  const executable = findBrowser(configuration?.pageBrowser, platform) ?? findBrowser(undefined, platform);
  if (executable === undefined) {
    log({ event: "page_not_shown", reason: "browser_missing", reference });
    return exitCode;
  }
  const language = pageLanguage(environment);
  const shown = await showPage(
    {
      executable,
      flags: configuration?.browserArguments ?? [],
      facts: { kind, language, reference, helpDesk: configuration?.helpDesk },
      onShown: () => log({ event: "page_shown", reason, reference }),
    },
    environment,
    signal,
  );
  if (!shown.ok) log({ event: "page_not_shown", reason: shown.error.reason, reference });
  return exitCode;
}
