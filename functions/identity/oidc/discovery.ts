/**
 * The provider's metadata (OpenID Connect Discovery 1.0 §4), checked before anything is done with it:
 * the issuer string-exact, every endpoint we use on a host the policy names.
 */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type BoundedFetch, type FetchBounds, isAllowedUrl } from "./bounded-fetch.ts";
import { fetchJsonObject, type JsonObject } from "./json-document.ts";

/** What openid-client needs, and no more: an endpoint that was not checked here is not passed on. */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  /** RFC 9207: then an answer without `iss` is refused. */
  readonly authorization_response_iss_parameter_supported: boolean;
  readonly token_endpoint_auth_signing_alg_values_supported?: string[];
}

type EndpointBounds = Pick<FetchBounds, "allowedHosts" | "allowLoopbackHttp">;

const ENDPOINTS = ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const;

export async function discover(
  issuer: string,
  fetchBounded: BoundedFetch,
  bounds: EndpointBounds,
): Promise<Result<ProviderMetadata, Refusal>> {
  const base = issuer.endsWith("/") ? issuer.slice(0, -1) : issuer;
  const fetched = await fetchJsonObject(fetchBounded, `${base}/.well-known/openid-configuration`, "metadata");
  return fetched.ok ? checkMetadata(fetched.value, issuer, bounds) : fetched;
}

export function checkMetadata(
  document: JsonObject,
  issuer: string,
  bounds: EndpointBounds,
): Result<ProviderMetadata, Refusal> {
  if (document.issuer !== issuer) return invalid("issuer");
  for (const name of ENDPOINTS) {
    const endpoint = document[name];
    if (typeof endpoint !== "string" || !isAllowedUrl(endpoint, bounds)) return invalid(name);
  }
  if (!allows(document, "response_types_supported", "code")) return invalid("response_types_supported");
  if (!allows(document, "code_challenge_methods_supported", "S256"))
    return invalid("code_challenge_methods_supported");
  return ok({
    issuer,
    authorization_endpoint: String(document.authorization_endpoint),
    token_endpoint: String(document.token_endpoint),
    jwks_uri: String(document.jwks_uri),
    authorization_response_iss_parameter_supported:
      document.authorization_response_iss_parameter_supported === true,
    ...optionalList(document, "token_endpoint_auth_signing_alg_values_supported"),
  });
}

/** A provider that announces nothing may still do it (Entra ID says nothing of PKCE); one that announces a list must name ours. */
function allows(document: JsonObject, member: string, value: string): boolean {
  const announced = document[member];
  return announced === undefined || (Array.isArray(announced) && announced.includes(value));
}

function optionalList(document: JsonObject, member: string): Record<string, string[]> {
  const value = document[member];
  return Array.isArray(value) ? { [member]: value.filter((entry) => typeof entry === "string") } : {};
}

function invalid(member: string): Result<never, Refusal> {
  return err(refusal("provider_metadata_invalid", { member }));
}
