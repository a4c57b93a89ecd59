/** Where an AWS Region's streams come from, in words for people. */
import { regionCity } from "../../../functions/core/regions.ts";

/** The Region's own name stands in for a place nobody has written down. */
export function cityOf(region: string): string {
  return regionCity(region) ?? region;
}
