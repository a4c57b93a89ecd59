/**
 * The AWS Regions where AppStream runs, each with the city or area it is named after and where that lies
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/allowed-domains.html).
 * AWS names an area, not an address: good for ranking by distance, not for more.
 */
import type { Coordinates } from "./policy.ts";

interface Region {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly coordinates: Coordinates;
}

function region(city: string, country: string, latitude: number, longitude: number): Region {
  return { city, country, coordinates: { latitude, longitude } };
}

const REGIONS: ReadonlyMap<string, Region> = new Map([
  ["us-east-1", region("Northern Virginia", "US", 39.04, -77.49)],
  ["us-east-2", region("Columbus", "US", 39.96, -83.0)],
  ["us-west-2", region("Oregon", "US", 45.84, -119.7)],
  ["ca-central-1", region("Montréal", "CA", 45.5, -73.57)],
  ["ca-west-1", region("Calgary", "CA", 51.05, -114.07)],
  ["sa-east-1", region("São Paulo", "BR", -23.55, -46.63)],
  ["ap-south-1", region("Mumbai", "IN", 19.08, 72.88)],
  ["ap-northeast-1", region("Tokyo", "JP", 35.68, 139.69)],
  ["ap-northeast-2", region("Seoul", "KR", 37.57, 126.98)],
  ["ap-northeast-3", region("Osaka", "JP", 34.69, 135.5)],
  ["ap-southeast-1", region("Singapore", "SG", 1.35, 103.82)],
  ["ap-southeast-2", region("Sydney", "AU", -33.87, 151.21)],
  ["ap-southeast-5", region("Kuala Lumpur", "MY", 3.14, 101.69)],
  ["eu-central-1", region("Frankfurt", "DE", 50.11, 8.68)],
  ["eu-central-2", region("Zürich", "CH", 47.38, 8.54)],
  ["eu-west-1", region("Dublin", "IE", 53.35, -6.26)],
  ["eu-west-2", region("London", "GB", 51.51, -0.13)],
  ["eu-west-3", region("Paris", "FR", 48.86, 2.35)],
  ["eu-south-1", region("Milan", "IT", 45.46, 9.19)],
  ["eu-south-2", region("Zaragoza", "ES", 41.65, -0.89)],
  ["il-central-1", region("Tel Aviv", "IL", 32.08, 34.78)],
  ["us-gov-east-1", region("Ohio", "US", 39.96, -83.0)],
  ["us-gov-west-1", region("Oregon", "US", 45.84, -119.7)],
]);

/** Every Region above, for suggestions and messages. */
export const APPSTREAM_REGIONS: readonly string[] = [...REGIONS.keys()];

export function isAppStreamRegion(region: string): boolean {
  return REGIONS.has(region);
}

/** Undefined for a Region without AppStream. */
export function regionCoordinates(region: string): Coordinates | undefined {
  return REGIONS.get(region)?.coordinates;
}

/** The place the Region is named after, for people; undefined for a Region without AppStream. */
export function regionCity(region: string): string | undefined {
  return REGIONS.get(region)?.city;
}

/** Where its data centres are, upper-case alpha-2; undefined for a Region without AppStream. */
export function regionCountry(region: string): string | undefined {
  return REGIONS.get(region)?.country;
}
