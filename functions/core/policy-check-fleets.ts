/**
 * Fleets: in a Region that has AppStream, each written once, and able to start what applications ask of them.
 */
import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { APPSTREAM_REGIONS, isAppStreamRegion } from "./regions.ts";
import { DESKTOP } from "./streaming-request.ts";

export function checkFleets(policy: Policy): readonly PolicyIssue[] {
  const fleets = Object.entries(policy.fleets);
  const regions = fleets
    .filter(([, { region }]) => !isAppStreamRegion(region))
    .map(([id, { region }]) => ({
      path: ["fleets", id, "region"],
      message: `must be a Region where AppStream runs${suggestion(region, APPSTREAM_REGIONS)}`,
    }));
  const twice = laterClaims(
    fleets.map(([id, { region, stack, fleet }]) => ({ id, key: `${region} ${stack} ${fleet}` })),
    (later, first) => ({
      path: ["fleets", later.id],
      message: `is the same Region, stack and fleet as \`${first.id}\`; use that one`,
    }),
  );
  return [...regions, ...twice, ...checkStreamViews(policy)];
}

/** `Desktop` is what a desktop fleet starts, and the only thing (API reference, CreateStreamingURL). */
function checkStreamViews({ applications, fleets }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications).flatMap(([id, { appstreamApplication, fleets: used }]) => {
    const wanted = appstreamApplication === DESKTOP ? "desktop" : "app";
    const wrong = used.filter((name) => Object.hasOwn(fleets, name) && fleets[name]?.streamView !== wanted);
    if (wrong.length === 0) return [];
    const listed = wrong.map((name) => `\`${name}\``).join(", ");
    const message =
      wanted === "desktop"
        ? `is \`${DESKTOP}\`, which only fleets with \`streamView: desktop\` start; not so ${listed}`
        : `must be \`${DESKTOP}\` on a fleet with \`streamView: desktop\`: ${listed}`;
    return [{ path: ["applications", id, "appstreamApplication"], message }];
  });
}
