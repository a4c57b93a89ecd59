import { describe, expect, it } from "vitest";
import {
  BASTION_TIER,
  SENSITIVITY_TIERS,
  type SensitivityTier,
} from "../../../infra/streaming/data-sensitivity.ts";

const { open, restricted, sealed } = SENSITIVITY_TIERS;
const TIERS: readonly (readonly [string, SensitivityTier])[] = [
  ...Object.entries(SENSITIVITY_TIERS),
  ["bastion", BASTION_TIER],
];

describe("the tiers of data sensitivity", () => {
  it("open: allow everything", () => {
    expect(new Set(Object.values(open.actions))).toEqual(new Set(["allowed"]));
    expect(open).toMatchObject({ homeFolders: true, keepsSettings: true });
  });

  it("restricted: let things in and nothing out", () => {
    expect(restricted.actions).toEqual({
      CLIPBOARD_COPY_FROM_LOCAL_DEVICE: { upToCharacters: 4096 },
      CLIPBOARD_COPY_TO_LOCAL_DEVICE: "denied",
      FILE_UPLOAD: "allowed",
      FILE_DOWNLOAD: "denied",
      PRINTING_TO_LOCAL_DEVICE: "denied",
      AUTO_TIME_ZONE_REDIRECTION: "allowed",
    });
  });

  it.each([
    ["sealed", sealed],
    ["a bastion", BASTION_TIER],
  ])("%s: deny everything and keep nothing", (_name, tier) => {
    expect(new Set(Object.values(tier.actions))).toEqual(new Set(["denied"]));
    expect(tier).toMatchObject({ homeFolders: false, keepsSettings: false });
  });

  it.each(TIERS)("%s: name every action", (_name, { actions }) => {
    expect(Object.keys(actions).toSorted()).toEqual([
      "AUTO_TIME_ZONE_REDIRECTION",
      "CLIPBOARD_COPY_FROM_LOCAL_DEVICE",
      "CLIPBOARD_COPY_TO_LOCAL_DEVICE",
      "FILE_DOWNLOAD",
      "FILE_UPLOAD",
      "PRINTING_TO_LOCAL_DEVICE",
    ]);
  });

  it.each(TIERS)("%s: keep AppStream's limits, in whole minutes", (_name, tier) => {
    for (const seconds of [tier.idleSeconds, tier.disconnectSeconds]) {
      expect(seconds).toBeGreaterThanOrEqual(60);
      expect(seconds).toBeLessThanOrEqual(36_000);
      expect(seconds % 60).toBe(0);
    }
    expect(tier.longestSeconds).toBeGreaterThanOrEqual(600);
    expect(tier.longestSeconds).toBeLessThanOrEqual(432_000);
  });

  it("give no tier more time than a less sensitive one", () => {
    for (const key of ["idleSeconds", "disconnectSeconds", "longestSeconds"] as const) {
      expect(open[key]).toBeGreaterThanOrEqual(restricted[key]);
      expect(restricted[key]).toBeGreaterThanOrEqual(sealed[key]);
    }
  });

  it("keep a bastion within 15 minutes of idling, 5 of disconnection and 4 hours", () => {
    expect(BASTION_TIER).toMatchObject({ idleSeconds: 900, disconnectSeconds: 300, longestSeconds: 14_400 });
  });
});
