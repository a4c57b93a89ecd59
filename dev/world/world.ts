/**
 * The local world: the broker's own handlers behind an API Gateway adapter, an OpenID provider, an AppStream
 * emulator and a DynamoDB-compatible store, all on loopback, gone without a trace when stopped.
 * Nothing under functions/ knows of it: everything reaches the handlers by their environment.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledPolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import type { OidcProviderPolicy, Policy } from "../../functions/core/policy.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import type { AuditSink } from "../../functions/ports.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { launchFunction } from "../../functions/wiring/launch.ts";
import { portalFunction } from "../../functions/wiring/portal.ts";
import { signInOidcFunction } from "../../functions/wiring/sign-in-oidc.ts";
import { startApiGateway } from "../api-gateway/server.ts";
import { type AppStreamEmulator, startAppStreamEmulator } from "../appstream-emulator/server.ts";
import { type OpenIdProvider, startOpenIdProvider } from "../identity-provider/oidc.ts";
import { DEMO_PEOPLE, type DemoPerson } from "../identity-provider/people.ts";
import { startStore } from "../store.ts";
import { EMBEDDED_ISSUER, type EmbeddedClient, embeddedClient } from "./embedded-clients.ts";
import { emulatedFleets } from "./emulated-fleets.ts";

export interface WorldOptions {
  /** The broker's port; the others take the three after it. 0 asks for free ones. */
  readonly port: number;
  readonly policy: Policy;
  readonly audit: AuditSink;
  /** Where `secret` references of the policy are looked up beside what the world makes itself. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface World {
  readonly origin: string;
  readonly appstream: AppStreamEmulator;
  readonly openIdProvider: OpenIdProvider;
  readonly storeEndpoint: string;
  readonly tables: { readonly launch: string; readonly login: string };
  /** As it is served, with the embedded provider's real issuer. */
  readonly policy: Policy;
  readonly people: readonly DemoPerson[];
  /** The functions' environment, for running their bundles against this world. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const TABLES = { launch: "streamgate-launches", login: "streamgate-logins" };
const REGION = "eu-west-1";
/** The SDK wants some; the emulators check their form. Real credentials of the developer must never be used here. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: "AKIALOCALWORLD000000", AWS_SECRET_ACCESS_KEY: "local-world" };

export async function startWorld(options: WorldOptions): Promise<World> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(options, stops)), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function start(
  { port, policy: written, audit, environment: outer = {} }: WorldOptions,
  stops: (() => Promise<void>)[],
): Promise<Omit<World, "stop">> {
  const place = (offset: number): number => (port === 0 ? 0 : port + offset);
  // The gateway listens first, since the provider must know the broker's origin; its functions come last.
  const functions = new Map<string, FunctionHandler>();
  const gateway = await startApiGateway({
    port,
    routes: FUNCTIONS.flatMap(({ name, routeKeys }) =>
      routeKeys.map((routeKey) => ({ routeKey, handler: lateBound(functions, name) })),
    ),
  });
  stops.push(gateway.stop);

  const clients = await embeddedClients(written, gateway.origin);
  const openIdProvider = await startOpenIdProvider({
    port: place(1),
    clients: clients.map(({ client }) => client),
    people: DEMO_PEOPLE,
  });
  stops.push(openIdProvider.stop);
  const appstream = await startAppStreamEmulator({ port: place(2), fleets: emulatedFleets(written) });
  stops.push(appstream.stop);
  const store = await startStore({ port: place(3) });
  stops.push(store.stop);
  for (const name of Object.values(TABLES)) await store.createTable({ name, ttlAttribute: "expiresAt" });

  const policy = withIssuer(written, openIdProvider.issuer);
  const folder = await mkdtemp(join(tmpdir(), "streamgate-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const policyFile = join(folder, "policy.json");
  await writeFile(policyFile, serializeCompiledPolicy(compiledPolicy(policy)));

  const environment: Record<string, string> = {
    ...definedOnly(outer),
    ...Object.assign({}, ...clients.map((client) => client.environment)),
    ...CREDENTIALS,
    BROKER_ORIGIN: gateway.origin,
    AWS_REGION: REGION,
    POLICY_FILE: policyFile,
    LAUNCH_TABLE: TABLES.launch,
    LOGIN_TABLE: TABLES.login,
    SEALING_KEYS: "env:LOCAL_SEALING_KEYS",
    LOCAL_SEALING_KEYS: `local:${randomKey()}`,
    PSEUDONYM_KEY: "env:LOCAL_PSEUDONYM_KEY",
    // Constant, so that a person keeps home folder and user id from one start to the next.
    LOCAL_PSEUDONYM_KEY: Buffer.from("the local world's pseudonym key!").toString("base64url"),
    AWS_ENDPOINT_URL_APPSTREAM: appstream.endpointTemplate,
    AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
  };
  // The SDK reads its credentials from the process, where Lambda puts them too.
  Object.assign(process.env, CREDENTIALS);
  functions.set("launch", launchFunction(environment, { audit }));
  functions.set("sign-in-oidc", signInOidcFunction(environment, audit));
  functions.set("portal", portalFunction(environment, audit));
  return {
    origin: gateway.origin,
    appstream,
    openIdProvider,
    storeEndpoint: store.endpoint,
    tables: TABLES,
    policy,
    people: DEMO_PEOPLE,
    environment,
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

async function embeddedClients(policy: Policy, origin: string): Promise<readonly EmbeddedClient[]> {
  const embedded = Object.entries(policy.identityProviders).filter(([, provider]) => isEmbedded(provider));
  return await Promise.all(
    embedded.map(([id, provider]) => embeddedClient(provider, `${origin}/login/${id}/callback`)),
  );
}

function isEmbedded({ issuer }: OidcProviderPolicy): boolean {
  return issuer === EMBEDDED_ISSUER;
}

function withIssuer(policy: Policy, issuer: string): Policy {
  const moved = Object.entries(policy.identityProviders).map(([id, provider]) => [
    id,
    isEmbedded(provider) ? { ...provider, issuer } : provider,
  ]);
  return { ...policy, identityProviders: Object.fromEntries(moved) };
}

function definedOnly(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function randomKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
