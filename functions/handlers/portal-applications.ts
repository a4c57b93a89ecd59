/** `GET /api/v1/applications`: what a person may launch, for the pages of a portal. */
import type { CatalogueEntry } from "../catalogue/catalogue.ts";
import type { ApplicationState } from "../core/application-state.ts";
import type { Route } from "../http/define-function.ts";
import { json } from "../http/response.ts";
import { type PortalApplicationsPorts, portalApplications } from "../portal-api/portal-applications.ts";
import { rfc3339 } from "../timestamps.ts";
import { type ApiCallerPorts, asCaller } from "./api-caller.ts";

export type PortalApplicationsRoutePorts = ApiCallerPorts & PortalApplicationsPorts;

export const portalApplicationsRoute: Route<PortalApplicationsRoutePorts> = (request, ports) =>
  asCaller(request, ports, false, async (caller) => {
    const entries = await portalApplications(ports, caller);
    return json(200, { applications: entries.map((entry) => application(ports.origin, entry)) });
  });

function application(origin: string, entry: CatalogueEntry) {
  const { id, name, description, icon, group, state, launchPath, lastOpenedAt } = entry;
  return {
    ...{ id, name, description, icon, group, state: standing(state) },
    launchUrl: `${origin}${launchPath}`,
    lastOpenedAt: lastOpenedAt === undefined ? null : rfc3339(lastOpenedAt),
  };
}

/** Why it is closed is told in no more words than a refused launch would be. */
function standing(state: ApplicationState) {
  switch (state.kind) {
    case "ready":
    case "unknown":
      return { kind: state.kind, region: state.place?.region ?? null };
    case "waiting": {
      const { kind, reason, waitSeconds, place } = state;
      return { kind, reason, waitSeconds: [...waitSeconds], region: place?.region ?? null };
    }
    case "closed":
      return { kind: state.kind };
  }
}
