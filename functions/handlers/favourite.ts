/** `POST /favourites/{application}`: from the catalogue's own button; back to the catalogue. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { type FavouritePorts, setFavourite } from "../catalogue/favourites.ts";
import type { RefusalReason } from "../core/refusal.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import { refuseAndAudit } from "../http/refusal-response.ts";
import { redirect } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import type { AuditSink } from "../ports.ts";

export interface FavouriteRoutePorts extends SessionPorts, FavouritePorts {
  readonly audit: AuditSink;
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export const favouriteRoute: Route<FavouriteRoutePorts> = async (request, ports) => {
  const { support } = ports.index.policy;
  const refused = (reason: RefusalReason, evidence = {}) =>
    refuseAndAudit({ ...ports, support }, request, reason, evidence);

  if (!isFromOurPage(request, ports.origin)) return refused("cross_site_request");
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return refused("not_signed_in");
  const form = readForm(request);
  if (!form.ok) return refused("favourite_invalid");
  const isFavourite = !form.value.has("remove");
  if (isFavourite && form.value.get("favourite") !== "yes") return refused("favourite_invalid");
  const kept = await setFavourite(ports, {
    principal: session.principal,
    application: request.pathParameters.application ?? "",
    isFavourite,
  });
  return kept.ok ? redirect("/") : refused(kept.error.reason, kept.error.evidence);
};
