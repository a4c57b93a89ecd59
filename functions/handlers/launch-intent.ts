/** The intent in a request's query, the same for launch and login links. Parsing only: the policy decides later. */
import { type Client, isApplicationId, isCarriableContext, type LaunchIntent } from "../core/intent.ts";
import type { RefusalReason } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";

export function readIntent(application: string, query: URLSearchParams): Result<LaunchIntent, RefusalReason> {
  const repeated = ["application", "context", "client", "idp"].some((name) => query.getAll(name).length > 1);
  if (repeated) return err("parameter_repeated");
  if (!isApplicationId(application)) return err("application_unknown");
  const context = query.get("context") ?? undefined;
  if (context !== undefined && !isCarriableContext(context)) return err("context_invalid");
  const client = query.get("client") ?? "web";
  return isClient(client) ? ok({ application, context, client }) : err("client_invalid");
}

function isClient(text: string): text is Client {
  return text === "web" || text === "native";
}
