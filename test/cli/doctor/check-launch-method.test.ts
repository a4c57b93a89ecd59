import { describe, expect, it } from "vitest";
import type { AccountFleet } from "../../../cli/doctor/account-facts.ts";
import { checkLaunchMethod } from "../../../cli/doctor/check-launch-method.ts";
import { anAccountFleet, findingsOf } from "../../support/account-facts.ts";
import type { Json } from "../../support/policies.ts";

const federated = (accountId: string) =>
  [
    [["fleets", "ireland", "launchMethod"], "federation"],
    [
      ["fleets", "ireland", "federation"],
      { link: "https://login.example.com/start?RelayState={relayState}", accountId },
    ],
  ] satisfies [string[], Json][];

const ofIreland = (changes: Partial<AccountFleet>, policy: [string[], Json][] = []) =>
  findingsOf(checkLaunchMethod, { policy, fleets: { ireland: { fleet: anAccountFleet(changes) } } });

describe("checkLaunchMethod", () => {
  it("has nothing to say where fleet and policy agree", () => {
    expect(ofIreland({})).toStrictEqual([]);
    expect(ofIreland({ isDomainJoined: true }, federated("111122223333"))).toStrictEqual([]);
  });

  it("finds fault with streaming URLs for a fleet in a domain", () => {
    expect(ofIreland({ isDomainJoined: true })).toStrictEqual([
      "fault fleets.ireland.launchMethod is `streaming_url`, and the fleet is joined to a domain, where AppStream makes " +
        "no streaming URLs; set `launchMethod: federation`",
    ]);
  });

  it("mentions federation that nothing needs", () => {
    expect(ofIreland({}, federated("111122223333"))).toStrictEqual([
      "info fleets.ireland.launchMethod is `federation`, and the fleet is joined to no domain: `streaming_url` works too",
    ]);
  });

  it("finds fault with a relay state for another account", () => {
    expect(ofIreland({ isDomainJoined: true }, federated("999988887777"))).toStrictEqual([
      "fault fleets.ireland.federation.accountId is not the account of the fleet (111122223333): the relay state would " +
        "lead nowhere",
    ]);
    expect(ofIreland({ isDomainJoined: true, account: undefined }, federated("999988887777"))).toStrictEqual(
      [],
    );
  });

  it("finds fault with the other stream view", () => {
    expect(ofIreland({ streamView: "desktop" })).toStrictEqual([
      "fault fleets.ireland.streamView is `app`, and the fleet shows desktops, which start `Desktop` and nothing else; " +
        "set `streamView: desktop`",
    ]);
    const desktops: [string[], Json][] = [
      [["fleets", "ireland", "streamView"], "desktop"],
      [["fleets", "frankfurt", "streamView"], "desktop"],
      [["applications", "treasury", "appstreamApplication"], "Desktop"],
    ];
    expect(ofIreland({}, desktops)[0]).toBe(
      "fault fleets.ireland.streamView is `desktop`, and the fleet shows applications, which have no `Desktop` to start; " +
        "set `streamView: app`",
    );
    expect(ofIreland({ streamView: undefined })).toStrictEqual([]);
  });

  it("says nothing of a fleet that it does not know", () => {
    for (const fleet of [undefined, "not_found"] as const) {
      expect(findingsOf(checkLaunchMethod, { fleets: { ireland: { fleet } } })).toStrictEqual([]);
    }
  });
});
