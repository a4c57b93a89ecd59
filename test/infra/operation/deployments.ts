/** Deployments that have what an alarm watches. */
import type { ProvisionedSchedule } from "../../../infra/deployment/deployment.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { withDeployment } from "../assembly.ts";

const HOURS: ProvisionedSchedule = {
  environments: 2,
  timeZone: "Europe/London",
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "08:00",
  until: "18:00",
};

export function inOfficeHours(loaded: LoadedDeployment): LoadedDeployment {
  return withLaunch(loaded, HOURS);
}

export function atAnyHour(loaded: LoadedDeployment): LoadedDeployment {
  return withLaunch(loaded, null);
}

function withLaunch(loaded: LoadedDeployment, provisioned: ProvisionedSchedule | null): LoadedDeployment {
  const launch = { memory: null, reservedConcurrency: null, provisioned };
  return withDeployment(loaded, { functions: { ...loaded.deployment.functions, launch } });
}
