/** What the help desk's forms hold, and which of their faults a refusal is about. */
import type { Refusal } from "../core/refusal.ts";
import type { Lookup } from "../http/help-desk-page.ts";
import { HELP_DESK_TEXTS, type HelpDeskFault } from "../http/texts/help-desk.ts";
import type { PersonQuery } from "../people/find-person.ts";

export interface LookupForm extends Lookup {
  readonly query: PersonQuery;
}

const SUBJECT = "subject:";

/** Undefined for a form that is not ours. */
export function lookupIn(form: URLSearchParams): LookupForm | undefined {
  const [by, typed] = [onlyOne(form, "by"), onlyOne(form, "value")];
  if (by === undefined || typed === undefined) return undefined;
  const value = typed.trim();
  if (by === "reference" || by === "user") return { by, value, query: { by, value } };
  if (!by.startsWith(SUBJECT)) return undefined;
  // A subject is compared exactly, spaces included.
  const query = { by: "subject", identityProvider: by.slice(SUBJECT.length), value: typed } as const;
  return { by, value: typed, query };
}

/** Undefined where the field is missing, or comes twice. */
export function onlyOne(form: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = form.getAll(name);
  return others.length === 0 ? value : undefined;
}

/** Undefined where the questions' page has no words for it. */
export function faultOf({ reason, evidence }: Refusal): HelpDeskFault | undefined {
  if (reason === "launch_not_found") return "not_found";
  if (reason === "launch_archive_unavailable") return "unavailable";
  if (reason !== "help_desk_request_invalid") return undefined;
  const fault = String(evidence.fault);
  return Object.hasOwn(HELP_DESK_TEXTS.en.faults, fault) ? (fault as HelpDeskFault) : undefined;
}
