import { describe, expect, it } from "vitest";
import { readHandedFacts, writeHandedFacts } from "../../functions/core/handed-facts.ts";
import type { HandoverPolicy } from "../../functions/core/policy-handover.ts";
import { ANA, TREASURY } from "../support/broker-builders.ts";

const HANDOVER: HandoverPolicy = {
  ...{ arguments: [], environment: {} },
  browser: {
    url: "https://treasury.example/",
    cookies: [
      {
        ...{ name: "session", domain: null, path: "/", sameSite: "Lax" },
        token: {
          ...{ audience: "https://treasury.example", groups: ["treasury", "auditors"], seconds: 60 },
          groupsByProvider: {},
        },
      },
    ],
    frontChannel: null,
  },
};

describe("writeHandedFacts", () => {
  it("keeps the deep link, and of the person what the application may need", () => {
    const principal = { ...ANA, groups: ["treasury", "choir"] };
    const written = writeHandedFacts({ ...TREASURY, handover: HANDOVER }, principal, "FXD-1") ?? "";
    expect(readHandedFacts(written)).toStrictEqual({
      ...{ context: "FXD-1", displayName: "Ana Pérez", email: "ana.perez@northwind.example" },
      ...{ country: "ES", groups: ["treasury"] },
    });
  });

  it("keeps null for what the launch or the person has not", () => {
    const principal = { ...ANA, displayName: undefined, email: undefined, country: undefined };
    const written = writeHandedFacts(TREASURY, principal, undefined) ?? "";
    expect(readHandedFacts(written)).toStrictEqual({
      ...{ context: null, displayName: null, email: null, country: null, groups: [] },
    });
  });

  it.each([{}, { handover: null }])("keeps nothing for an application with neither link nor %o", (change) => {
    expect(writeHandedFacts({ ...TREASURY, context: null, ...change }, ANA, undefined)).toBeUndefined();
  });

  it("keeps it for an application with a handover alone", () => {
    const application = { ...TREASURY, context: null, handover: HANDOVER };
    expect(writeHandedFacts(application, ANA, undefined)).toContain("Ana");
  });
});

describe("readHandedFacts", () => {
  it.each(["", "FXD-204417", "null", "{}", '{"context":1}'])("reads nothing of %j", (opened) => {
    expect(readHandedFacts(opened)).toBeUndefined();
  });
});
