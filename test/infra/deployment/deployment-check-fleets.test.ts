import { describe, expect, it } from "vitest";
import { aFleet, issuesWith } from "./deployments.ts";

const fleets = ["streaming", "fleets"];
const capacity = [...fleets, 0, "capacity"];

describe("checkFleets", () => {
  it("refuses a fleet of the policy that is declared twice, as a bastion or not", () => {
    expect(
      issuesWith(
        [[...fleets, 1], aFleet("finance", "ireland")],
        [["streaming", "bastions", 0, "fleet"], "finance"],
      ),
    ).toStrictEqual([
      "streaming.fleets.1.fleet `finance` is declared already, in fleets; declare it once",
      "streaming.bastions.0.fleet `finance` is declared already, in fleets; declare it once",
      expect.stringMatching(/^policy:applications\.treasury\.conditions\.mfa must be true/),
    ]);
  });

  it("refuses a network that is not there", () => {
    expect(
      issuesWith(
        [[...fleets, 0, "network"], "irland"],
        [["streaming", "bastions", 0, "network"], "constructor"],
      ),
    ).toStrictEqual([
      "streaming.fleets.0.network `irland` is not in streaming.networks; did you mean `ireland`?",
      "streaming.bastions.0.network `constructor` is not in streaming.networks",
    ]);
  });

  it("refuses an image of another Region", () => {
    const image = [...fleets, 0, "image"];
    expect(issuesWith([image, "arn:aws:appstream:us-east-1:999999999999:image/finance"])).toStrictEqual([
      "streaming.fleets.0.image is an image in us-east-1, and the fleet runs in eu-west-1; copy the image there and name the copy",
    ]);
    expect(issuesWith([image, "arn:aws:appstream:eu-west-1::image/finance"])).toStrictEqual([]);
  });

  it("refuses a minimum over the maximum", () => {
    expect(issuesWith([capacity, { minimum: 3, maximum: 2 }])).toStrictEqual([
      "streaming.fleets.0.capacity.minimum must be at most `maximum` (2)",
    ]);
    expect(issuesWith([capacity, { minimum: 2, maximum: 2 }])).toStrictEqual([]);
  });

  it("refuses schedules that contradict themselves, the fleet, or each other", () => {
    const morning = { cron: "cron(0 7 ? * MON-FRI *)", timeZone: "Europe/Dublin", minimum: 5, maximum: 20 };
    const evening = { ...morning, cron: "cron(0 19 ? * MON-FRI *)", minimum: 0 };
    const schedules = (...value: readonly object[]) =>
      issuesWith([[...capacity, "schedules"], value as never]);
    expect(schedules(morning, evening, { ...morning, timeZone: "Europe/Madrid" })).toStrictEqual([]);
    expect(schedules({ ...morning, minimum: 21 })).toStrictEqual([
      "streaming.fleets.0.capacity.schedules.0.minimum must be at most `maximum` (20)",
    ]);
    expect(schedules({ ...morning, maximum: 21 })).toStrictEqual([
      "streaming.fleets.0.capacity.schedules.0.maximum must be at most the fleet's `capacity.maximum` (20), which the subnets are sized by",
    ]);
    expect(schedules(evening, morning, { ...morning, minimum: 6 })).toStrictEqual([
      "streaming.fleets.0.capacity.schedules.2.cron is the time of schedule 2, and only one of them can win",
    ]);
  });

  it("has nothing to say where nobody streams", () => {
    expect(issuesWith([["streaming"], null])).toStrictEqual([]);
  });
});
