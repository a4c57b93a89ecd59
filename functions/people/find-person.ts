/**
 * Whom an operator means: by what a page showed the person (reference code), by AppStream's user id, or by who they are at
 * an identity provider whose users have pseudonyms.
 * Invariant: what an operator types is only ever compared or looked up; it becomes nobody's principal.
 */
import type { KnownPerson } from "../core/audit-session-event.ts";
import type { LaunchReference } from "../core/launch-reference.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { isAppStreamUserId } from "../core/principal.ts";
import { readReferenceCode } from "../core/reference-code.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { UserIdOf } from "../help-desk-ports.ts";
import type { Clock, LaunchArchive, NotFound } from "../ports.ts";
import type { ReferenceArchive } from "../reference-ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface FindPersonPorts {
  readonly index: PolicyIndex;
  readonly now: Clock;
  readonly userIdOf: UserIdOf;
  readonly references: ReferenceArchive;
  readonly archive: LaunchArchive;
}

export type PersonQuery =
  | { readonly by: "reference"; readonly value: string }
  | { readonly by: "user"; readonly value: string }
  | { readonly by: "subject"; readonly identityProvider: string; readonly value: string };

/** As an ID token or an assertion may carry it. */
const MAX_SUBJECT_LENGTH = 255;
/** As audit events have it. */
const LAUNCH_ID = /^[A-Za-z0-9_\-]{22}$/v;

export async function findPerson(
  ports: FindPersonPorts,
  query: PersonQuery,
): Promise<Result<KnownPerson, Refusal>> {
  const { value } = query;
  switch (query.by) {
    case "reference": {
      const found = await findLaunch(ports, value);
      return found.ok ? ok(found.value.person) : found;
    }
    case "user":
      return isAppStreamUserId(value)
        ? ok({ identityProvider: null, subject: null, userId: value })
        : err(invalid("user_id"));
    case "subject": {
      const { identityProvider } = query;
      const provider = Object.hasOwn(ports.index.policy.identityProviders, identityProvider)
        ? ports.index.policy.identityProviders[identityProvider]
        : undefined;
      if (provider === undefined) return err(invalid("identity_provider"));
      // Their user id is a claim of theirs, which only their sign-in tells.
      if (provider.userId.from !== "pseudonym") return err(invalid("user_id_is_a_claim"));
      const isSubject = value.length > 0 && value.length <= MAX_SUBJECT_LENGTH && value.isWellFormed();
      if (!isSubject) return err(invalid("subject"));
      return ok({ identityProvider, subject: value, userId: ports.userIdOf(identityProvider, value) });
    }
  }
}

/** What a code or an id leads to. */
export interface FoundLaunch {
  readonly person: KnownPerson;
  /** Undefined where no record was written. */
  readonly launchId: string | undefined;
  /** Undefined for the id of a launch. */
  readonly reference: LaunchReference | undefined;
}

/** By a page's reference code in any spelling, or by the id of a launch. */
export async function findLaunch(
  { references, archive, now }: FindPersonPorts,
  text: string,
): Promise<Result<FoundLaunch, Refusal>> {
  const code = readReferenceCode(text);
  const moment = epochSeconds(now());
  if (code !== undefined) {
    const found = await references.find(code, moment);
    if (!found.ok) return err(notFound(found.error));
    const { identityProvider, subject, userId, launchId } = found.value;
    const person = { identityProvider, subject, userId };
    return ok({ person, launchId: launchId ?? undefined, reference: found.value });
  }
  const launchId = text.trim();
  if (!LAUNCH_ID.test(launchId)) return err(invalid("reference"));
  const found = await archive.find(launchId, moment);
  if (!found.ok) return err(notFound(found.error));
  const { identityProvider, subject, userId } = found.value;
  return ok({ person: { identityProvider, subject, userId }, launchId, reference: undefined });
}

export type RequestFault =
  | "form"
  | "user_id"
  | "identity_provider"
  | "user_id_is_a_claim"
  | "subject"
  | "reference"
  | "reason";

export function invalid(fault: RequestFault): Refusal<"help_desk_request_invalid"> {
  return refusal("help_desk_request_invalid", { fault });
}

export function notFound(fault: NotFound): Refusal<"launch_not_found" | "launch_archive_unavailable"> {
  return fault.kind === "not_found"
    ? refusal("launch_not_found")
    : refusal("launch_archive_unavailable", { regions: fault.regions.join(" ") });
}
