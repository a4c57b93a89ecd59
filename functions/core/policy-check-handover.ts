/**
 * Handovers: templates hold slots that exist, where they may stand, and every fleet of such an application has
 * instances that may ask. Cookies and tokens are in policy-check-cookies.ts and policy-check-tokens.ts.
 */

import { fleetsOf } from "./application-fleets.ts";
import { suggestion } from "./closest.ts";
import { isReservedVariable } from "./environment-names.ts";
import { laterClaims } from "./first-claims.ts";
import { SLOTS, slotsIn, strangersIn } from "./handover-slots.ts";
import { urlTemplate } from "./handover-url.ts";
import { ownEntries } from "./own-entries.ts";
import type { ApplicationPolicy, FleetPolicy, Policy } from "./policy.ts";
import { transportFault } from "./policy-check-identity.ts";
import type { HandoverPolicy } from "./policy-handover.ts";
import type { PolicyRule, PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { secretName } from "./secret-name.ts";
import { DESKTOP } from "./streaming-request.ts";

export const handoverRules = {
  handover_slot: ofHandovers(strangers),
  handover_without_context: ofHandovers(contextSlots),
  handover_variable: ofHandovers(reservedVariables),
  handover_address: ofHandovers(addresses),
  handover_front_channel: ofHandovers(frontChannels),
  handover_on_desktop: ofHandovers(desktops),
  handover_on_federated_fleet: ofHandovers(federatedFleets),
  handover_without_instances: ofHandovers(closedFleets),
  instance_key_twice: keysTwice,
} satisfies PolicyRules;

type Path = PolicyIssue["path"];
type Template = readonly [path: Path, text: string];

/** A rule about each handover by itself, whose paths begin there. */
function ofHandovers(
  find: (handover: HandoverPolicy, application: ApplicationPolicy, policy: Policy) => readonly PolicyIssue[],
): PolicyRule {
  return (policy) =>
    Object.entries(policy.applications).flatMap(([id, application]) => {
      const { handover = null } = application;
      if (handover === null) return [];
      const here = ["applications", id, "handover"];
      return find(handover, application, policy).map((issue) => ({
        ...issue,
        path: [...here, ...issue.path],
      }));
    });
}

function templatesOf(handover: HandoverPolicy): readonly Template[] {
  return [
    ...handover.arguments.map((text, index) => [["arguments", index], text] as const),
    ...Object.entries(handover.environment).map(([name, text]) => [["environment", name], text] as const),
    ...addressesOf(handover),
  ];
}

function addressesOf({ browser }: HandoverPolicy): readonly Template[] {
  if (browser === null) return [];
  const { url, frontChannel } = browser;
  const ofFrontChannel: readonly Template[] =
    frontChannel === null ? [] : [[["browser", "frontChannel", "url"], frontChannel.url]];
  return [[["browser", "url"], url], ...ofFrontChannel];
}

function strangers(handover: HandoverPolicy): readonly PolicyIssue[] {
  const known = SLOTS.map((slot) => `{${slot}}`);
  return templatesOf(handover).flatMap(([path, text]) =>
    strangersIn(text).map((written) => ({
      path,
      message: `\`${written}\` is no slot (${known.join(", ")})${suggestion(written, known)}`,
    })),
  );
}

function contextSlots(handover: HandoverPolicy, { context }: ApplicationPolicy): readonly PolicyIssue[] {
  if (context !== null) return [];
  return templatesOf(handover)
    .filter(([, text]) => slotsIn(text).includes("context"))
    .map(([path]) => ({
      path,
      message: "has `{context}`, and the application declares no `context`: say which deep links it takes",
    }));
}

function reservedVariables({ environment }: HandoverPolicy): readonly PolicyIssue[] {
  return Object.keys(environment)
    .filter(isReservedVariable)
    .map((name) => ({
      path: ["environment", name],
      message:
        "is a variable that programs, loaders or AppStream act on: give the application one of its own",
    }));
}

function addresses(
  handover: HandoverPolicy,
  _application: ApplicationPolicy,
  { development }: Policy,
): readonly PolicyIssue[] {
  return addressesOf(handover).flatMap(([path, text]) => {
    if (urlTemplate(text) === undefined) {
      return [{ path, message: "must have its slots in path and query only" }];
    }
    if (/%(?![0-9A-Fa-f]{2})/v.test(text)) {
      return [{ path, message: "must have two hexadecimal digits after each `%`" }];
    }
    const message = transportFault(text, development);
    return message === undefined ? [] : [{ path, message, dependsOn: [["development"]] }];
  });
}

/** A token in an address is the application's, and nobody else's. */
function frontChannels({ browser }: HandoverPolicy): readonly PolicyIssue[] {
  const frontChannel = browser?.frontChannel ?? null;
  if (browser === null || frontChannel === null) return [];
  const path = ["browser", "frontChannel"];
  const address = new URL(frontChannel.url);
  const faults: (PolicyIssue | false)[] = [
    address.origin !== new URL(browser.url).origin && {
      path: [...path, "url"],
      message:
        "must have the same scheme, host and port as the `url` beside it: the token in it is for that application",
    },
    address.searchParams.has(frontChannel.parameter) && {
      path: [...path, "parameter"],
      message: "is in the query of its `url` already",
    },
    browser.cookies.length > 0 && {
      path,
      message: "takes the place of `cookies`; leave one of the two out",
    },
  ];
  return faults.filter((fault) => fault !== false);
}

/** Nothing in the image starts the launcher there: AppStream shows the desktop, and a person what is on it. */
function desktops(
  _handover: HandoverPolicy,
  { appstreamApplication }: ApplicationPolicy,
): readonly PolicyIssue[] {
  const message = `is for an application that AppStream starts through the launcher, and not for \`${DESKTOP}\``;
  return appstreamApplication === DESKTOP ? [{ path: [], message }] : [];
}

function federatedFleets(
  _handover: HandoverPolicy,
  application: ApplicationPolicy,
  policy: Policy,
): readonly PolicyIssue[] {
  const federated = fleetsWhere(application, policy, (fleet) => fleet.launchMethod === "federation");
  const message =
    "cannot be fetched on a fleet with `launchMethod: federation`, since only a streaming URL carries what it is fetched with";
  return atFleets(federated, "launchMethod", message);
}

function closedFleets(
  _handover: HandoverPolicy,
  application: ApplicationPolicy,
  policy: Policy,
): readonly PolicyIssue[] {
  const closed = fleetsWhere(application, policy, ({ instances = null }) => instances === null);
  const message = "can be fetched by nobody: say who may, by `instances: { roleArn: … }` of each fleet";
  return atFleets(closed, "instances", message);
}

function fleetsWhere(
  application: ApplicationPolicy,
  { fleets }: Policy,
  isSo: (fleet: FleetPolicy) => boolean,
): readonly string[] {
  return ownEntries(fleets, fleetsOf(application))
    .filter(([, fleet]) => isSo(fleet))
    .map(([id]) => id);
}

function atFleets(ids: readonly string[], key: keyof FleetPolicy, message: string): readonly PolicyIssue[] {
  if (ids.length === 0) return [];
  const listed = ids.map((id) => `\`${id}\``).join(", ");
  return [{ path: [], message: `${message}: ${listed}`, dependsOn: ids.map((id) => ["fleets", id, key]) }];
}

/** With one key for two fleets, an instance of either could ask as the other. */
function keysTwice({ fleets }: Policy): readonly PolicyIssue[] {
  const keyed = Object.entries(fleets).flatMap(([id, { instances }]) =>
    typeof instances?.key === "string" ? [{ id, key: secretName(instances.key) }] : [],
  );
  return laterClaims(keyed, (later, first) => ({
    path: ["fleets", later.id, "instances", "key"],
    message: `is the key of \`${first.id}\` already; each fleet needs its own`,
  }));
}
