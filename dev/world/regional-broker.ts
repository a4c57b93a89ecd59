/**
 * The broker of one Region: its functions behind a gateway of their own, as AWS runs them.
 * Invariant: nothing of one Region's broker is shared with another's; they know each other's tables only.
 */
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import type { KeepTime, KeptTime } from "../../functions/people/keep-time.ts";
import type { AuditSink } from "../../functions/ports.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { approvalsFunction } from "../../functions/wiring/approvals.ts";
import { contextFunction } from "../../functions/wiring/context.ts";
import { keeperFunction } from "../../functions/wiring/keeper.ts";
import { launchFunction } from "../../functions/wiring/launch.ts";
import { operatorFunction } from "../../functions/wiring/operator.ts";
import { portalFunction } from "../../functions/wiring/portal.ts";
import { portalApiFunction } from "../../functions/wiring/portal-api.ts";
import { sessionsFunction } from "../../functions/wiring/sessions.ts";
import { signInOidcFunction } from "../../functions/wiring/sign-in-oidc.ts";
import { signInSamlFunction } from "../../functions/wiring/sign-in-saml.ts";
import type { IamAuthorizer } from "../api-gateway/iam-authorizer.ts";
import { type ApiGateway, startApiGateway } from "../api-gateway/server.ts";

export interface RegionalBroker {
  /** Of its gateway. */
  readonly origin: string;
  /** Functions that have just started, with this environment. */
  deploy(environment: Readonly<Record<string, string>>, audit: AuditSink): void;
  /** What AWS does every minute. */
  keepTime(): Promise<KeptTime | undefined>;
  /** As a Region is lost: what is under way is cut off, and nobody listens any more. */
  stop(): Promise<void>;
  /** At the same address again. */
  start(): Promise<void>;
  isRunning(): boolean;
}

/** In AWS an API of their own lets instances in (infra/broker/instance-api.ts). */
const INSTANCE_ROUTE = "POST /context/redeem";

/** `port` 0 asks for a free one; `authorizer` knows the instances' roles. Answers 503 until something is deployed. */
export async function startRegionalBroker(port: number, authorizer: IamAuthorizer): Promise<RegionalBroker> {
  const functions = new Map<string, FunctionHandler>();
  const routes = FUNCTIONS.flatMap(({ name, routeKeys }) =>
    routeKeys.map((routeKey) => ({
      routeKey,
      handler: lateBound(functions, name),
      ...(routeKey === INSTANCE_ROUTE && { authorizer }),
    })),
  );
  let keeper: KeepTime | undefined;
  let gateway: ApiGateway | undefined = await startApiGateway({ port, routes });
  const { origin } = gateway;
  return {
    origin,
    deploy(environment, audit) {
      functions.set("launch", launchFunction(environment, { audit }));
      functions.set("sign-in-oidc", signInOidcFunction(environment, audit));
      functions.set("sign-in-saml", signInSamlFunction(environment, audit));
      functions.set("portal", portalFunction(environment, audit));
      functions.set("sessions", sessionsFunction(environment, audit));
      functions.set("operator", operatorFunction(environment, audit));
      functions.set("approvals", approvalsFunction(environment, audit));
      functions.set("portal-api", portalApiFunction(environment, { audit }));
      functions.set("context", contextFunction(environment, audit));
      keeper = keeperFunction(environment, audit);
    },
    keepTime: async () => await keeper?.(),
    async stop() {
      const running = gateway;
      gateway = undefined;
      await running?.stop();
    },
    async start() {
      gateway ??= await startApiGateway({ port: Number(new URL(origin).port), routes });
    },
    isRunning: () => gateway !== undefined,
  };
}

function lateBound(functions: ReadonlyMap<string, FunctionHandler>, name: string): FunctionHandler {
  return async (event, context) => {
    const handler = functions.get(name);
    return handler === undefined
      ? { statusCode: 503, headers: { "retry-after": "1" } }
      : await handler(event, context);
  };
}
