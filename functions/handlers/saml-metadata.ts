/** `GET /login/{idp}/metadata`: what an identity provider's administrator imports. Public by nature. */
import type { Route } from "../http/define-function.ts";
import { type RefusalPorts, refuseAndAudit } from "../http/refusal-response.ts";
import type { SamlIdentityProvider } from "../sign-in-ports.ts";

export interface SamlMetadataPorts extends RefusalPorts {
  readonly samlProviders: ReadonlyMap<string, Pick<SamlIdentityProvider, "serviceProviderMetadata">>;
}

export const samlMetadataRoute: Route<SamlMetadataPorts> = async (request, ports) => {
  const provider = ports.samlProviders.get(request.pathParameters.idp ?? "");
  if (provider === undefined) return refuseAndAudit(ports, request, "identity_provider_unknown");
  const document = await provider.serviceProviderMetadata();
  if (!document.ok) return refuseAndAudit(ports, request, document.error.reason, document.error.evidence);
  const headers = { "content-type": "application/samlmetadata+xml; charset=utf-8" };
  return { statusCode: 200, headers, body: document.value };
};
