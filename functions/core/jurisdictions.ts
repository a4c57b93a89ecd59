/**
 * In which country a Region's data centres are, and which jurisdictions an operator's word for one may mean. Words are
 * free: only those that are nobody's private name are known here.
 */
import { isCountry } from "./countries.ts";

const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ["us-east-1", "US"],
  ["us-east-2", "US"],
  ["us-west-2", "US"],
  ["ca-central-1", "CA"],
  ["ca-west-1", "CA"],
  ["sa-east-1", "BR"],
  ["ap-south-1", "IN"],
  ["ap-northeast-1", "JP"],
  ["ap-northeast-2", "KR"],
  ["ap-northeast-3", "JP"],
  ["ap-southeast-1", "SG"],
  ["ap-southeast-2", "AU"],
  ["ap-southeast-5", "MY"],
  ["eu-central-1", "DE"],
  ["eu-central-2", "CH"],
  ["eu-west-1", "IE"],
  ["eu-west-2", "GB"],
  ["eu-west-3", "FR"],
  ["eu-south-1", "IT"],
  ["eu-south-2", "ES"],
  ["il-central-1", "IL"],
  ["us-gov-east-1", "US"],
  ["us-gov-west-1", "US"],
]);

/** The members that have a Region of AppStream. */
const EUROPEAN_UNION: readonly string[] = ["DE", "ES", "FR", "IE", "IT"];

const AREAS: ReadonlyMap<string, readonly string[]> = new Map([
  ["EU", EUROPEAN_UNION],
  ["EEA", EUROPEAN_UNION],
  ["UK", ["GB"]],
  ["USA", ["US"]],
]);

/** ISO 3166-1 alpha-2; undefined for a Region without AppStream. */
export function regionCountry(region: string): string | undefined {
  return COUNTRIES.get(region);
}

/** Whether a Region lies where the word says; undefined where the word or the Region is not known. */
export function liesIn(region: string, jurisdiction: string): boolean | undefined {
  const country = regionCountry(region);
  const word = jurisdiction.toUpperCase();
  const area = AREAS.get(word) ?? (isCountry(word) ? [word] : undefined);
  return country === undefined ? undefined : area?.includes(country);
}
