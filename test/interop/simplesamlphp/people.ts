/** Who can sign in at SimpleSAMLphp: the people of the local world, under the same names and passwords. */
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";
import type { Person } from "../person.ts";

/** REFEDS MFA profile: one URI for what SAML itself has no class for. */
const MFA = "https://refeds.org/profile/mfa";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

export const SIMPLESAMLPHP_PEOPLE: readonly Person[] = DEMO_PEOPLE.map((person) => ({
  username: person.username,
  password: person.password,
  attributes: {
    uid: [person.sub],
    mail: [person.email],
    displayName: [person.name],
    country: [person.country],
    groups: person.groups,
  },
  authnContext: person.mfa ? MFA : PASSWORD,
}));
