/**
 * How an application stands for a person, in the one word that a button on a portal's page has room for: the catalogue's
 * word. What the person can put right at once, by a sign-in or by asking for approval, is left to the launch, which says how.
 */
import type { ApplicationState } from "../core/application-state.ts";
import type { ButtonState, StateOf } from "../portal-ports.ts";
import type { Catalogue } from "./catalogue.ts";

export function createStateOf(catalogue: Catalogue): StateOf {
  return async ({ application, ...person }) => {
    const theirs = await catalogue.applicationsFor(person);
    const found = theirs.find(({ id }) => id === application);
    return found === undefined ? "not_entitled" : stateFor(found.state);
  };
}

const FOR_THE_PERSON: ReadonlySet<string> = new Set(["mfa_required", "approval_required"]);

function stateFor(state: ApplicationState): ButtonState {
  return state.kind === "closed" && FOR_THE_PERSON.has(state.reason) ? "ready" : state.kind;
}
