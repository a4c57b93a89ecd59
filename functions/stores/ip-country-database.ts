/**
 * The country of an address, by a file in MaxMind's format (https://maxmind.github.io/MaxMind-DB/): GeoLite2 Country,
 * DB-IP's country file and those of ip-location-db. Read once and held in memory; nothing is asked over the network.
 * Invariant: a file that is cut off or knows no countries is refused at start; afterwards an address that is none, is not
 * known, or leads to a broken record has no country, and nothing throws.
 */
import { readFileSync } from "node:fs";
import { Reader } from "mmdb-lib";
import { isCountry } from "../core/countries.ts";
import { formatIp, parseIp } from "../core/ip-address.ts";

/** ISO 3166-1 alpha-2 in capitals, as far as the file keeps to it. */
export type CountryOfIp = (ip: string) => string | undefined;

/** Zeros between the search tree and the data. */
const SEPARATOR_BYTES = 16;

/** Networks looked at for a first country: every country file names one within the first few. */
const MAX_PROBES = 10_000;

const DOWNLOAD_AGAIN = "download it again, and unpack it if it came in an archive";

/** Throws an Error that names the file and the fix. */
export function openIpCountryDatabase(file: string): CountryOfIp {
  const reader = open(file, contentOf(file));
  if (!knowsACountry(file, reader)) {
    throw new Error(
      `${file}: knows no countries (it is a ${reader.metadata.databaseType} database); take a country database`,
    );
  }
  return (ip) => {
    const address = parseIp(ip);
    // A tree of IPv4 alone would take the first 32 bits of an IPv6 address for one.
    if (address === undefined || (address.family === 6 && reader.metadata.ipVersion === 4)) return undefined;
    try {
      return countryIn(reader.getWithPrefixLength(formatIp(address))[0]);
    } catch {
      // The reader's error tells an offset in the file, which helps nobody who asks about an address.
      return undefined;
    }
  };
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`${file}: cannot be read as an IP database (${(cause as NodeJS.ErrnoException).code})`, {
      cause,
    });
  }
}

type CountryReader = Pick<Reader<never>, "getWithPrefixLength" | "metadata">;

function open(file: string, content: Buffer): CountryReader {
  let reader: CountryReader;
  try {
    reader = new Reader<never>(content);
  } catch (cause) {
    throw new Error(`${file}: is no database in MaxMind's format, or is cut off; ${DOWNLOAD_AGAIN}`, {
      cause,
    });
  }
  const { binaryFormatMajorVersion, databaseType, ipVersion, nodeCount, searchTreeSize } = reader.metadata;
  if (binaryFormatMajorVersion !== 2 || typeof databaseType !== "string") {
    throw new Error(`${file}: is of another version of MaxMind's format than 2; ${DOWNLOAD_AGAIN}`);
  }
  const separator = content.subarray(searchTreeSize, searchTreeSize + SEPARATOR_BYTES);
  const isWhole =
    Number.isInteger(nodeCount) &&
    nodeCount > 0 &&
    separator.length === SEPARATOR_BYTES &&
    separator.every((byte) => byte === 0);
  if (!isWhole || (ipVersion !== 4 && ipVersion !== 6)) {
    throw new Error(`${file}: is damaged; ${DOWNLOAD_AGAIN}`);
  }
  return reader;
}

/** MaxMind and DB-IP nest it, ip-location-db does not. Where a network is registered says nothing about its users. */
function countryIn(record: unknown): string | undefined {
  const code = ownValue(ownValue(record, "country"), "iso_code") ?? ownValue(record, "country_code");
  return typeof code === "string" && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** From network to network, in the order of the addresses. */
function knowsACountry(file: string, reader: CountryReader): boolean {
  let probes = 0;
  for (const family of reader.metadata.ipVersion === 6 ? ([4, 6] as const) : ([4] as const)) {
    const bits = family === 4 ? 32 : 128;
    for (let value = 0n; value < 1n << BigInt(bits); probes += 1) {
      if (probes >= MAX_PROBES) return false;
      const address = family === 4 ? { family, value: Number(value) } : { family, value };
      const [record, prefixLength] = readOrThrow(file, reader, formatIp(address));
      if (isCountry(countryIn(record) ?? "")) return true;
      const rest = BigInt(bits - prefixLength);
      value = ((value >> rest) + 1n) << rest;
    }
  }
  return false;
}

function readOrThrow(file: string, reader: CountryReader, ip: string): readonly [unknown, number] {
  try {
    return reader.getWithPrefixLength(ip);
  } catch (cause) {
    throw new Error(`${file}: is damaged; ${DOWNLOAD_AGAIN}`, { cause });
  }
}
