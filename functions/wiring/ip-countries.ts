/** The IP database of the function that locates people, read only where the policy names it: nobody else pays for it. */
import { ConfigError } from "../config.ts";
import type { LocationPolicy } from "../core/policy.ts";
import { type CountryOfIp, openIpCountryDatabase } from "../stores/ip-country-database.ts";
import { orConfigError } from "./shared.ts";

/** Undefined where the policy asks none. Rejects with a ConfigError. */
export async function ipCountriesFrom(
  { sources }: LocationPolicy,
  file: string | undefined,
): Promise<CountryOfIp | undefined> {
  if (!sources.includes("ip_database")) return undefined;
  if (file === undefined) {
    throw new ConfigError([
      "IP_DATABASE_FILE is not set, and the policy's `location.sources` names `ip_database`: set it to a country database in MaxMind's format, or take the source out of the policy",
    ]);
  }
  return await orConfigError(() => openIpCountryDatabase(file));
}
