/** The options of `streamgate explain` as a question that core/explain-request.ts reads, and its faults by option. */
import type { PolicyIssue } from "../functions/core/policy-schema.ts";
import { BROKER_TABLE_OPTIONS } from "./broker-tables.ts";
import { commaList } from "./comma-list.ts";
import type { Command, CommandArguments } from "./command.ts";
import type { OptionFault } from "./option-fault.ts";

export const EXPLAIN_OPTIONS: Command["options"] = {
  policy: { type: "string", summary: "the policy file; of a past launch, as it was then" },
  application: { type: "string", summary: "the application's id" },
  idp: { type: "string", summary: "who signs them in; default the policy's, where it has one" },
  subject: { type: "string", summary: "their identifier there" },
  groups: { type: "string", summary: "their groups, comma-separated" },
  country: { type: "string", summary: "what their identity provider claims, such as ES" },
  mfa: { type: "boolean", summary: "their sign-in had a second factor" },
  ip: { type: "string", summary: "suppose this address" },
  network: { type: "string", summary: "suppose an address in this network of the policy" },
  "connected-from": { type: "string", summary: "suppose that the edge sees them in this country" },
  at: { type: "string", summary: "suppose this moment, RFC 3339; default now" },
  down: { type: "list", summary: "suppose this fleet stopped" },
  full: { type: "list", summary: "suppose this fleet full" },
  "region-down": { type: "list", summary: "suppose AppStream down in this Region" },
  consent: { type: "boolean", summary: "suppose that they say yes to an overflow fleet" },
  live: { type: "boolean", summary: "ask AppStream what the fleets do now; needs --regions" },
  launch: { type: "string", summary: "instead of an application and a person: the id of a past launch" },
  ...BROKER_TABLE_OPTIONS,
  json: { type: "boolean", summary: "one line of JSON instead of text" },
};

const OPTION_OF: Readonly<Record<string, string>> = {
  application: "--application",
  principal: "--subject",
  "principal.identityProvider": "--idp",
  "principal.subject": "--subject",
  "principal.groups": "--groups",
  "principal.country": "--country",
  launchId: "--launch",
  at: "--at",
  ip: "--ip",
  network: "--network",
  connectedFrom: "--connected-from",
  fleetsDown: "--down",
  fleetsFull: "--full",
  regionsDown: "--region-down",
};

/** The first provider stands in where none is named; where there are others, missingProvider says so. */
export function questionOf(
  { values, lists }: Pick<CommandArguments, "values" | "lists">,
  [provider = ""]: readonly string[],
): Readonly<Record<string, unknown>> {
  const { launch, application, subject, idp, groups, country, mfa, at, ip, network, consent } = values;
  const isPerson = [subject, idp, groups, country, mfa].some((value) => value !== undefined);
  const principal = {
    identityProvider: idp ?? provider,
    subject: subject ?? "",
    ...given({ groups: groups === undefined ? undefined : commaList(String(groups)), country, mfa }),
  };
  return given({
    ...{ application, launchId: launch, at, ip, network, consent },
    principal: isPerson ? principal : undefined,
    connectedFrom: values["connected-from"],
    fleetsDown: lists.down,
    fleetsFull: lists.full,
    regionsDown: lists["region-down"],
  });
}

export function optionFaults(issues: readonly PolicyIssue[]): readonly OptionFault[] {
  return issues.map(({ path, message }) => {
    const key = path.filter((part) => typeof part === "string").join(".");
    return { option: OPTION_OF[key] ?? key, message };
  });
}

/** Groups and claims mean nothing without the provider that they are of. */
export function missingProvider(
  { values: { idp, launch } }: Pick<CommandArguments, "values">,
  providers: readonly string[],
): readonly OptionFault[] {
  if (idp !== undefined || launch !== undefined || providers.length < 2) return [];
  const names = providers.map((id) => `\`${id}\``).join(", ");
  return [{ option: "--idp", message: `is missing: one of ${names}` }];
}

function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
