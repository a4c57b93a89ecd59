/** One JSON object fetched from the provider, or the refusal that says why there is none. */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type BoundedFetch, ProviderUnavailable } from "./bounded-fetch.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** `document` names it in the evidence: `metadata` or `jwks`. */
export async function fetchJsonObject(
  fetchBounded: BoundedFetch,
  url: string,
  document: string,
): Promise<Result<JsonObject, Refusal>> {
  try {
    const response = await fetchBounded(url, { headers: { accept: "application/json" } });
    if (response.status !== 200) return unavailable(document, `status_${response.status}`);
    const body: unknown = JSON.parse(await response.text());
    return isJsonObject(body) ? ok(body) : unavailable(document, "not_an_object");
  } catch (cause) {
    return unavailable(document, cause instanceof ProviderUnavailable ? cause.fault : "not_json");
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unavailable(document: string, fault: string): Result<never, Refusal> {
  return err(refusal("provider_unavailable", { document, fault }));
}
