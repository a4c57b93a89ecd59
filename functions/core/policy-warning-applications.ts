/** Applications that nobody may use, that have nowhere else to go, or whose URL lives too long. */
import { fleetsOf } from "./application-fleets.ts";
import { laterClaims } from "./first-claims.ts";
import { ownEntries } from "./own-entries.ts";
import type { Policy } from "./policy.ts";
import { isNobody } from "./policy-audience.ts";
import { reachOf } from "./policy-reach.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

/** A streaming URL is a bearer credential for as long as it may be opened. */
const LONG_VALIDITY_SECONDS = 300;

export const applicationWarnings = {
  audience_empty: audiencesEmpty,
  single_fleet: singleFleets,
  single_region: singleRegions,
  validity_long: longValidities,
  validity_outlives_context: outlivedContexts,
  name_twice: namesTwice,
} satisfies PolicyRules;

function audiencesEmpty({ applications }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications)
    .filter(([, { audience }]) => isNobody(audience))
    .map(([id]) => ({ path: ["applications", id, "audience"], message: "is empty: nobody can launch this" }));
}

function singleFleets({ applications }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications)
    .filter(([, application]) => fleetsOf(application).length === 1)
    .map(([id]) => ({
      path: ["applications", id, "fleets"],
      message: "names one fleet: when it fails there is no other to try",
    }));
}

/** Only where the policy has another Region to offer in the same jurisdiction. */
function singleRegions(policy: Policy): readonly PolicyIssue[] {
  return Object.entries(policy.applications).flatMap(([id, application]) => {
    const elsewhere = reachOf(policy, id, application).filter(({ people }) => people === "elsewhere");
    const permitted = elsewhere.flatMap((reach) => reach.permitted);
    const used = ownEntries(policy.fleets, permitted).map(([, fleet]) => fleet);
    const [region, ...more] = new Set(used.map((fleet) => fleet.region));
    if (used.length < 2 || region === undefined || more.length > 0) return [];
    const jurisdictions = new Set(used.map(({ jurisdiction }) => jurisdiction));
    const alike = Object.values(policy.fleets).filter(({ jurisdiction }) => jurisdictions.has(jurisdiction));
    const others = new Set(alike.map((fleet) => fleet.region).filter((other) => other !== region));
    if (others.size === 0) return [];
    return [
      {
        path: ["applications", id, "fleets"],
        message: `are permitted in ${region} only: when that Region fails there is no other, though the policy has fleets of the same jurisdiction in ${[...others].toSorted().join(", ")}`,
        dependsOn: [
          ["fleets", "*", "region"],
          ["fleets", "*", "jurisdiction"],
          ["residency", "walls"],
        ],
      },
    ];
  });
}

function longValidities({ applications }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications)
    .filter(([, { validitySeconds }]) => validitySeconds > LONG_VALIDITY_SECONDS)
    .map(([id]) => ({
      path: ["applications", id, "validitySeconds"],
      message: `is over ${LONG_VALIDITY_SECONDS}: whoever gets hold of the URL can open it for that long`,
    }));
}

function outlivedContexts({ applications, sessions }: Policy): readonly PolicyIssue[] {
  const { contextHandleSeconds } = sessions;
  return Object.entries(applications)
    .filter(
      ([, { context, validitySeconds }]) =>
        context !== null &&
        validitySeconds > contextHandleSeconds &&
        validitySeconds <= LONG_VALIDITY_SECONDS,
    )
    .map(([id]) => ({
      path: ["applications", id, "validitySeconds"],
      message: `is over sessions.contextHandleSeconds (${contextHandleSeconds}): whoever opens the URL later finds the launch context gone`,
      dependsOn: [
        ["sessions", "contextHandleSeconds"],
        ["applications", id, "context"],
      ],
    }));
}

/** People could not tell the two apart on their start page. */
function namesTwice({ applications }: Policy): readonly PolicyIssue[] {
  const names = Object.entries(applications).flatMap(([id, { name }]) =>
    Object.entries(name).map(([language, text]) => ({ id, language, key: `${language} ${text.trim()}` })),
  );
  return laterClaims(names, (later, first) => ({
    path: ["applications", later.id, "name", later.language],
    message: `is the name of \`${first.id}\` too: people cannot tell the two apart`,
    dependsOn: [["applications", first.id, "name"]],
  }));
}
