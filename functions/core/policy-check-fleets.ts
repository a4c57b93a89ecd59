/**
 * Fleets: in a Region that has AppStream, each written once, and able to start what applications ask of them.
 */
import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { APPSTREAM_REGIONS, isAppStreamRegion } from "./regions.ts";
import { DESKTOP } from "./streaming-request.ts";

export const fleetRules = {
  region_without_appstream: regions,
  fleet_twice: fleetsTwice,
  custom_domain_in_two_regions: customDomains,
  stream_view: streamViews,
} satisfies PolicyRules;

function regions({ fleets }: Policy): readonly PolicyIssue[] {
  return Object.entries(fleets)
    .filter(([, { region }]) => !isAppStreamRegion(region))
    .map(([id, { region }]) => ({
      path: ["fleets", id, "region"],
      message: `must be a Region where AppStream runs${suggestion(region, APPSTREAM_REGIONS)}`,
    }));
}

/** Whatever the stack: places, and the one session that a person has there, are the fleet's. */
function fleetsTwice({ fleets }: Policy): readonly PolicyIssue[] {
  return laterClaims(
    Object.entries(fleets).map(([id, { region, fleet }]) => ({ id, key: `${region} ${fleet}` })),
    (later, first) => ({
      path: ["fleets", later.id],
      message: `is the same Region and fleet as \`${first.id}\`; use that one`,
    }),
  );
}

/** Such a domain leads to AppStream's host of one Region, and a URL of another Region means nothing there. */
function customDomains({ fleets }: Policy): readonly PolicyIssue[] {
  const named = Object.entries(fleets).flatMap(([id, { region, customDomain }]) =>
    customDomain === null ? [] : [{ id, region, key: customDomain }],
  );
  return laterClaims(named, (later, first) =>
    later.region === first.region
      ? []
      : [
          {
            path: ["fleets", later.id, "customDomain"],
            message: `is the domain of \`${first.id}\` in ${first.region} already; each Region needs its own`,
          },
        ],
  ).flat();
}

/** `Desktop` is what a desktop fleet starts, and the only thing (API reference, CreateStreamingURL). */
function streamViews({ applications, fleets }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications).flatMap(([id, { appstreamApplication, fleets: used }]) => {
    const wanted = appstreamApplication === DESKTOP ? "desktop" : "app";
    const wrong = used.filter((name) => Object.hasOwn(fleets, name) && fleets[name]?.streamView !== wanted);
    if (wrong.length === 0) return [];
    const listed = wrong.map((name) => `\`${name}\``).join(", ");
    const message =
      wanted === "desktop"
        ? `is \`${DESKTOP}\`, which only fleets with \`streamView: desktop\` start; not so ${listed}`
        : `must be \`${DESKTOP}\` on a fleet with \`streamView: desktop\`: ${listed}`;
    return [
      {
        path: ["applications", id, "appstreamApplication"],
        message,
        dependsOn: wrong.map((name) => ["fleets", name, "streamView"]),
      },
    ];
  });
}
