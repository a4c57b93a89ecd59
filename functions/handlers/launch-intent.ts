/** The intent in a request's query, the same for launch and login links. Parsing only: the policy decides later. */
import { type Client, isApplicationId, isCarriableContext, type LaunchIntent } from "../core/intent.ts";
import type { RefusalReason } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { HttpRequest } from "../http/request.ts";
import { isFromAnotherSite } from "../http/same-origin.ts";

export function readIntent(application: string, query: URLSearchParams): Result<LaunchIntent, RefusalReason> {
  const repeated = ["application", "context", "client", "overflow", "idp"].some(
    (name) => query.getAll(name).length > 1,
  );
  if (repeated) return err("parameter_repeated");
  if (!isApplicationId(application)) return err("application_unknown");
  const context = query.get("context") ?? undefined;
  if (context !== undefined && !isCarriableContext(context)) return err("context_invalid");
  const client = query.get("client") ?? "web";
  if (!isClient(client)) return err("client_invalid");
  const overflow = query.get("overflow");
  if (overflow !== null && overflow !== "yes") return err("overflow_invalid");
  return ok({ application, context, client, ...(overflow === "yes" && { hasConsented: true }) });
}

/**
 * The yes to fleets elsewhere is the person's own click on our page; a link elsewhere cannot say it for them, nor have our
 * pages or a sign-in carry it on.
 */
export function withoutForeignYes(request: Pick<HttpRequest, "headers">, intent: LaunchIntent): LaunchIntent {
  return isFromAnotherSite(request) ? { ...intent, hasConsented: false } : intent;
}

function isClient(text: string): text is Client {
  return text === "web" || text === "native";
}
