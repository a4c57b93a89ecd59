import { describe, expect, it } from "vitest";
import { aPolicyInput, type Json, withValue } from "../support/policies.ts";
import { issuesOf, messagesAt, policyOf } from "../support/policy-issues.ts";

const COLOURS = { accent: "#0b57a4", accentDark: "#7db7f5" };
const png = (length: number): string => `data:image/png;base64,${"A".repeat(length)}`;
const branded = (branding: Json) => withValue(["branding"], branding);

describe("branding", () => {
  it("is none where it is left out, and has nothing where nothing is said", () => {
    expect(policyOf(aPolicyInput()).branding).toBeNull();
    expect(policyOf(branded({})).branding).toStrictEqual({ name: null, logo: null, colours: null });
  });

  it("takes a name by language, a logo and two accents", () => {
    const branding = { name: { en: "Northwind", de: "Nordwind" }, logo: png(8), colours: COLOURS };
    expect(policyOf(branded(branding)).branding).toStrictEqual(branding);
  });

  it.each([
    "https://brand.example.com/logo.svg",
    "https://brand.example.com:8443/a/b%20c_d~e-f.png",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "data:image/webp;base64,UklGRg==",
  ])("takes the logo %s", (logo) => {
    expect(issuesOf(branded({ logo }))).toStrictEqual([]);
  });

  it.each([
    "http://brand.example.com/logo.svg",
    "https://brand.example.com/logo.svg?size=2",
    "https://brand.example.com/logo.svg#mark",
    "https://ana@brand.example.com/logo.svg",
    "https://brand.example.com/a;b.png",
    "https://brand.example.com/a,b.png",
    "https://brand.example.com/a'b.png",
    'https://brand.example.com/"><script>.png',
    "https://brand.example.com/a b.png",
    "https://brand.example.com/../logo.svg",
    "https://BRAND.example.com/logo.svg",
    "https://brand.example.com",
    "https://brand.example.com:443/logo.svg",
    "https://brand.example.com:99999/logo.svg",
    "https://*/logo.svg",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:text/html;base64,PHN2Zy8+",
    "data:image/gif;base64,R0lGOA==",
    "data:image/png;base64,AAAA; script-src *",
    "javascript:alert(1)",
    "blob:https://brand.example.com/1",
    "",
    7,
  ])("refuses the logo %j", (logo) => {
    expect(messagesAt(["branding", "logo"], logo)).toHaveLength(1);
  });

  it.each(["red", "#fff", "#0B57A4", "#0b57a4;}", "rgb(0,0,0)", "#0b57a4ff", ""])(
    "refuses the colour %j",
    (accent) => {
      expect(issuesOf(branded({ colours: { ...COLOURS, accent } }))).toStrictEqual([
        "branding.colours.accent must be a colour #rrggbb in lower case, in quotes",
      ]);
    },
  );

  it("refuses one accent without the other, and other keys", () => {
    expect(issuesOf(branded({ colours: { accent: "#0b57a4" } }))).toHaveLength(1);
    expect(issuesOf(branded({ colour: COLOURS }))).toHaveLength(1);
  });
});

describe("branding_contrast", () => {
  it("refuses accents that cannot be read on their pages", () => {
    expect(issuesOf(branded({ colours: { accent: "#7db7f5", accentDark: "#0b57a4" } }))).toStrictEqual([
      "branding.colours.accent has a contrast of 1.9:1 on the light pages; WCAG 2.2 asks for 4.5:1",
      "branding.colours.accentDark has a contrast of 2.2:1 on the dark pages; WCAG 2.2 asks for 4.5:1",
    ]);
  });

  it("asks for it on the paper as well as on the card", () => {
    // On white it is 4.54:1.
    expect(issuesOf(branded({ colours: { ...COLOURS, accent: "#767676" } }))).toStrictEqual([
      "branding.colours.accent has a contrast of 4.1:1 on the light pages; WCAG 2.2 asks for 4.5:1",
    ]);
  });
});

describe("branding_logo_size", () => {
  it("refuses an image that would make every page heavy", () => {
    expect(issuesOf(branded({ logo: png(16_384) }))).toStrictEqual([
      "branding.logo is 17 KB in every page; it may be at most 16, or name an address",
    ]);
    expect(issuesOf(branded({ logo: png(16_360) }))).toStrictEqual([]);
  });

  it("does not weigh an address", () => {
    expect(issuesOf(branded({ logo: `https://brand.example.com/${"a".repeat(20_000)}` }))).toStrictEqual([]);
  });
});
