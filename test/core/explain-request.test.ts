import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainRequestParser } from "../../functions/core/explain-request.ts";
import { anExplainIndex, NOON } from "../support/explain-builders.ts";

const parse = explainRequestParser(anExplainIndex());
const PRINCIPAL = { identityProvider: "corporate", subject: "ana-7" };

function faultsOf(input: unknown): readonly string[] {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("explainRequestParser", () => {
  it("reads a question about somebody made up, who has nothing that is not said", () => {
    expect(parse({ application: "treasury", principal: PRINCIPAL })).toStrictEqual({
      ok: true,
      value: {
        about: {
          kind: "person",
          application: "treasury",
          person: { ...PRINCIPAL, groups: [], country: undefined, mfa: false },
        },
        supposed: {
          ...{ clientIp: undefined, network: undefined, connectedFrom: undefined },
          ...{ fleetsDown: [], fleetsFull: [], regionsDown: [] },
          ...{ atEpochSeconds: undefined, hasConsented: undefined },
        },
      },
    });
  });

  it("reads a launch with everything that may be supposed", () => {
    const supposed = {
      ...{ at: "2026-07-08T12:00:00+02:00", ip: "2001:db8::7", network: "paris-office", connectedFrom: "FR" },
      ...{ fleetsDown: ["madrid"], fleetsFull: ["dublin"], regionsDown: ["us-east-1"], consent: true },
    };
    expect(parse({ launchId: "launch-7", ...supposed })).toStrictEqual({
      ok: true,
      value: {
        about: { kind: "launch", launchId: "launch-7" },
        supposed: {
          ...{ clientIp: "2001:db8::7", network: "paris-office", connectedFrom: "FR" },
          ...{ fleetsDown: ["madrid"], fleetsFull: ["dublin"], regionsDown: ["us-east-1"] },
          ...{ atEpochSeconds: NOON, hasConsented: true },
        },
      },
    });
  });

  it("lists every fault at once", () => {
    const faults = faultsOf({
      aplication: "treasury",
      principal: { identityProvider: "corprate", subject: "", groups: ["a", "a"], country: "es", mfa: "yes" },
      ...{ at: "noon", ip: "192.0.2", network: "moon", connectedFrom: "UK", consent: 1 },
      ...{ fleetsDown: ["madird"], fleetsFull: "madrid", regionsDown: ["eu-west-2"] },
    });
    expect(faults.toSorted()).toStrictEqual([
      "aplication: unknown key `aplication`; did you mean `application`?",
      "application: is missing, or else the id of a launch",
      "at: must be a moment with its offset, such as `2026-07-08T12:00:00+02:00` (RFC 3339)",
      "connectedFrom: must be a country's two letters in capitals, such as `ES` (ISO 3166-1)",
      "consent: must be true or false",
      "fleetsDown.0: the policy has no fleet `madird`; did you mean `madrid`?",
      "fleetsFull: must be a list",
      "ip: must be an IPv4 or IPv6 address",
      "network: the policy has no network `moon`",
      "principal.country: must be a country's two letters in capitals, such as `ES` (ISO 3166-1)",
      "principal.groups.1: must not be listed twice",
      "principal.identityProvider: the policy has no identity provider `corprate`; did you mean `corporate`?",
      "principal.mfa: must be true or false",
      "principal.subject: must not be empty",
      "regionsDown.0: the policy has no fleet in the Region `eu-west-2`; did you mean `eu-west-1`?",
    ]);
  });

  it("takes a launch or a person, and never both", () => {
    expect(faultsOf({ launchId: "launch-7", application: "treasury", principal: PRINCIPAL })).toStrictEqual([
      "application: cannot be asked together with a launch",
      "principal: cannot be asked together with a launch",
    ]);
    expect(faultsOf({ principal: PRINCIPAL })).toStrictEqual([
      "application: is missing, or else the id of a launch",
    ]);
    expect(faultsOf({ launchId: "../launch" })).toStrictEqual([
      "launchId: must be the id of a launch, as audit events have it",
    ]);
  });

  it("has bounds", () => {
    const groups = Array.from({ length: 201 }, (_, at) => `g${at}`);
    const principal = { ...PRINCIPAL, subject: "x".repeat(257), groups };
    expect(faultsOf({ application: "treasury", principal }).toSorted()).toStrictEqual([
      "principal.groups: must be at most 200",
      "principal.subject: must be at most 256 characters",
    ]);
  });

  it("says of a list that is too long that it is, and nothing of what is in it", () => {
    const names = Array.from({ length: 201 }, (_, at) => `no-such-fleet-${at}`);
    const supposed = { fleetsDown: names, fleetsFull: names, regionsDown: names };
    expect(faultsOf({ application: "treasury", principal: PRINCIPAL, ...supposed }).toSorted()).toStrictEqual(
      [
        "fleetsDown: must be at most 200",
        "fleetsFull: must be at most 200",
        "regionsDown: must be at most 200",
      ],
    );
  });

  it("answers anything, and throws for nothing", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(parse(input).ok).toBe(false);
      }),
    );
  });
});
