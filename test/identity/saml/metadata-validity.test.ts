import { describe, expect, it } from "vitest";
import { element, type XmlAttributes } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { openMetadata } from "../../../functions/identity/saml/metadata-document.ts";
import { validityOf } from "../../../functions/identity/saml/metadata-validity.ts";
import { METADATA_NOW } from "../../support/saml-metadata-builders.ts";

function read(...attributes: readonly XmlAttributes[]) {
  const elements = attributes.map((of) => {
    const document = openMetadata(element("EntityDescriptor", of));
    if (!document.ok) throw new Error(document.error);
    return document.value.root;
  });
  return validityOf(elements, METADATA_NOW);
}

describe("validityOf", () => {
  it("finds no end where none is written", () => {
    expect(read({}, {})).toStrictEqual({ ok: true, value: { validUntil: null, cacheSeconds: null } });
  });

  it.each([
    ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z"],
    ["2030-01-01T00:00:00.999Z", "2030-01-01T00:00:00Z"],
    ["2030-01-01T00:00:00", "2030-01-01T00:00:00Z"],
  ])("reads the moment %s", (validUntil, moment) => {
    expect(read({ validUntil })).toMatchObject({ value: { validUntil: Date.parse(moment) / 1000 } });
  });

  it("has ended in the second it ends", () => {
    expect(read({ validUntil: new Date(METADATA_NOW * 1000).toISOString() }).ok).toBe(false);
    expect(read({ validUntil: new Date((METADATA_NOW + 1) * 1000).toISOString() }).ok).toBe(true);
  });

  it.each([
    "",
    "tomorrow",
    "2030-01-01",
    "2030-02-30T00:00:00Z",
    "2030-13-01T00:00:00Z",
    "2030-01-01T00:00:00+01:00",
  ])("refuses the moment %j", (validUntil) => {
    const error = "has a `validUntil` that is no date and time; ask the publisher";
    expect(read({ validUntil })).toStrictEqual({ ok: false, error });
    expect(read({}, { validUntil: "2031-01-01T00:00:00Z" }, { validUntil })).toStrictEqual({
      ok: false,
      error,
    });
  });

  it.each([
    ["PT0S", 0],
    ["PT3600S", 3600],
    ["PT1.5S", 1],
    ["PT15M", 900],
    ["PT6H", 21_600],
    ["P1D", 86_400],
    ["P7DT1H2M3S", 608_523],
    ["P1M", 2_592_000],
    ["P1Y", 31_536_000],
    ["P0Y0M5DT0H0M0.000S", 432_000],
  ])("reads the duration %s", (cacheDuration, seconds) => {
    expect(read({ cacheDuration })).toMatchObject({ value: { cacheSeconds: seconds } });
  });

  it.each(["", "P", "PT", "P1DT", "1D", "-P1D", "P1H", "PT1D", "PT1M1H", "P1.5D", "3600", " P1D"])(
    "refuses the duration %j",
    (cacheDuration) => {
      const error = "has a `cacheDuration` that is no duration; ask the publisher";
      expect(read({ cacheDuration })).toStrictEqual({ ok: false, error });
    },
  );
});
