/**
 * Portals: what they show exists, and each of their origins is one portal's alone, by https. Who may ask and frame is
 * found by the origin, so an origin in two portals would get what the more generous of them grants.
 */
import { fleetsOf } from "./application-fleets.ts";
import { audienceFaults } from "./audience-faults.ts";
import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import { transportFault } from "./policy-check-identity.ts";
import type { PortalPolicy } from "./policy-portals.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const portalRules = {
  portal_application: (policy) => ofPortals(policy, unknownApplications),
  portal_origin_not_https: (policy) => ofPortals(policy, originsNotHttps),
  portal_origin_twice: originsTwice,
  portal_team: (policy) => ofPortals(policy, ({ team }) => audienceFaults(team, ["team"], policy)),
  portal_embeds_federated_fleet: (policy) => ofPortals(policy, federatedFrames),
} satisfies PolicyRules;

/** A rule about each portal by itself, whose paths begin there. */
function ofPortals(
  policy: Policy,
  find: (portal: PortalPolicy, policy: Policy) => readonly PolicyIssue[],
): readonly PolicyIssue[] {
  return portalsOf(policy).flatMap(([id, portal]) =>
    find(portal, policy).map((issue) => ({ ...issue, path: ["portals", id, ...issue.path] })),
  );
}

function portalsOf({ portals = {} }: Policy): readonly (readonly [id: string, portal: PortalPolicy])[] {
  return Object.entries(portals);
}

function unknownApplications(portal: PortalPolicy, { applications }: Policy): readonly PolicyIssue[] {
  return (portal.applications ?? []).flatMap((id, index) => {
    if (Object.hasOwn(applications, id)) return [];
    const message = `\`${id}\` is not in applications${suggestion(id, Object.keys(applications))}`;
    return [{ path: ["applications", index], message, dependsOn: [["applications", id]] }];
  });
}

function originsNotHttps({ origins }: PortalPolicy, { development }: Policy): readonly PolicyIssue[] {
  return origins.flatMap((origin, index) => {
    const message = transportFault(origin, development);
    return message === undefined ? [] : [{ path: ["origins", index], message, dependsOn: [["development"]] }];
  });
}

function originsTwice(policy: Policy): readonly PolicyIssue[] {
  const claims = portalsOf(policy).flatMap(([id, { origins }]) =>
    origins.map((origin, index) => ({ key: origin, id, path: ["portals", id, "origins", index] })),
  );
  return laterClaims(claims, ({ path }, first) => ({
    path,
    message: `is already an origin of the portal \`${first.id}\`; each origin belongs to one`,
  }));
}

/** A federated sign-in is a chain of other people's pages, none of which may be framed. */
function federatedFrames(
  { embeds, applications: shown }: PortalPolicy,
  { applications, fleets }: Policy,
): readonly PolicyIssue[] {
  if (!embeds || shown === null) return [];
  return Object.entries(applications).flatMap(([id, application]) => {
    const federated = Object.entries(fleets).filter(
      ([fleet, { launchMethod }]) => launchMethod === "federation" && fleetsOf(application).includes(fleet),
    );
    if (!shown.includes(id) || federated.length === 0) return [];
    const listed = federated.map(([fleet]) => `\`${fleet}\``).join(", ");
    const message = `includes \`${id}\`, which has a fleet with \`launchMethod: federation\` (${listed}): no page can frame that`;
    return [{ path: ["applications"], message, dependsOn: [["applications", id, "fleets"]] }];
  });
}
