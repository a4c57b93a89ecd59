/**
 * The local world: the broker's own handlers behind an API Gateway adapter, an OpenID provider, a SAML
 * identity provider, an AppStream emulator and a DynamoDB-compatible store, all on loopback, gone without a trace when stopped.
 * Nothing under functions/ knows of it: everything reaches the handlers by their environment.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledPolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import type { AuditSink } from "../../functions/ports.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { launchFunction } from "../../functions/wiring/launch.ts";
import { portalFunction } from "../../functions/wiring/portal.ts";
import { signInOidcFunction } from "../../functions/wiring/sign-in-oidc.ts";
import { signInSamlFunction } from "../../functions/wiring/sign-in-saml.ts";
import { startApiGateway } from "../api-gateway/server.ts";
import { type AppStreamEmulator, startAppStreamEmulator } from "../appstream-emulator/server.ts";
import type { OpenIdProvider } from "../identity-provider/oidc.ts";
import { DEMO_PEOPLE, type DemoPerson } from "../identity-provider/people.ts";
import type { SamlIdentityProvider } from "../identity-provider/saml/server.ts";
import { startStore } from "../store.ts";
import { emulatedFleets } from "./emulated-fleets.ts";
import { startIdentityProviders } from "./identity-providers.ts";

export interface WorldOptions {
  /** The broker's port; the others take the four after it. 0 asks for free ones. */
  readonly port: number;
  readonly policy: Policy;
  /** Of the policy's SAML identity providers that are not the embedded one. */
  readonly samlMetadata?: CompiledPolicy["samlMetadata"];
  /** The name in the embedded SAML identity provider's addresses. Default `127.0.0.1`. */
  readonly samlHost?: string;
  readonly audit: AuditSink;
  /** Where `secret` references of the policy are looked up beside what the world makes itself. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface World {
  readonly origin: string;
  readonly appstream: AppStreamEmulator;
  readonly openIdProvider: OpenIdProvider;
  readonly samlIdentityProvider: SamlIdentityProvider;
  readonly storeEndpoint: string;
  readonly tables: { readonly launch: string; readonly login: string };
  /** As it is served, with the embedded provider's real issuer. */
  readonly policy: Policy;
  readonly people: readonly DemoPerson[];
  /** The functions' environment, for running their bundles against this world. */
  readonly environment: Readonly<Record<string, string>>;
  /** New functions with another policy at the same address; keys, store and what is sealed stay as they are. */
  deploy(policy: Policy, samlMetadata: CompiledPolicy["samlMetadata"]): Promise<void>;
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
  {
    port,
    policy: written,
    samlMetadata = {},
    samlHost = "127.0.0.1",
    audit,
    environment: outer = {},
  }: WorldOptions,
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

  const places = { openIdPort: place(1), samlPort: place(4), samlHost };
  const { origin } = gateway;
  const identity = await startIdentityProviders(
    { policy: written, origin, people: DEMO_PEOPLE, ...places },
    stops,
  );
  const { policy, openIdProvider, samlIdentityProvider } = identity;
  const appstream = await startAppStreamEmulator({ port: place(2), fleets: emulatedFleets(written) });
  stops.push(appstream.stop);
  const store = await startStore({ port: place(3) });
  stops.push(store.stop);
  for (const name of Object.values(TABLES)) await store.createTable({ name, ttlAttribute: "expiresAt" });

  const folder = await mkdtemp(join(tmpdir(), "streamgate-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const policyFile = join(folder, "policy.json");

  const environment: Record<string, string> = {
    ...definedOnly(outer),
    ...identity.environment,
    ...CREDENTIALS,
    BROKER_ORIGIN: gateway.origin,
    AWS_REGION: REGION,
    BROKER_REGIONS: REGION,
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
  const deploy: World["deploy"] = async (served, metadata) => {
    const compiled = compiledPolicy(served, { ...metadata, ...identity.samlMetadata });
    await writeFile(policyFile, serializeCompiledPolicy(compiled));
    functions.set("launch", launchFunction(environment, { audit }));
    functions.set("sign-in-oidc", signInOidcFunction(environment, audit));
    functions.set("sign-in-saml", signInSamlFunction(environment, audit));
    functions.set("portal", portalFunction(environment, audit));
  };
  await deploy(policy, samlMetadata);
  return {
    origin: gateway.origin,
    appstream,
    openIdProvider,
    samlIdentityProvider,
    storeEndpoint: store.endpoint,
    tables: TABLES,
    policy,
    people: DEMO_PEOPLE,
    environment,
    deploy,
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

function definedOnly(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function randomKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
