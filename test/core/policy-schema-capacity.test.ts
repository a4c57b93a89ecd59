import { describe, expect, it } from "vitest";
import { type Json, withValue } from "../support/policies.ts";
import { messagesAt, policyOf } from "../support/policy-issues.ts";

const ireland = (key: string) => ["fleets", "ireland", key];
const design = (key: string) => ["applications", "design", key];
const link = "https://login.example.com/start?RelayState={relayState}";
const drain = { owner: "Ana", reason: "patching", until: "2026-12-01T06:00:00+01:00" };
const held = { name: "Course", starts: "2026-12-01T09:00:00Z", ends: "2026-12-01T12:00:00Z", people: 40 };

describe("fleet", () => {
  it("reads a federated fleet", () => {
    const input = withValue(
      ireland("federation"),
      { link, accountId: "111122223333" },
      withValue(ireland("launchMethod"), "federation"),
    );
    expect(policyOf(input).fleets.ireland).toMatchObject({
      launchMethod: "federation",
      federation: { link, accountId: "111122223333" },
    });
  });

  it.each([
    ["an account that is no twelve digits", "accountId", "1234"],
    ["an account that YAML took for a number", "accountId", 111122223333],
    ["a link without its placeholder", "link", "https://login.example.com/start"],
    ["a link without TLS", "link", "http://login.example.com/start?RelayState={relayState}"],
  ])("refuses %s", (_what, key, value) => {
    const federation = withValue(ireland("federation"), { link, accountId: "111122223333" });
    const input = withValue([...ireland("federation"), key], value, federation);
    expect(() => policyOf(input)).toThrow(`fleets.ireland.federation.${key}`);
  });

  it("reads a drain, which nobody forces unless it says so", () => {
    expect(policyOf(withValue(ireland("drain"), drain)).fleets.ireland?.drain).toStrictEqual({
      ...drain,
      force: false,
    });
  });

  it.each(["owner", "reason", "until"])("wants the %s of a drain", (key) => {
    const { [key]: _gone, ...rest } = drain as Record<string, Json>;
    expect(() => policyOf(withValue(ireland("drain"), rest))).toThrow(
      `fleets.ireland.drain.${key} missing key \`${key}\``,
    );
  });

  it.each(["2026-12-01", "2026-12-01T06:00:00", "2026-02-30T06:00:00Z", "tomorrow"])(
    "refuses %s as the end of a drain",
    (until) => {
      expect(() => policyOf(withValue(ireland("drain"), { ...drain, until }))).toThrow(
        "fleets.ireland.drain.until ",
      );
    },
  );
});

describe("application", () => {
  it("asks before it sends anybody to an overflow fleet, unless told not to", () => {
    const overflow = (value: Json) =>
      policyOf(withValue(design("overflow"), value, withValue(design("fleets"), ["dublin"]))).applications
        .design?.overflow;
    expect(overflow({ fleets: ["virginia"] })).toStrictEqual({ fleets: ["virginia"], consent: true });
    expect(overflow({ fleets: ["virginia"], consent: false })?.consent).toBe(false);
    expect(overflow(null)).toBeNull();
  });

  it("refuses overflow to no fleet", () => {
    expect(() => policyOf(withValue(design("overflow"), { fleets: [] }))).toThrow(
      "applications.design.overflow.fleets ",
    );
  });

  it("reads classes", () => {
    expect(policyOf(withValue(design("classes"), [held])).applications.design?.classes).toStrictEqual([held]);
  });

  it("refuses a class that ends before it starts", () => {
    expect(() => policyOf(withValue(design("classes"), [{ ...held, ends: held.starts }]))).toThrow(
      "applications.design.classes.0 must end after it starts",
    );
  });

  it.each(["starts", "ends"])("says of a class whose %s is no moment that it is none, and no more", (key) => {
    const fault = `applications.design.classes.0.${key} `;
    expect(() => policyOf(withValue(design("classes"), [{ ...held, [key]: "noon" }]))).toThrow(fault);
    expect(() => policyOf(withValue(design("classes"), [{ ...held, [key]: "noon" }]))).not.toThrow(
      "must end after",
    );
  });

  it.each([0, 100_001, 1.5, "40"])("refuses %j people in a class", (people) => {
    expect(() => policyOf(withValue(design("classes"), [{ ...held, people }]))).toThrow(
      "applications.design.classes.0.people ",
    );
  });
});

describe("parsePolicy", () => {
  it("looks ahead, refreshes and waits by its defaults, and has no help desk", () => {
    const { limits, operators } = policyOf(withValue(["version"], 1));
    expect(limits).toMatchObject({
      capacityRefreshSeconds: 20,
      lookAheadMilliseconds: 400,
      waitingSeconds: 3_600,
    });
    expect(operators).toStrictEqual({ helpDesk: { groups: [], groupsByProvider: {}, subjects: [] } });
  });

  it.each([
    ["capacityRefreshSeconds", 0],
    ["capacityRefreshSeconds", 61],
    ["lookAheadMilliseconds", 49],
    ["lookAheadMilliseconds", 3_001],
    ["waitingSeconds", 59],
    ["waitingSeconds", 43_201],
  ])("refuses limits.%s of %d", (key, value) => {
    expect(messagesAt(["limits", key], value)).toHaveLength(1);
  });
});
