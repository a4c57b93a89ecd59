import { describe, expect, it } from "vitest";
import { embeddingOf } from "../../functions/core/embedding.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { PortalPolicy } from "../../functions/core/policy-portals.ts";
import { aFleet, aPolicy } from "../support/core-builders.ts";

const EMBEDDING = {
  script: "https://static.example.com/appstream_embed.js",
  integrity: null,
  customUrlDomain: null,
};

function aPortal(change: Partial<PortalPolicy> = {}): PortalPolicy {
  const team = { groups: [], subjects: [] };
  return {
    origins: ["https://intranet.example.com"],
    applications: null,
    readsStates: false,
    embeds: true,
    team,
    ...change,
  };
}

function embedding(change: Parameters<typeof aPolicy>[0], emulatorOrigin?: string) {
  const index = indexPolicy(aPolicy(change), "1");
  const atlas = index.applications.get("atlas");
  if (atlas === undefined) throw new Error("no application");
  return embeddingOf(atlas, index, emulatorOrigin);
}

describe("embeddingOf", () => {
  it("names the origins of every portal that embeds the application", () => {
    const portals = {
      intranet: aPortal(),
      wiki: aPortal({
        origins: ["https://wiki.example.com", "https://wiki.example.org"],
        applications: ["atlas"],
      }),
      other: aPortal({ origins: ["https://other.example.com"], applications: ["another"] }),
      buttons: aPortal({ origins: ["https://buttons.example.com"], embeds: false }),
    };
    expect(embedding({ portals, embedding: EMBEDDING })).toMatchObject({
      embedders: ["https://intranet.example.com", "https://wiki.example.com", "https://wiki.example.org"],
      policy: EMBEDDING,
    });
  });

  it.each([
    ["no portals", { embedding: EMBEDDING }],
    ["no portal that embeds", { embedding: EMBEDDING, portals: { buttons: aPortal({ embeds: false }) } }],
    ["no portal that shows it", { embedding: EMBEDDING, portals: { other: aPortal({ applications: [] }) } }],
    ["no script", { portals: { intranet: aPortal() } }],
    ["no script, said so", { portals: { intranet: aPortal() }, embedding: null }],
  ])("embeds nothing where there is %s", (_what, change) => {
    expect(embedding(change)).toBeUndefined();
  });

  it("frames AppStream's hosts of the application's Regions, each once", () => {
    const fleets = {
      dublin: aFleet(),
      frankfurt: aFleet({ customDomain: "stream.example.com" }),
      virginia: aFleet({ fleet: "second" }),
    };
    expect(
      embedding({ fleets, portals: { intranet: aPortal() }, embedding: EMBEDDING })?.streamSources,
    ).toEqual([
      "https://appstream2.eu-west-1.aws.amazon.com",
      "https://stream.example.com",
      "https://*.amazonappstream.com",
    ]);
  });

  it("frames the emulator in the place of AppStream", () => {
    const found = embedding(
      { portals: { intranet: aPortal() }, embedding: EMBEDDING },
      "http://127.0.0.1:8082",
    );
    expect(found?.streamSources).toEqual(["http://127.0.0.1:8082"]);
  });
});
