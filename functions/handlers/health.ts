/** `GET /healthz`: this Region only. That it runs means policy and keys are loaded; the store is asked. */
import type { Route } from "../http/define-function.ts";
import { json } from "../http/response.ts";

export interface HealthPorts {
  readonly storeAnswers: () => Promise<boolean>;
  readonly policyVersion: string;
  readonly region: string;
}

export const healthRoute: Route<HealthPorts> = async (_request, { storeAnswers, policyVersion, region }) => {
  const store = await storeAnswers();
  const checks = { policy: true, keys: true, store };
  return json(store ? 200 : 503, { status: store ? "ok" : "unavailable", region, policyVersion, checks });
};
