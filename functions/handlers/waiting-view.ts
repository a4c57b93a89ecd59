/** What somebody who waits is shown, from the use case's answer: policy ids become names and Regions, moments durations. */
import { type LaunchIntent, launchPath, waitPath } from "../core/intent.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { clearSurplusTickets, LATENCY_COOKIE, setCookie, waitingCookie } from "../http/cookies.ts";
import type { HttpRequest } from "../http/request.ts";
import type { WaitingPaths } from "../http/waiting-page.ts";
import type { WaitingView } from "../http/waiting-words.ts";
import type { WaitAnswer } from "../launching/waiting.ts";

/** Only for an application of the policy. */
export function waitingView(
  index: PolicyIndex,
  application: string,
  { waiting, ahead, since, retryAfterSeconds }: WaitAnswer,
  nowEpochSeconds: number,
): Omit<WaitingView, "measuredRegions"> {
  const known = index.applications.get(application);
  if (known === undefined) throw new TypeError("nobody waits for an application that there is not");
  const { reason, usualSeconds, offers, classWindow } = waiting;
  const regions = offers
    .map((fleet) => index.fleets.get(fleet)?.fleet.region)
    .filter((region) => region !== undefined);
  const current = known.classes.find(
    ({ name, starts, ends }) =>
      name === classWindow?.name && starts <= nowEpochSeconds && nowEpochSeconds < ends,
  );
  return {
    ...{ application: known.application.name, reason, usualSeconds, ahead, retryAfterSeconds },
    waitedSeconds: Math.max(0, nowEpochSeconds - since),
    offeredRegions: [...new Set(regions)],
    classWindow:
      current === undefined
        ? null
        : {
            name: current.name,
            people: current.people,
            startedSecondsAgo: nowEpochSeconds - current.starts,
          },
  };
}

/** Where the application may run at all, for a browser that has not measured it of late. */
export function regionsToMeasure(
  { policy, applications }: PolicyIndex,
  application: string,
  { cookies }: HttpRequest,
): readonly string[] {
  // A policy of a development world names Regions, and means the emulator's.
  const mayMeasure = policy.location.measureLatency === true && !policy.development;
  const known = applications.get(application);
  if (!mayMeasure || known === undefined || cookies.has(LATENCY_COOKIE)) return [];
  return [...new Set([...known.fleets, ...known.overflow].map(({ fleet }) => fleet.region))];
}

export function waitingPaths(intent: LaunchIntent): WaitingPaths {
  return {
    launch: launchPath(intent),
    consent: launchPath({ ...intent, hasConsented: true }),
    wait: waitPath(intent),
  };
}

/** Their place in the line, for this browser. */
export function ticketCookies(
  { cookies }: HttpRequest,
  application: string,
  { sealedTicket, ticketSeconds }: WaitAnswer,
): string[] {
  const cookie = setCookie(waitingCookie(application), sealedTicket, ticketSeconds);
  return [...clearSurplusTickets(cookies, application, cookie.length), cookie];
}
