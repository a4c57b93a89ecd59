/** `GET /healthz`: this Region only. That it runs means policy and keys are loaded; the store is asked. */
import type { Route } from "../http/define-function.ts";
import { json } from "../http/response.ts";

export interface HealthPorts {
  readonly storeAnswers: () => Promise<boolean>;
  readonly region: string;
}

export const healthRoute: Route<HealthPorts> = async (_request, { storeAnswers, region }) => {
  const store = await storeAnswers();
  const checks = { policy: true, keys: true, store };
  if (store) return json(200, { status: "ok", region, checks });
  const answer = json(503, { status: "unavailable", region, checks });
  return { ...answer, headers: { ...answer.headers, "retry-after": "10" } };
};
