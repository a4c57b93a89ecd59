/** `GET /login/{idp}/metadata`: what an identity provider's administrator imports. Public by nature. */
import type { Route } from "../http/define-function.ts";
import { refuseAndAudit } from "../http/refusal-response.ts";
import type { AuditSink, Clock, SamlIdentityProvider } from "../ports.ts";

export interface SamlMetadataPorts {
  readonly samlProviders: ReadonlyMap<string, Pick<SamlIdentityProvider, "serviceProviderMetadata">>;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export const samlMetadataRoute: Route<SamlMetadataPorts> = async (request, { samlProviders, audit, now }) => {
  const provider = samlProviders.get(request.pathParameters.idp ?? "");
  if (provider === undefined) return refuseAndAudit(audit, request, "identity_provider_unknown", now());
  const document = await provider.serviceProviderMetadata();
  if (!document.ok) {
    return refuseAndAudit(audit, request, document.error.reason, now(), document.error.evidence);
  }
  const headers = { "content-type": "application/samlmetadata+xml; charset=utf-8" };
  return { statusCode: 200, headers, body: document.value };
};
