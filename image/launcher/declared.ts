/**
 * Holds what the broker answered against what the image declares, the second lock beside the policy. Pure.
 * Invariant: an argument, variable, address or cookie that the image did not declare ends the launch; nothing is left
 * out or put right.
 */
import type { PlacedCookie, RedeemedLaunch } from "./answer.ts";
import type { BrowserApplication, DeclaredApplication, ProgramApplication } from "./configuration-schema.ts";
import { cookieHost } from "./cookie-host.ts";
import type { Fault } from "./fault.ts";
import { isPlainText, looksLikeAnOption } from "./plain-text.ts";
import { err, ok, type Result } from "./result.ts";

export interface ProgramStart {
  readonly kind: "program";
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface BrowserStart {
  readonly kind: "browser";
  readonly browser: string;
  readonly url: string;
  readonly cookies: readonly PlacedCookie[];
}

export function declaredStart(
  launch: RedeemedLaunch,
  application: DeclaredApplication,
): Result<ProgramStart | BrowserStart, Fault> {
  return "browser" in application ? browserStart(launch, application) : programStart(launch, application);
}

function programStart(
  { arguments: given, environment, browser }: RedeemedLaunch,
  { program, arguments: fixed, accepts }: ProgramApplication,
): Result<ProgramStart, Fault> {
  if (browser !== null) return err({ reason: "address_undeclared", detail: "the application is no browser" });
  if (!isSubsequence(given, accepts.arguments)) return err({ reason: "arguments_undeclared" });
  const isDeclared = ([name, value]: readonly [string, string]): boolean =>
    accepts.environment.includes(name) && isPlainText(value);
  if (!Object.entries(environment).every(isDeclared)) return err({ reason: "environment_undeclared" });
  return ok({ kind: "program", program, arguments: [...fixed, ...given], environment });
}

/** In the declared order, each at most once; the policy leaves out what has no value. */
function isSubsequence(given: readonly string[], accepted: readonly string[]): boolean {
  let place = 0;
  return given.every((argument) => {
    while (place < accepted.length && !isAccepted(argument, accepted[place] ?? "")) place += 1;
    place += 1;
    return place <= accepted.length;
  });
}

function isAccepted(argument: string, pattern: string): boolean {
  if (!isPlainText(argument)) return false;
  if (!pattern.endsWith("*")) return argument === pattern;
  const prefix = pattern.slice(0, -1);
  const value = argument.slice(prefix.length);
  return argument.startsWith(prefix) && value !== "" && (prefix !== "" || !looksLikeAnOption(value));
}

function browserStart(
  { arguments: given, environment, browser: target }: RedeemedLaunch,
  { browser, origins }: BrowserApplication,
): Result<BrowserStart, Fault> {
  // A browser's flags can start programs, so no answer adds one.
  if (given.length > 0) return err({ reason: "arguments_undeclared" });
  if (Object.keys(environment).length > 0) return err({ reason: "environment_undeclared" });
  const url = URL.parse(target?.url ?? "");
  if (url === null || target === null || url.username !== "" || url.password !== "") {
    return err({ reason: "address_undeclared" });
  }
  if (!origins.includes(url.origin)) return err({ reason: "address_undeclared" });
  const hosts = origins.map((origin) => new URL(origin).hostname);
  const cookies = target.cookies.flatMap((cookie) => {
    const domain = cookieHost(cookie.domain ?? url.hostname, hosts);
    return domain === undefined ? [] : [{ ...cookie, domain }];
  });
  if (cookies.length < target.cookies.length) return err({ reason: "cookie_undeclared" });
  return ok({ kind: "browser", browser, url: url.href, cookies });
}
