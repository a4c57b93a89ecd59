import { describe, expect, it } from "vitest";
import type { AccountStack } from "../../../cli/doctor/account-facts.ts";
import { checkStackSettings } from "../../../cli/doctor/check-stack-settings.ts";
import { anAccountStack, findingsOf } from "../../support/account-facts.ts";

const ofIreland = (changes: Partial<AccountStack>, origin?: string) =>
  findingsOf(checkStackSettings, {
    fleets: { ireland: { stack: anAccountStack(changes) } },
    ...(origin !== undefined && { context: { origin } }),
  });

describe("checkStackSettings", () => {
  it("has nothing to say of a stack that leads back to the broker", () => {
    expect(ofIreland({})).toStrictEqual([]);
  });

  it("warns of a stack that leads nowhere or elsewhere", () => {
    expect(ofIreland({ redirectUrl: undefined })).toStrictEqual([
      "warning fleets.ireland.stack has no redirect URL: after a session people see AppStream's own page; set it to " +
        "https://stream.example.com/ended",
    ]);
    const elsewhere =
      "warning fleets.ireland.stack leads people elsewhere after a session; its redirect URL should be " +
      "https://stream.example.com/ended";
    for (const redirectUrl of [
      "https://other.example.com/ended",
      "https://stream.example.com/",
      "no address",
    ]) {
      expect(ofIreland({ redirectUrl })).toStrictEqual([elsewhere]);
    }
  });

  it("takes any page of that name where it is not told the broker's address", () => {
    const context = { origin: undefined };
    const stack = (redirectUrl: string | undefined) => ({
      ireland: { stack: anAccountStack({ redirectUrl }) },
    });
    expect(
      findingsOf(checkStackSettings, { fleets: stack("https://other.example.com/ended"), context }),
    ).toStrictEqual([]);
    expect(findingsOf(checkStackSettings, { fleets: stack(undefined), context })[0]).toMatch(
      /set it to the broker's address\/ended$/,
    );
    expect(findingsOf(checkStackSettings, { fleets: stack("https://x.example.com/"), context })[0]).toMatch(
      /should be the broker's address\/ended$/,
    );
  });

  it("mentions who may embed it, and its errors", () => {
    expect(
      ofIreland({
        embedHostDomains: ["intranet.example.com", "wiki.example.com"],
        errors: ["INTERNAL_SERVICE_ERROR"],
      }),
    ).toStrictEqual([
      "warning fleets.ireland.stack reports INTERNAL_SERVICE_ERROR; look at it in the AppStream console",
      "info fleets.ireland.stack may be embedded in pages of intranet.example.com, wiki.example.com",
    ]);
  });

  it("speaks of a stack once, however many fleets are on it", () => {
    const stack = anAccountStack({ redirectUrl: undefined });
    const policy = [[["fleets", "dublin", "stack"], "finance"]] as const;
    const audience = [
      [["applications", "design", "audience"], { groups: ["treasury"] }],
      [["applications", "design", "conditions"], { mfa: true, networks: ["headquarters"] }],
    ] as const;
    const fleets = { ireland: { stack }, dublin: { stack } };
    const changes = [...policy, ...audience] as unknown as [string[], string][];
    expect(findingsOf(checkStackSettings, { policy: changes, fleets })).toHaveLength(1);
  });

  it("says nothing of a stack that it does not know", () => {
    for (const stack of [undefined, "not_found"] as const) {
      expect(findingsOf(checkStackSettings, { fleets: { ireland: { stack } } })).toStrictEqual([]);
    }
  });
});
