/** Session times of a fleet that people complain about: lost after a blink, or cut off in the middle of the work. */
import { type AccountCheck, found, policyFleets } from "./finding.ts";

/** A dropped network or a closed lid. */
const SHORT_DISCONNECT_SECONDS = 300;
/** A working hour. */
const SHORT_SESSION_SECONDS = 3_600;
/** An abandoned session holds its place for so long, and a link to another application leads back to it. */
const LONG_DISCONNECT_SECONDS = 14_400;

export const checkTimeouts: AccountCheck = (policy, facts) =>
  policyFleets(policy, facts).flatMap(({ id, known: { fleet } }) => {
    if (fleet === undefined || fleet === "not_found") return [];
    const { disconnectTimeoutSeconds: disconnect, maxUserDurationSeconds: longest } = fleet;
    const path = ["fleets", id, "fleet"];
    const odd = (message: string) => found("warning", path, message);
    const findings = [
      disconnect !== undefined &&
        disconnect < SHORT_DISCONNECT_SECONDS &&
        odd(`ends a session ${disconnect} s after its connection breaks: people who come back find it gone`),
      disconnect !== undefined &&
        disconnect > LONG_DISCONNECT_SECONDS &&
        odd(`keeps a session ${disconnect} s after its connection breaks, and its place with it`),
      longest !== undefined &&
        longest < SHORT_SESSION_SECONDS &&
        odd(`ends every session after ${longest} s, whatever people are doing`),
      disconnect !== undefined &&
        longest !== undefined &&
        disconnect > longest &&
        odd(`has a disconnect timeout (${disconnect} s) longer than any session (${longest} s)`),
    ];
    return findings.filter((finding) => finding !== false);
  });
