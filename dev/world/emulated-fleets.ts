/**
 * The fleets the emulator runs for a policy: the demo's own where the policy names them, and a running stand-in
 * for every other, so that `npm start -- --policy FILE` works with a policy of one's own.
 */
import { embeddingHosts } from "../../functions/core/embedded-fleets.ts";
import type { ApplicationPolicy, FleetPolicy, Policy } from "../../functions/core/policy.ts";
import { DEMO_FLEETS } from "../appstream-emulator/demo-fleets.ts";
import type { EmulatedFleet } from "../appstream-emulator/server.ts";
import type { EmulatedStack } from "../appstream-emulator/world/emulated-stack.ts";

/** As the demo policy writes it. */
const EMBEDDED_EMULATOR = "http://127.0.0.1:8082";
const STAND_IN_CAPACITY = 10;

export function emulatedFleets(policy: Policy): readonly EmulatedFleet[] {
  const missing = Object.entries(policy.fleets).filter(
    ([, fleet]) => !DEMO_FLEETS.some((demo) => isSame(demo, fleet)),
  );
  return [...DEMO_FLEETS, ...missing.map(([id, fleet]) => standIn(fleet, applicationsOn(policy, id)))];
}

/** Where the policy embeds anything, the broker's own page and the portals' around it may hold the streams of every stack. */
export function emulatedStacks(policy: Policy, brokerOrigin: string): readonly EmulatedStack[] {
  const { embedding, fleets } = policy;
  if (embedding === undefined || embedding === null) return [];
  const portals = [...embeddingHosts(policy).values()].flatMap((hosts) => [...hosts]);
  const embedHostDomains = [...new Set([new URL(brokerOrigin).hostname, ...portals])];
  const stacks = new Map(
    Object.values(fleets).map(({ region, stack }) => [`${region} ${stack}`, { region, stack }]),
  );
  return [...stacks.values()].map((place) => ({ ...place, embedHostDomains }));
}

/** The emulator's embedding script stands for it wherever it really listens, as the demo application's address does. */
export function withEmbeddingScript(policy: Policy, emulatorOrigin: string): Policy {
  const { embedding } = policy;
  if (!embedding?.script.startsWith(`${EMBEDDED_EMULATOR}/`)) return policy;
  const script = `${emulatorOrigin}${embedding.script.slice(EMBEDDED_EMULATOR.length)}`;
  return { ...policy, embedding: { ...embedding, script } };
}

function isSame(demo: EmulatedFleet, fleet: FleetPolicy): boolean {
  return demo.region === fleet.region && demo.stack === fleet.stack && demo.fleet === fleet.fleet;
}

function applicationsOn(policy: Policy, fleetId: string): readonly ApplicationPolicy[] {
  return Object.values(policy.applications).filter(({ fleets }) => fleets.includes(fleetId));
}

function standIn(
  { region, stack, fleet, streamView }: FleetPolicy,
  applications: readonly ApplicationPolicy[],
): EmulatedFleet {
  return {
    region,
    stack,
    fleet,
    fleetType: "ALWAYS_ON",
    state: "RUNNING",
    streamView: streamView === "desktop" ? "DESKTOP" : "APP",
    applications: applications.map(({ name, appstreamApplication }) => ({
      name: appstreamApplication,
      displayName: name.en,
    })),
    capacity: STAND_IN_CAPACITY,
    domainJoined: false,
    disconnectTimeoutSeconds: 900,
  };
}
