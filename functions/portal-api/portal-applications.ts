/** `GET /api/v1/applications`: what this person may launch and this client may ask for, each with how it stands now. */
import type { Catalogue, CatalogueEntry } from "../catalogue/catalogue.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { isForClient } from "../core/policy-portal-api.ts";
import type { PortalCaller } from "../portal-api-ports.ts";
import { clientOf } from "./mint-streaming-url.ts";

export interface PortalApplicationsPorts {
  readonly index: PolicyIndex;
  readonly catalogue: Catalogue;
}

export async function portalApplications(
  { index, catalogue }: PortalApplicationsPorts,
  caller: PortalCaller,
): Promise<readonly CatalogueEntry[]> {
  const client = clientOf(index, caller);
  if (client === undefined) return [];
  const evidence = { clientIp: undefined, edge: undefined };
  const entries = await catalogue.applicationsFor({ principal: caller.principal, evidence });
  return entries.filter(({ id }) => isForClient(client, id));
}
