/**
 * What AppStream says about this session in its variables, checked for form. Pure.
 * Invariant: all of it can be changed by the person at the keyboard; the broker alone decides whether it is true.
 */
import { err, ok, type Result } from "./result.ts";

export interface SessionFacts {
  readonly userName: string;
  readonly stack: string;
  readonly fleet: string;
  readonly sessionId: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

const FORMS = {
  userName: { variable: "AppStream_UserName", form: /^[\w+=,.@-]{2,128}$/ },
  stack: { variable: "AppStream_Stack_Name", form: /^[A-Za-z0-9][\w.-]{0,100}$/ },
  fleet: { variable: "AppStream_Resource_Name", form: /^[A-Za-z0-9][\w.-]{0,100}$/ },
  sessionId: { variable: "AppStream_Session_ID", form: /^[\w-]{1,64}$/ },
} as const;

export const SESSION_VARIABLES: readonly string[] = Object.values(FORMS).map(({ variable }) => variable);

/** The error is the variables that are missing or have no form of AppStream's, all of them. */
export function sessionFacts(variables: Variables): Result<SessionFacts, readonly string[]> {
  const faulty = Object.values(FORMS).filter(({ variable, form }) => !form.test(variables[variable] ?? ""));
  if (faulty.length > 0) return err(faulty.map(({ variable }) => variable));
  const valueFor = (fact: keyof typeof FORMS): string => variables[FORMS[fact].variable] ?? "";
  return ok({
    userName: valueFor("userName"),
    stack: valueFor("stack"),
    fleet: valueFor("fleet"),
    sessionId: valueFor("sessionId"),
  });
}
