/**
 * What `disable` and `enable` share: the request, the policy that must know the identity provider, and the tables of all
 * Regions. A provider's name that is mistyped would disable nobody.
 */
import { suggestion } from "../../functions/core/closest.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { Identity } from "../../functions/revocation-ports.ts";
import { BROKER_TABLE_OPTIONS, WHERE_TO_LOOK } from "../broker-tables.ts";
import type { Command, CommandArguments, ExitCode, Terminal } from "../command.ts";
import { momentText } from "../drain/drain-text.ts";
import { faultLine } from "../option-fault.ts";
import { loadPolicyText } from "../policy-file.ts";
import { readTextFile } from "../read-text-file.ts";
import { reportFaults } from "../report-faults.ts";
import { type PersonChange, type PersonRequest, readPersonRequest } from "./person-request.ts";
import { createRegionalPeople, type RegionalPeople, type RegionalState } from "./regional-people.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export const PERSON_OPTIONS: Command["options"] = {
  policy: { type: "string", summary: "the policy file that is deployed" },
  "identity-provider": { type: "string", summary: "the provider's id in the policy" },
  subject: { type: "string", summary: "the person's subject there, as audit events have it" },
  by: { type: "string", summary: "who answers for it" },
  reason: { type: "string", summary: "why, for whoever reads the audit trail" },
  ...BROKER_TABLE_OPTIONS,
};

export interface PersonCall {
  readonly people: RegionalPeople;
  readonly person: Identity;
  readonly change: PersonChange;
  readonly regions: readonly string[];
  readonly policy: Policy;
}

/** `name`: the command's; `change` does what it is for, once everything is known to be right. */
export async function runPersonCommand(
  name: string,
  { values }: CommandArguments,
  environment: Environment,
  terminal: Terminal,
  change: (call: PersonCall) => Promise<ExitCode>,
): Promise<ExitCode> {
  const request = readPersonRequest(values, environment, terminal.nowEpochSeconds());
  if (!request.ok) {
    for (const fault of request.error) terminal.error(`${name}: ${faultLine(fault)}`);
    return 2;
  }
  const policy = await policyWithProvider(request.value, terminal);
  if (typeof policy === "number") return policy;
  const { regions, tableName, person, change: wanted } = request.value;
  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB;
  const people = createRegionalPeople({ regions, tableName, endpoint });
  const states = await people.read(person, terminal.nowEpochSeconds());
  if (states.every(({ disabling }) => disabling === "away")) {
    const unchanged = wanted === null ? "" : "; nothing was changed";
    terminal.error(
      `the table ${tableName} answers in none of ${regions.join(", ")}: ${WHERE_TO_LOOK}${unchanged}`,
    );
    return 1;
  }
  return wanted === null
    ? show(person, states, terminal)
    : await change({ people, person, change: wanted, regions, policy });
}

async function policyWithProvider(
  { policyFile, person }: PersonRequest,
  terminal: Terminal,
): Promise<Policy | ExitCode> {
  const text = await readTextFile(policyFile, terminal);
  if (!text.ok) {
    terminal.error(text.error);
    return 1;
  }
  const policy = loadPolicyText(text.value, policyFile);
  if (!policy.ok) return reportFaults(policyFile, policy.error, false, terminal);
  const { identityProviders } = policy.value;
  if (Object.hasOwn(identityProviders, person.identityProvider)) return policy.value;
  const nearest = suggestion(person.identityProvider, Object.keys(identityProviders));
  terminal.error(`${policyFile}: has no identity provider ${person.identityProvider}${nearest}`);
  return 2;
}

function show(person: Identity, states: readonly RegionalState[], terminal: Terminal): ExitCode {
  for (const { region, disabling } of states) {
    terminal.out(`${nameOf(person)}, ${region}: ${stateText(disabling)}`);
  }
  return states.some(({ disabling }) => disabling === "away") ? 1 : 0;
}

function stateText(disabling: RegionalState["disabling"]): string {
  if (disabling === undefined) return "not disabled";
  if (disabling === "away") return "no answer from the table";
  const { by, reason, at, until } = disabling;
  const end = until === null ? "" : ` until ${momentText(until)}`;
  return `disabled${end} since ${momentText(at)}, ${by}: ${reason}`;
}

export function nameOf({ identityProvider, subject }: Identity): string {
  return `${identityProvider} ${subject}`;
}

export function doneIn(regions: readonly string[], missing: readonly string[]): string {
  return regions.filter((region) => !missing.includes(region)).join(", ");
}
