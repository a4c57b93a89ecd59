/** Everybody who can sign in at one of the two identity providers; no name is at both. */
import { LEMONLDAP_PEOPLE } from "./lemonldap/people.ts";
import type { Credentials } from "./person.ts";
import { SIMPLESAMLPHP_PEOPLE } from "./simplesamlphp/people.ts";

const PEOPLE: readonly Credentials[] = [...SIMPLESAMLPHP_PEOPLE, ...LEMONLDAP_PEOPLE];

export function personNamed(username: string): Credentials {
  const person = PEOPLE.find((candidate) => candidate.username === username);
  if (person === undefined) throw new Error(`nobody is called ${username}`);
  return person;
}
