/**
 * `launcher --self-test`: what is missing on this instance, all of it at once, each with what to do.
 * In an image builder there is no session, so what only a session has is a note there and a fault elsewhere.
 */
import { accessSync, constants } from "node:fs";
import { readConfiguration } from "./configuration.ts";
import { applicationChecks } from "./self-test-applications.ts";
import { brokerChecks } from "./self-test-broker.ts";
import type { Check } from "./self-test-check.ts";
import { CONTEXT_VARIABLE, parseSessionContext } from "./session-context.ts";
import { SESSION_VARIABLES, sessionFacts, type Variables } from "./session-facts.ts";

export interface SelfTestOrder {
  readonly configurationFile: string;
  readonly variables: Variables;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
}

export interface SelfTestReport {
  readonly lines: readonly string[];
  readonly isComplete: boolean;
}

export async function selfTest(order: SelfTestOrder): Promise<SelfTestReport> {
  const { configurationFile, variables, platform, now } = order;
  const isInSession = variables.AppStream_Resource_Type !== "image-builder";
  const checks: Check[] = [...configurationChecks(configurationFile)];
  const configuration = readConfiguration(configurationFile);
  if (configuration.ok) {
    checks.push(...applicationChecks(configuration.value, platform));
    checks.push(...(await brokerChecks(configuration.value, isInSession, now)));
  }
  checks.push(...sessionChecks(variables, isInSession));
  const isComplete = checks.every(({ level }) => level !== "missing");
  const last = isComplete ? "complete" : "not complete: see the lines that begin with `missing`";
  return { lines: [...checks.map(({ level, text }) => `${level.padEnd(8)}${text}`), last], isComplete };
}

function configurationChecks(file: string): readonly Check[] {
  const configuration = readConfiguration(file);
  if (!configuration.ok) {
    return configuration.error.faults.map((fault) => ({
      level: "missing",
      text: `configuration ${file}: ${fault}`,
    }));
  }
  const found = { level: "ok", text: `configuration ${file}` } as const;
  const open = {
    level: "note",
    text: `this account can change ${file}; let only administrators write it, and run this as a user of the stream`,
  } as const;
  return isWritable(file) ? [found, open] : [found];
}

function sessionChecks(variables: Variables, isInSession: boolean): readonly Check[] {
  const facts = sessionFacts(variables);
  const faulty = facts.ok ? [] : facts.error;
  const absent = isInSession ? "missing" : "note";
  const where = isInSession ? "" : " (an image builder has none)";
  const names = SESSION_VARIABLES.map((name): Check => {
    return faulty.includes(name)
      ? { level: absent, text: `variable ${name}: absent or malformed${where}` }
      : { level: "ok", text: `variable ${name}` };
  });
  const context = parseSessionContext(variables[CONTEXT_VARIABLE]);
  // AppStream sets it with the first launch of an application, so it may well come later than this test.
  const contextCheck: Check = context.ok
    ? { level: "ok", text: `variable ${CONTEXT_VARIABLE}: has its form` }
    : {
        level: "note",
        text: `variable ${CONTEXT_VARIABLE}: ${context.error}; it comes with a launch through the broker`,
      };
  return [...names, contextCheck];
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    // Which is as it should be.
    return false;
  }
}
