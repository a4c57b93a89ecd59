/**
 * What a request holds for our pages alone, sealed: who asks, in words for people, and what they want to open. The e-mail
 * address also keeps one person from being two.
 * Invariant: sealed for one request, and unreadable as another's.
 */
import type { LaunchIntent } from "../core/intent.ts";
import type { Principal } from "../core/principal.ts";
import type { Sealer } from "../ports.ts";

export interface RequestDetails {
  /** The request's. */
  readonly id: string;
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  readonly intent: LaunchIntent;
}

export async function sealDetails(
  sealer: Sealer,
  id: string,
  { displayName, email }: Principal,
  intent: LaunchIntent,
): Promise<string> {
  const details: RequestDetails = { id, displayName, email, intent };
  return await sealer.seal("approval-request", JSON.stringify(details));
}

/** Undefined for what cannot be opened any more: whose it is is then not known, and nobody may decide it. */
export async function openDetails(
  sealer: Sealer,
  id: string,
  sealed: string,
): Promise<RequestDetails | undefined> {
  const opened = await sealer.open("approval-request", sealed);
  if (opened === undefined) return undefined;
  const details = JSON.parse(opened) as RequestDetails;
  return details.id === id ? details : undefined;
}
