/**
 * Where an AWS Region's streams come from, in words for people.
 * Holds the commercial Regions that offer AppStream.
 */

const CITIES: Readonly<Record<string, string>> = {
  "us-east-1": "Northern Virginia",
  "us-east-2": "Ohio",
  "us-west-2": "Oregon",
  "ca-central-1": "Montréal",
  "ca-west-1": "Calgary",
  "sa-east-1": "São Paulo",
  "ap-south-1": "Mumbai",
  "ap-northeast-1": "Tokyo",
  "ap-northeast-2": "Seoul",
  "ap-northeast-3": "Osaka",
  "ap-southeast-1": "Singapore",
  "ap-southeast-2": "Sydney",
  "ap-southeast-5": "Kuala Lumpur",
  "eu-central-1": "Frankfurt",
  "eu-central-2": "Zürich",
  "eu-west-1": "Dublin",
  "eu-west-2": "London",
  "eu-west-3": "Paris",
  "eu-south-1": "Milan",
  "eu-south-2": "Zaragoza",
  "il-central-1": "Tel Aviv",
};

/** The Region's own name stands in for a place nobody has written down. */
export function cityOf(region: string): string {
  return CITIES[region] ?? region;
}
