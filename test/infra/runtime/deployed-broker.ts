/**
 * A whole deployment on this machine: the demo policy and an example deployment file go through the same build and synth
 * as for AWS, and each function that comes out runs in a process of its own against the local world.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApiGateway } from "../../../dev/api-gateway/server.ts";
import { buildRuntimeClient } from "../../../dev/lambda-runtime/build-runtime-client.ts";
import type { World } from "../../../dev/world/world.ts";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { nextLiveKeys } from "../../../infra/broker/rotation/live-keys.ts";
import { buildArtifacts } from "../../../infra/synth/artifacts.ts";
import { startDemoWorld } from "../../support/demo-world.ts";
import { anEvent } from "../../support/http-builders.ts";
import { withBothProviders } from "../../support/saml-traveller.ts";
import { loadExample, withDeployment } from "../assembly.ts";
import { deployedPolicy } from "./deployed-policy.ts";
import { startParametersExtension } from "./parameters-extension.ts";
import type { Payload } from "./payloads.ts";
import { type RunningFunction, runFunction } from "./running-function.ts";
import { SecretsManager } from "./secrets-manager.ts";
import { archivesOf, type SynthesisedFunction, synthesise } from "./synthesised.ts";

export interface DeployedBroker {
  readonly world: World;
  /** Folders of all artifacts that become archives. */
  readonly archives: readonly string[];
  readonly functions: readonly SynthesisedFunction[];
  readonly secrets: SecretsManager;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly folder: string;
  /** What the functions behind the API have written so far. */
  events(): readonly AuditEvent[];
  /** An API in front of the functions of functions/routes.ts. */
  serve(payload: Payload): Promise<string>;
  /** One more environment of a function, as if it had been idle; it ends with the rest. */
  start(fn: SynthesisedFunction, overlay?: Readonly<Record<string, string>>): Promise<RunningFunction>;
  stop(): Promise<void>;
}

/** As long as a real one: it is sent with every request. */
const SESSION_TOKEN = "t".repeat(900);

export async function startDeployedBroker(): Promise<DeployedBroker> {
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(stops)), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function start(stops: (() => Promise<void> | void)[]): Promise<Omit<DeployedBroker, "stop">> {
  const folder = mkdtempSync(join(tmpdir(), "streamgate-deployed-"));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const { world } = await startDemoWorld((policy) => ({
    ...withBothProviders(policy),
    // A fleet that fills up is to be seen at once.
    limits: { ...policy.limits, capacityRefreshSeconds: 1 },
  }));
  stops.push(() => world.stop());

  const { compiledPolicy, secrets: ofPolicy } = deployedPolicy(world);
  const example = withDeployment(await loadExample("cloudfront"), { streaming: null });
  const loaded = { ...example, compiledPolicy };
  const artifacts = await buildArtifacts(loaded, join(folder, "artifacts"));
  const functions = synthesise(loaded, artifacts, join(folder, "cdk.out"));
  const clientFile = await buildRuntimeClient(folder);

  const secrets = new SecretsManager({
    ...ofPolicy,
    // As the first rotation leaves it, which runs at once after deployment.
    "streamgate/sealing-keys": nextLiveKeys("", Date.now(), randomText),
    "streamgate/pseudonym-key": randomText(48),
  });
  const extension = await startParametersExtension(secrets, SESSION_TOKEN);
  stops.push(extension.stop);

  const credentials = {
    accessKeyId: world.environment.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: world.environment.AWS_SECRET_ACCESS_KEY ?? "",
  };
  const common = {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: SESSION_TOKEN,
  };
  /** The broker's address, the emulators' and the extension's port: nothing else is not as deployed. */
  const ofBroker = {
    BROKER_ORIGIN: world.origin,
    AWS_ENDPOINT_URL_APPSTREAM: world.appstream.endpointTemplate,
    AWS_ENDPOINT_URL_DYNAMODB: world.storeEndpoint,
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(extension.port),
  };
  const startOne: DeployedBroker["start"] = async (fn, overlay = ofBroker) => {
    const running = await runFunction(fn, clientFile, { ...common, ...overlay });
    stops.push(running.stop);
    return running;
  };
  const running = new Map<string, RunningFunction>();
  for (const { name } of FUNCTIONS) running.set(name, await startOne(functionOf(functions, name)));
  return {
    world,
    archives: archivesOf(artifacts),
    functions,
    secrets,
    credentials,
    folder,
    start: startOne,
    events: () => [...running.values()].flatMap(({ events }) => events),
    async serve({ toFunction, toGateway }) {
      const routes = FUNCTIONS.flatMap(({ name, routeKeys }) =>
        routeKeys.map((routeKey) => ({
          routeKey,
          handler: async (event: Event) =>
            toGateway(await running.get(name)?.invoke(toFunction(atTheEdge(event)))),
        })),
      );
      const gateway = await startApiGateway({ port: 0, routes });
      stops.push(gateway.stop);
      return gateway.origin;
    },
  };
}

type Event = Parameters<Payload["toFunction"]>[0];

/** As API Gateway hands on what CloudFront asks, with the client certificate of the example deployment. */
export function atTheEdge(event: Event): Event {
  const { requestContext } = anEvent({ clientCertificate: "CN=streamgate-edge,O=Northwind Bank" });
  const { authentication } = requestContext;
  return { ...event, requestContext: { ...event.requestContext, ...(authentication && { authentication }) } };
}

/** By archive and, where two functions share one, by handler. */
export function functionOf(
  functions: readonly SynthesisedFunction[],
  archive: string,
  handler = "index.handler",
): SynthesisedFunction {
  const found = functions.filter((fn) => fn.archive === archive && fn.handler === handler);
  const [one] = found;
  if (one === undefined || found.length > 1) throw new TypeError(`${found.length} × ${archive}, ${handler}`);
  return one;
}

function randomText(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("base64url");
}
