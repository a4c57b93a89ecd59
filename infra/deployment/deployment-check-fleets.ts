/**
 * Declared fleets and bastions by themselves: each once, in a network that exists, with capacities that agree.
 */
import { suggestion } from "../../functions/core/closest.ts";
import { laterClaims } from "../../functions/core/first-claims.ts";
import { parseArn } from "./arn.ts";
import type { Deployment, FleetDeclaration, StreamingDeclaration } from "./deployment.ts";
import { type DeploymentIssue, entryOf, inDeployment } from "./deployment-issue.ts";

type Path = DeploymentIssue["path"];

/** What fleets and bastions have in common. */
export interface DeclaredFleet {
  readonly path: Path;
  readonly fleet: string;
  readonly network: string;
  readonly image: string;
}

export function declaredFleets(streaming: StreamingDeclaration | null): readonly DeclaredFleet[] {
  const { bastions = [], fleets = [] } = streaming ?? {};
  return [
    ...fleets.map(({ fleet, image, network, place }, index) => ({
      path: place ?? ["streaming", "fleets", index],
      fleet,
      image,
      network,
    })),
    ...bastions.map(({ fleet, image, network }, index) => ({
      path: ["streaming", "bastions", index],
      fleet,
      image,
      network,
    })),
  ];
}

export function checkFleets({ streaming }: Deployment): readonly DeploymentIssue[] {
  if (streaming === null) return [];
  const declared = declaredFleets(streaming);
  return [
    ...checkOnce(declared),
    ...declared.flatMap((fleet) => checkPlace(fleet, streaming)),
    ...streaming.fleets.flatMap(({ capacity, place }, index) =>
      checkCapacities([...(place ?? ["streaming", "fleets", index]), "capacity"], capacity),
    ),
  ];
}

function checkOnce(declared: readonly DeclaredFleet[]): readonly DeploymentIssue[] {
  return laterClaims(
    declared.map(({ fleet, path }) => ({ key: fleet, path })),
    ({ key, path }, first) =>
      inDeployment(
        [...path, "fleet"],
        `\`${key}\` is declared already, in ${String(first.path[1])}; declare it once`,
      ),
  );
}

function checkPlace(
  { image, network, path }: DeclaredFleet,
  { networks }: StreamingDeclaration,
): readonly DeploymentIssue[] {
  const place = entryOf(networks, network);
  if (place === undefined) {
    const near = suggestion(network, Object.keys(networks));
    return [inDeployment([...path, "network"], `\`${network}\` is not in streaming.networks${near}`)];
  }
  const region = parseArn(image)?.region;
  if (region === undefined || region === place.region) return [];
  return [
    inDeployment(
      [...path, "image"],
      `is an image in ${region}, and the fleet runs in ${place.region}; copy the image there and name the copy`,
    ),
  ];
}

function checkCapacities(path: Path, capacity: FleetDeclaration["capacity"]): readonly DeploymentIssue[] {
  const { maximum, schedules } = capacity;
  const ofSchedules = schedules.flatMap((schedule, index) => {
    const at = [...path, "schedules", index];
    return [
      ...checkOrder(at, schedule),
      ...(schedule.maximum <= maximum
        ? []
        : [
            inDeployment(
              [...at, "maximum"],
              `must be at most the fleet's \`capacity.maximum\` (${maximum}), which the subnets are sized by`,
            ),
          ]),
    ];
  });
  const twice = laterClaims(
    schedules.map(({ cron, timeZone }, index) => ({ key: `${cron} ${timeZone}`, index })),
    ({ index }, first) =>
      inDeployment(
        [...path, "schedules", index, "cron"],
        `is the time of schedule ${first.index + 1}, and only one of them can win`,
      ),
  );
  return [...checkOrder(path, capacity), ...ofSchedules, ...twice];
}

function checkOrder(
  path: Path,
  { maximum, minimum }: { readonly minimum: number; readonly maximum: number },
): readonly DeploymentIssue[] {
  return minimum <= maximum
    ? []
    : [inDeployment([...path, "minimum"], `must be at most \`maximum\` (${maximum})`)];
}
