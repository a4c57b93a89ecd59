/** Identity providers by which nobody gets anywhere, and user ids that AppStream refuses. */
import { ownEntries } from "./own-entries.ts";
import type { Policy } from "./policy.ts";
import { admittingProviders } from "./policy-audience.ts";
import type { ClaimPath } from "./policy-identity.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const identityWarnings = {
  user_id_may_not_fit: unfitUserIds,
  provider_without_audience: unusedProviders,
  tile_without_audience: closedTiles,
} satisfies PolicyRules;

/** Claims whose values are addresses or long identifiers, by the last part of their name, in lower case. */
const LONG_CLAIMS: ReadonlySet<string> = new Set([
  ...[
    "email",
    "emailaddress",
    "mail",
    "upn",
    "preferred_username",
    "name",
    "unique_name",
    "userprincipalname",
  ],
  ...["sub", "nameid", "oid", "objectidentifier", "objectguid", "puid"],
]);

function unfitUserIds({ identityProviders }: Policy): readonly PolicyIssue[] {
  return Object.entries(identityProviders).flatMap(([id, { userId }]) => {
    if (userId.from !== "claim" || !LONG_CLAIMS.has(lastPart(userId.claim))) return [];
    return [
      {
        path: ["identityProviders", id, "userId", "claim"],
        message:
          "often holds more than 32 characters, or others than letters, digits and `_+=,.@-`: AppStream takes no such user id, and those people cannot launch; use a pseudonym, or a short claim",
      },
    ];
  });
}

/** `http://schemas…/claims/emailaddress` and `["user", "email"]` end in what they are. */
function lastPart(claim: ClaimPath): string {
  const name = typeof claim === "string" ? claim : String(claim.at(-1));
  return String(name.split(/[\/:]/v).at(-1)).toLowerCase();
}

function unusedProviders(policy: Policy): readonly PolicyIssue[] {
  // A policy begins with its sign-ins.
  const hasApplications = Object.keys(policy.applications).length > 0;
  const used = new Set(
    Object.values(policy.applications).flatMap(({ audience }) => admittingProviders(audience, policy)),
  );
  return Object.keys(policy.identityProviders)
    .filter((id) => !used.has(id) && hasApplications)
    .map((id) => ({
      path: ["identityProviders", id],
      message: "is in no application's audience: whoever signs in there can launch nothing",
      dependsOn: [["applications", "*", "audience"]],
    }));
}

function closedTiles(policy: Policy): readonly PolicyIssue[] {
  return Object.entries(policy.identityProviders).flatMap(([id, provider]) => {
    const tiles = provider.protocol === "saml" ? (provider.idpInitiated?.applications ?? []) : [];
    return ownEntries(policy.applications, tiles).flatMap(([name, { audience }]) => {
      if (admittingProviders(audience, policy).includes(id)) return [];
      return [
        {
          path: ["identityProviders", id, "idpInitiated", "applications", tiles.indexOf(name)],
          message: `is a tile that nobody may open: the audience of \`${name}\` names nobody of this identity provider`,
          dependsOn: [["applications", name, "audience"]],
        },
      ];
    });
  });
}
