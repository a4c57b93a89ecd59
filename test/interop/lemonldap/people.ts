/**
 * LemonLDAP::NG's own demonstration accounts, each with its name as password and `@badwolf.org` as address. It gives
 * them three groups; the demo policy's, their countries and a name that ASCII cannot write come from its configuration.
 */
import type { Credentials } from "../person.ts";

interface Account {
  readonly username: string;
  readonly displayName: string;
  readonly country: string;
}

const ACCOUNTS: readonly Account[] = [
  { username: "dwho", displayName: "Dóctor Whö", country: "ES" },
  { username: "rtyler", displayName: "Rose Tyler", country: "US" },
  { username: "msmith", displayName: "Mickey Smith", country: "DE" },
];

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  treasury: ["dwho"],
  design: ["dwho", "rtyler"],
  desktop: ["rtyler"],
};

export const LEMONLDAP_PEOPLE: readonly Credentials[] = ACCOUNTS.map(({ username }) => {
  return { username, password: username };
});

/** One rule for each group, as an administrator writes it in Perl. */
export function groupRules(): Record<string, string> {
  const rule = (names: readonly string[]) => names.map((name) => `$uid eq '${name}'`).join(" or ");
  return Object.fromEntries(Object.entries(GROUPS).map(([group, names]) => [group, rule(names)]));
}

/** One Perl expression for each attribute that the accounts lack. */
export function attributeMacros(): Record<string, string> {
  const choice = (attribute: "displayName" | "country") =>
    `${ACCOUNTS.map((account) => `$uid eq '${account.username}' ? '${account[attribute]}'`).join(" : ")} : ''`;
  return { displayName: choice("displayName"), country: choice("country") };
}
