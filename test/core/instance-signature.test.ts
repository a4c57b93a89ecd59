import { describe, expect, it } from "vitest";
import { isTimely, parseInstanceSignature, signedText } from "../../functions/core/instance-signature.ts";

const NOW = 1_795_165_200;
const MAC = "a".repeat(43);
const HEADER = `Streamgate-HMAC-SHA256 Fleet=treasury-ireland, Date=${NOW}, Signature=${MAC}`;

describe("parseInstanceSignature", () => {
  it("reads whose key, when, and the signature", () => {
    expect(parseInstanceSignature(HEADER)).toStrictEqual({
      ...{ fleet: "treasury-ireland", date: NOW, signature: MAC },
    });
  });

  it.each([
    ["nothing", ""],
    ["another scheme", HEADER.replace("Streamgate-HMAC-SHA256", "AWS4-HMAC-SHA256")],
    ["a bearer token", `Bearer ${MAC}`],
    ["a signature of another length", `${HEADER}a`],
    ["a date that is no number of seconds", HEADER.replace(String(NOW), "2026-11-21")],
    ["no fleet", HEADER.replace("treasury-ireland", "")],
    ["a fleet twice", HEADER.replace("Fleet=", "Fleet=other, Fleet=")],
    ["something before it", ` ${HEADER}`],
    ["a line after it", `${HEADER}\n`],
  ])("reads nothing of %s", (_name, header) => {
    expect(parseInstanceSignature(header)).toBeUndefined();
  });
});

describe("signedText", () => {
  it("is a version, the date and the body's digest, a line each", () => {
    expect(signedText(NOW, "digest")).toBe(`streamgate-redeem-v1\n${NOW}\ndigest`);
  });
});

describe("isTimely", () => {
  it.each([
    [0, true],
    [300, true],
    [-300, true],
    [301, false],
    [-301, false],
  ])("of a clock that is %d seconds ahead is %s", (ahead, timely) => {
    expect(isTimely({ fleet: "f", signature: MAC, date: NOW + ahead }, NOW)).toBe(timely);
  });
});
