/**
 * What a launch keeps, sealed, for the instance that redeems its handle: the deep link, and of the person what some
 * template or token of the application may need. Invariant: of their groups only those that a token asks for.
 */
import * as v from "valibot";
import type { HandoverFacts } from "./handover.ts";
import { askedGroups } from "./handover-token.ts";
import type { ApplicationPolicy } from "./policy.ts";
import type { Principal } from "./principal.ts";

export type HandedFacts = Pick<HandoverFacts, "context" | "displayName" | "email" | "country" | "groups">;

/** To be sealed; undefined where the application is handed nothing. */
export function writeHandedFacts(
  application: ApplicationPolicy,
  principal: Principal,
  context: string | undefined,
): string | undefined {
  const hasHandover = application.handover !== undefined && application.handover !== null;
  if (!hasHandover && application.context === null) return undefined;
  const { displayName = null, email = null, country = null } = principal;
  const facts: HandedFacts = {
    ...{ context: context ?? null, displayName, email, country },
    groups: askedGroups(application, principal),
  };
  return JSON.stringify(facts);
}

/** Undefined for what another version of the broker wrote otherwise. */
export function readHandedFacts(opened: string): HandedFacts | undefined {
  // Made here, so that the bundle of whoever only writes does not have it.
  const text = v.nullable(v.string());
  const written = v.pipe(
    v.string(),
    v.parseJson(),
    v.object({ context: text, displayName: text, email: text, country: text, groups: v.array(v.string()) }),
  );
  const parsed = v.safeParse(written, opened);
  return parsed.success ? parsed.output : undefined;
}
