import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openIpCountryDatabase } from "../../functions/stores/ip-country-database.ts";
import { inCountry, ipDatabase, type Value } from "../support/ip-database.ts";

const folder = mkdtempSync(join(tmpdir(), "streamgate-ip-database-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, "countries.mmdb");

function open(content: Buffer) {
  writeFileSync(file, content);
  return openIpCountryDatabase(file);
}

const COUNTRIES = {
  "192.0.2.0/24": inCountry("ES"),
  "192.0.2.128/25": inCountry("PT"),
  "198.51.100.0/24": { country_code: "MX" },
  "203.0.113.0/24": { registered_country: { iso_code: "US" } },
  "2001:db8::/32": inCountry("DE"),
};
const whole = ipDatabase(COUNTRIES);

describe("openIpCountryDatabase", () => {
  it.each([
    ["192.0.2.0", "ES"],
    ["192.0.2.127", "ES"],
    ["192.0.2.128", "PT"],
    ["::ffff:192.0.2.1", "ES"],
    ["64:ff9b::c000:201", "ES"],
    ["198.51.100.9", "MX"],
    ["2001:db8::1", "DE"],
    ["2001:db8:ffff::", "DE"],
  ])("finds %s in %s", (ip, country) => {
    expect(open(whole)(ip)).toBe(country);
  });

  it.each([
    "203.0.113.1",
    "192.0.3.0",
    "2001:db9::",
    "::",
    "10.0.0.1",
    "",
    "192.0.2.1:443",
    "[2001:db8::1]",
    "192.0.02.1",
    "999.0.0.1",
    "unknown",
    "fe80::1%eth0",
  ])("finds no country for %j", (ip) => {
    expect(open(whole)(ip)).toBeUndefined();
  });

  it("finds no country for IPv6 in a database of IPv4, where its first bits could look like one", () => {
    const countryOf = open(ipDatabase({ "32.1.13.0/24": inCountry("ES") }, { ipVersion: 4 }));
    expect(countryOf("32.1.13.184")).toBe("ES");
    expect(countryOf("2001:0db8::1")).toBeUndefined();
  });

  it("opens a database of IPv6 alone, and one whose countries come late", () => {
    expect(open(ipDatabase({ "2001:db8::/32": inCountry("DE") }))("2001:db8::1")).toBe("DE");
    const late = { "0.0.0.0/8": inCountry("ZZ"), "255.255.255.255/32": inCountry("DE") };
    expect(open(ipDatabase(late))("255.255.255.255")).toBe("DE");
  });

  it.each<[string, Value]>([
    ["a number", { country: { iso_code: 34 } }],
    ["a name", { country: { iso_code: "Spain" } }],
    ["lower case", { country: { iso_code: "es" } }],
    ["a list", { country: ["ES"] }],
    ["a text", "ES"],
  ])("takes %s for no country", (_case, record) => {
    expect(open(ipDatabase({ ...COUNTRIES, "10.0.0.0/8": record }))("10.0.0.1")).toBeUndefined();
  });

  it("refuses a file that is not there, and names it", () => {
    const missing = join(folder, "missing.mmdb");
    expect(() => openIpCountryDatabase(missing)).toThrow(
      `${missing}: cannot be read as an IP database (ENOENT)`,
    );
  });

  it.each<[string, Buffer, string]>([
    ["an empty file", Buffer.alloc(0), "is no database in MaxMind's format"],
    [
      "another file",
      Buffer.from("network,geoname_id\n1.0.0.0/24,2077456\n"),
      "is no database in MaxMind's format",
    ],
    ["a file that is cut off", whole.subarray(0, -40), "is no database in MaxMind's format"],
    ["a file whose beginning is missing", whole.subarray(60), "is damaged; download it again"],
    [
      "a later version",
      ipDatabase(COUNTRIES, { formatVersion: 3 }),
      "is of another version of MaxMind's format",
    ],
    [
      "a database of something else",
      ipDatabase({ "192.0.2.0/24": { autonomous_system_number: 64_496 } }, { databaseType: "GeoLite2-ASN" }),
      "knows no countries (it is a GeoLite2-ASN database); take a country database",
    ],
    ["a database of nothing", ipDatabase({}), "knows no countries"],
  ])("refuses %s", (_case, content, message) => {
    expect(() => open(content)).toThrow(message);
    expect(() => open(content)).toThrow(file);
  });

  it("refuses a file cut off anywhere", () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => open(whole.subarray(0, length))).toThrow(file);
    }
  });

  it("gives up on a database of something else after a while", () => {
    const many = Object.fromEntries(
      Array.from({ length: 6_000 }, (_, at) => [
        `10.${(at >> 7) & 255}.${(at & 127) << 1}.0/24`,
        { autonomous_system_number: at },
      ]),
    );
    expect(() => open(ipDatabase(many))).toThrow("knows no countries");
  });

  it("never throws anything else, and no look-up throws, whatever bytes are changed", () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    const addresses = ["192.0.2.1", "198.51.100.1", "2001:db8::1", "203.0.113.1"];
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const content = Buffer.from(whole);
        for (const [at, byte] of changes) content[at] = byte;
        let countryOf: ReturnType<typeof open>;
        try {
          countryOf = open(content);
        } catch (error) {
          expect((error as Error).message).toContain(file);
          return;
        }
        for (const ip of addresses) expect(countryOf(ip) ?? "ES").toMatch(/^[A-Z]{2}$/);
      }),
      { numRuns: 200 },
    );
  });
});
