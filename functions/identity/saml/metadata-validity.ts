/**
 * How long metadata holds (SAML Metadata §2.2.1, §2.3.1, §2.4.1): the earliest `validUntil` and the smallest
 * `cacheDuration` of the elements around a role and of the role itself.
 */
import type { Element } from "xmldom-strict";
import { err, ok, type Result } from "../../core/result.ts";
import { parseInstant } from "./instant.ts";
import { attributeOf } from "./strict-xml.ts";

export interface MetadataValidity {
  /** Seconds since the epoch. */
  readonly validUntil: number | null;
  readonly cacheSeconds: number | null;
}

/** XML Schema Part 2 §3.2.6. */
const DURATION =
  /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;
/** Years and months have no fixed length; for a hint these will do. */
const SECONDS_OF_PARTS = [31_536_000, 2_592_000, 86_400, 3_600, 60, 1] as const;

export function validityOf(
  elements: readonly Element[],
  nowEpochSeconds: number,
): Result<MetadataValidity, string> {
  const moments = elements.map((element) => attributeOf(element, "validUntil")).filter(isPresent);
  const durations = elements.map((element) => attributeOf(element, "cacheDuration")).filter(isPresent);
  const until = moments.map(momentOf);
  if (until.includes(undefined)) return err("has a `validUntil` that is no date and time; ask the publisher");
  const seconds = durations.map(secondsOf);
  if (seconds.includes(undefined)) return err("has a `cacheDuration` that is no duration; ask the publisher");
  const validUntil = least(until.filter(isPresent));
  if (validUntil !== null && validUntil <= nowEpochSeconds) {
    const day = new Date(validUntil * 1000).toISOString().slice(0, 10);
    return err(`expired on ${day}; replace it by what the identity provider publishes now`);
  }
  return ok({ validUntil, cacheSeconds: least(seconds.filter(isPresent)) });
}

/** SAML Core §1.3.3 has moments in UTC; some publishers leave out the letter that says so. */
function momentOf(text: string): number | undefined {
  const milliseconds = parseInstant(text.endsWith("Z") ? text : `${text}Z`);
  return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000);
}

function secondsOf(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  return SECONDS_OF_PARTS.reduce((sum, seconds, part) => sum + seconds * Number(match[part + 1] ?? 0), 0);
}

function least(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : Math.min(...numbers);
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
