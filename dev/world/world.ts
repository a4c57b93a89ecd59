/**
 * The local world: the broker's own handlers behind an API Gateway adapter, an OpenID provider, a SAML identity
 * provider, an AppStream emulator, a DynamoDB-compatible store and, where the policy names a key in it, an emulated KMS,
 * all on loopback, gone without a trace when stopped.
 * Of several Regions each has a broker and tables of its own, behind one front.
 * Nothing under functions/ knows of it: everything reaches the handlers by their environment.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledPolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { AuditSink } from "../../functions/ports.ts";
import {
  type AppStreamEmulator,
  type EmulatorOptions,
  startAppStreamEmulator,
} from "../appstream-emulator/server.ts";
import type { OpenIdProvider } from "../identity-provider/oidc.ts";
import { DEMO_PEOPLE, type DemoPerson } from "../identity-provider/people.ts";
import type { SamlIdentityProvider } from "../identity-provider/saml/server.ts";
import { createInstances } from "../instances/instances.ts";
import type { WindowKind } from "../instances/window.ts";
import type { Intranet } from "../intranet/server.ts";
import type { KmsEmulator } from "../kms-emulator/server.ts";
import { startStore } from "../store.ts";
import { startAddress } from "./address.ts";
import { brokerEnvironment, CREDENTIALS, TABLES } from "./broker-environment.ts";
import { startDemoApplication } from "./demo-application.ts";
import { emulatedFleets, emulatedStacks, withEmbeddingScript } from "./emulated-fleets.ts";
import { keysPlace, startEmulatedKeys } from "./emulated-keys.ts";
import type { Answering } from "./front/choose-region.ts";
import { handoverSecrets } from "./handover-secrets.ts";
import { startIdentityProviders } from "./identity-providers.ts";
import { createInstanceRoles, type InstanceRoles } from "./instance-roles.ts";
import { type WorldRegion, worldRegion } from "./world-region.ts";

export interface WorldOptions {
  /** The broker's port; the others take the five after it, and of several Regions each one more. 0 asks for free ones. */
  readonly port: number;
  /** In the order in which they are preferred. Default: one. */
  readonly regions?: readonly string[];
  readonly policy: Policy;
  /** Of the policy's SAML identity providers that are not the embedded one. */
  readonly samlMetadata?: CompiledPolicy["samlMetadata"];
  /** Of keys in KMS that the embedded SAML identity provider does not know. */
  readonly signingCertificates?: CompiledPolicy["signingCertificates"];
  /** The name in the embedded SAML identity provider's addresses. Default `127.0.0.1`. */
  readonly samlHost?: string;
  /** Of the emulator: delays, clock, stacks, or other fleets than the policy's. */
  readonly appstream?: Partial<Omit<EmulatorOptions, "port">>;
  readonly audit: AuditSink;
  /** What the launcher opens on the instances; absent: nothing runs on them, and streams are drawings. */
  readonly instances?: WindowKind;
  /** What the launcher and the demo application write down. */
  readonly log?: (event: object) => void;
  /** Where `secret` references of the policy are looked up beside what the world makes itself. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface World {
  readonly origin: string;
  readonly regions: readonly WorldRegion[];
  /** Credentials for what stands in for instances of fleets that the policy knows by their role. */
  readonly instanceRoles: InstanceRoles;
  /** From now on. Of one Region that Region answers, whatever is said here. */
  answerFrom(answering: Answering): void;
  readonly appstream: AppStreamEmulator;
  /** The demo application; null where the policy hands nobody over to it. */
  readonly intranet: Intranet | null;
  readonly openIdProvider: OpenIdProvider;
  readonly samlIdentityProvider: SamlIdentityProvider;
  /** Null where the policy names no key in KMS. */
  readonly kms: KmsEmulator | null;
  /** The first Region's tables. */
  readonly storeEndpoint: string;
  readonly tables: { readonly launch: string; readonly login: string };
  /** As it is served, with the embedded provider's real issuer. */
  readonly policy: Policy;
  readonly people: readonly DemoPerson[];
  /** The first Region's functions' environment, for running their bundles against this world. */
  readonly environment: Readonly<Record<string, string>>;
  /** New functions with another policy at the same address; keys, store and what is sealed stay as they are. */
  deploy(policy: Policy, samlMetadata: CompiledPolicy["samlMetadata"]): Promise<void>;
  stop(): Promise<void>;
}

const KEEPER_MILLISECONDS = 60_000;
const DEFAULT_REGIONS = ["eu-west-1"];

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
    regions: names = DEFAULT_REGIONS,
    policy: written,
    samlMetadata = {},
    signingCertificates = {},
    samlHost = "127.0.0.1",
    appstream: emulated = {},
    audit,
    instances: window,
    log = () => undefined,
    environment: outer = {},
  }: WorldOptions,
  stops: (() => Promise<void>)[],
): Promise<Omit<World, "stop">> {
  const place = (offset: number): number => (port === 0 ? 0 : port + offset);
  // Who answers listens first, since the providers must know the broker's origin; its functions come last.
  const regions: WorldRegion[] = [];
  const instanceRoles = createInstanceRoles();
  const { callerOf } = instanceRoles;
  const address = await startAddress(
    { port, regionPort: (index) => place(6 + index), names, regions, callerOf },
    stops,
  );
  const { origin } = address;

  const places = { openIdPort: place(1), samlPort: place(4), samlHost };
  const { kms, keys: kmsKeys } = await startEmulatedKeys(written, keysPlace(names), stops);
  const identity = await startIdentityProviders(
    { policy: written, origin, people: DEMO_PEOPLE, kmsKeys, ...places },
    stops,
  );
  const { openIdProvider, samlIdentityProvider } = identity;
  const demo = { port: place(5), brokerOrigin: origin, onVisit: log };
  const { policy: moved, intranet } = await startDemoApplication(identity.policy, demo, stops);
  const endpoints = Object.fromEntries(address.brokers.map(({ region, broker }) => [region, broker.origin]));
  const instances =
    window && createInstances({ window, policy: moved, endpoints, roles: instanceRoles, onEvent: log });
  const appstream = await startAppStreamEmulator({
    port: place(2),
    fleets: emulatedFleets(written),
    stacks: emulatedStacks(written, origin),
    ...(instances && { software: instances.software }),
    ...emulated,
  });
  stops.push(appstream.stop);
  const policy = withEmbeddingScript(moved, appstream.origin);
  if (instances !== undefined) stops.push(instances.stop);
  const store = await startStore({ port: place(3), regions: names });
  stops.push(store.stop);
  for (const name of Object.values(TABLES)) await store.createTable({ name, ttlAttribute: "expiresAt" });

  const folder = await mkdtemp(join(tmpdir(), "streamgate-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const policyFile = join(folder, "policy.json");

  const secrets = {
    ...(await handoverSecrets(written)),
    ...definedOnly(outer),
    ...identity.environment,
  };
  const shared = brokerEnvironment({ origin, regions: names, policyFile, appstream, store, kms, secrets });
  for (const { region, broker } of address.brokers) {
    regions.push(worldRegion(region, broker, store, { ...shared, AWS_REGION: region }));
  }
  // The SDK reads its credentials from the process, where Lambda puts them too.
  Object.assign(process.env, CREDENTIALS);
  const deploy: World["deploy"] = async (served, metadata) => {
    const compiled = compiledPolicy(served, {
      samlMetadata: { ...metadata, ...identity.samlMetadata },
      signingCertificates: { ...signingCertificates, ...identity.signingCertificates },
    });
    await writeFile(policyFile, serializeCompiledPolicy(compiled));
    for (const { broker, environment } of regions) broker.deploy(environment, audit);
  };
  await deploy(policy, samlMetadata);
  stops.push(keepTimeIn(regions));
  return {
    origin,
    regions,
    instanceRoles,
    answerFrom: address.answerFrom,
    appstream,
    intranet,
    openIdProvider,
    samlIdentityProvider,
    kms,
    storeEndpoint: store.endpoint,
    tables: TABLES,
    policy,
    people: DEMO_PEOPLE,
    environment: regions[0]?.environment ?? shared,
    deploy,
  };
}

/** Each Region's keeper, as often as AWS calls it. Answers how to stop. */
function keepTimeIn(regions: readonly WorldRegion[]): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve();
  const clock = setInterval(() => {
    const running = regions.filter(({ broker }) => broker.isRunning());
    // What it cannot do is in the audit, or for the next minute.
    underWay = Promise.allSettled(running.map(({ broker }) => broker.keepTime()));
  }, KEEPER_MILLISECONDS);
  return async () => {
    clearInterval(clock);
    await underWay;
  };
}

function definedOnly(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
