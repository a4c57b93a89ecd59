/** `GET /.well-known/jwks.json`: the public keys that applications verify the broker's tokens with (RFC 7517). */
import { requestRefusedEvent } from "../core/audit-event.ts";
import { refusal } from "../core/refusal.ts";
import type { Route } from "../http/define-function.ts";
import { instanceProblem } from "../http/instance-problem.ts";
import { json } from "../http/response.ts";
import type { AuditSink, Clock, TokenSigner } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";

export interface JwksPorts {
  readonly tokens: Pick<TokenSigner, "jwks">;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export const jwksRoute: Route<JwksPorts> = async (request, { tokens, audit, now }) => {
  const published = await tokens.jwks();
  if (published.ok) return json(200, published.value);
  const refused = refusal("token_key_unavailable", { ...published.error });
  audit.write(requestRefusedEvent(auditStamp(now(), request.correlationId), request.routeKey, refused));
  return instanceProblem(request, refused);
};
