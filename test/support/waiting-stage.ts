/**
 * The launch function behind a gateway, for a real browser: the real broker, lines and pages, and a moment that a test
 * changes as it goes. Whoever comes to sign in is Ana.
 */
import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { startApiGateway } from "../../dev/api-gateway/server.ts";
import { sealSession } from "../../functions/broker-session.ts";
import { launchPath } from "../../functions/core/intent.ts";
import type { ApplicationPolicy, FleetPolicy, Policy } from "../../functions/core/policy.ts";
import { readIntent } from "../../functions/handlers/launch-intent.ts";
import { SESSION_COOKIE, setCookie } from "../../functions/http/cookies.ts";
import { defineFunction, type Route } from "../../functions/http/define-function.ts";
import { redirect } from "../../functions/http/response.ts";
import type { Clock } from "../../functions/ports.ts";
import {
  LAUNCH_ROUTES,
  type LaunchFunctionPorts,
  launchFunctionPorts,
} from "../../functions/wiring/launch-routes.ts";
import {
  ANA,
  aPolicy,
  type BrokerStage,
  FRANKFURT,
  IRELAND,
  LIMITS,
  startBrokerStage,
  TREASURY,
  VIRGINIA,
} from "./broker-builders.ts";
import { createFixedWatch } from "./fixed-watch.ts";
import { aProvider, NO_TRUST } from "./http-builders.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";
import { aFleetStatus } from "./situations.ts";

export interface WaitingStage {
  readonly broker: BrokerStage;
  /** Of the application's launch link. */
  link(application: string, query?: string): string;
  /** What AppStream says of the fleet's free places from now on; null: it is starting. */
  setFreePlaces(fleet: "ireland" | "virginia" | "frankfurt", places: number | null): void;
  /** Route keys as they were answered, oldest first. */
  readonly answered: readonly string[];
  /** From now on everybody is signed out. */
  endBrokerSessions(): void;
}

const application = (change: Partial<ApplicationPolicy>): ApplicationPolicy => ({
  ...{ ...TREASURY, context: null, fleets: ["ireland"], ...change },
});

const APPLICATIONS = {
  treasury: application({
    name: { en: "Treasury desk", es: "Mesa de tesorería" },
    overflow: { fleets: ["virginia"], consent: true },
  }),
  design: application({
    name: { en: "Branch designer", es: "Diseño de oficinas" },
    appstreamApplication: "BranchDesigner",
  }),
  archive: application({ name: { en: "Archive", es: "Archivo" }, fleets: ["frankfurt"] }),
};
const FLEETS: Readonly<Record<string, FleetPolicy>> = {
  ireland: IRELAND,
  frankfurt: {
    ...FRANKFURT,
    drain: { owner: "infrastructure", reason: "new image", until: "2099-01-01T00:00:00Z", force: true },
  },
  virginia: VIRGINIA,
};

export async function startWaitingStage(
  change: Partial<Policy> = {},
  now: Clock = Date.now,
): Promise<WaitingStage> {
  const watch = createFixedWatch();
  const policy = aPolicy({
    identityProviders: { corporate: aProvider() },
    fleets: FLEETS,
    applications: APPLICATIONS,
    limits: { ...LIMITS, capacityRefreshSeconds: 2 },
    support: { en: "IT help desk, extension 4357", es: "Soporte de TI, extensión 4357" },
    ...change,
  });
  const broker = await startBrokerStage(policy, { watch, now });
  const answered: string[] = [];
  let ports: LaunchFunctionPorts | undefined;
  const sessions = new Set<string>();
  const ended = new Set<string>();
  const signIn: Route<LaunchFunctionPorts> = async (request, { sealer, revocations, now }) => {
    const randomText = (length: number): string => randomBytes(length).toString("base64url");
    const lifetime = { brokerSessionSeconds: 3_600 };
    const sealed = await sealSession({ sealer, revocations, now, randomText, sessions: lifetime }, ANA);
    const intent = readIntent(request.query.get("application") ?? "", request.query);
    if (!sealed.ok || !intent.ok) throw new Error("nobody can sign in");
    const { sealedSession } = sealed.value;
    sessions.add(sealedSession);
    return redirect(launchPath(intent.value), [setCookie(SESSION_COOKIE, sealedSession, 3_600)]);
  };
  const handler = defineFunction<LaunchFunctionPorts>({
    routes: { ...LAUNCH_ROUTES, "GET /login/{idp}": signIn },
    ports: async () => {
      if (ports === undefined) throw new Error("not started");
      return ports;
    },
    edgeTrust: async () => NO_TRUST,
    audit: broker.audit,
  });
  const routeKeys = [...Object.keys(LAUNCH_ROUTES), "GET /login/{idp}"];
  const gateway = await startApiGateway({
    port: 0,
    routes: routeKeys.map((routeKey) => ({
      routeKey,
      handler: (event, context) => {
        answered.push(routeKey);
        return handler(event, context);
      },
    })),
  });
  onTestFinished(() => gateway.stop());
  const { sealer } = broker.ports;
  const open: typeof sealer.open = async (purpose, sealed) =>
    ended.has(sealed) ? undefined : sealer.open(purpose, sealed);
  ports = launchFunctionPorts(
    { ...broker.ports, sealer: { ...sealer, open }, revocations: NO_REVOCATIONS },
    gateway.origin,
  );
  return {
    broker,
    link: (id, query = "") => `${gateway.origin}/launch/${id}${query}`,
    setFreePlaces(fleet, places) {
      const state = places === null ? "starting" : "running";
      watch.fleets.set(
        fleet,
        aFleetStatus({ state, freePlaces: places ?? 0, kind: "on_demand", observedAt: Date.now() }),
      );
    },
    answered,
    endBrokerSessions() {
      for (const session of sessions) ended.add(session);
    },
  };
}
