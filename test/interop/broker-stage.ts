/**
 * The whole broker, as `npm start` runs it, between the two identity providers: each side has imported the other's
 * metadata as it came, and the broker's keys reach the functions by the policy's `env:` references.
 */
import { environmentName } from "../../dev/world/environment-name.ts";
import { startWorld, type World } from "../../dev/world/world.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import { makeCredentials } from "./broker-credentials.ts";
import {
  compileBrokerPolicy,
  oidcProvider,
  type SamlSettings,
  samlProvider,
  secretReference,
} from "./broker-policy.ts";
import type { SamlIdentityProvider, ServiceProvider } from "./identity-provider.ts";
import { type LemonLdap, startLemonLdap } from "./lemonldap.ts";
import { type SimpleSamlPhp, startSimpleSamlPhp } from "./simplesamlphp.ts";

interface IdentityProviders {
  readonly ssp: SimpleSamlPhp;
  readonly lemon: LemonLdap;
}

/** One registration of the broker at an identity provider. */
interface SamlRegistration {
  readonly at: SamlIdentityProvider;
  readonly policy?: SamlSettings;
  /** What the identity provider's administrator adds to the metadata. */
  readonly imported?: Omit<ServiceProvider, "id" | "metadataXml">;
}

/** By id in the policy. */
interface Registrations {
  readonly saml?: Readonly<Record<string, SamlRegistration>>;
  readonly oidc?: Readonly<Record<string, LemonLdap>>;
}

export interface BrokerStage extends IdentityProviders {
  readonly world: World;
  /** What was written down since the last call, but for the days that keys have left. */
  takeEvents(): readonly AuditEvent[];
  /** Compiles the policy again, with the identity providers' metadata of now, and deploys it at the same address. */
  deploy(changed?: Readonly<Record<string, SamlSettings>>): Promise<void>;
  stop(): Promise<void>;
}

/** Default: one registration at each, `ssp` and `lemon`. */
export async function startBrokerStage(
  register: (providers: IdentityProviders) => Registrations = ({ ssp, lemon }) => ({
    saml: { ssp: { at: ssp }, lemon: { at: lemon } },
  }),
): Promise<BrokerStage> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  const started = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const server = await starting;
    stops.push(server.stop);
    return server;
  };
  try {
    const starting = [started(startSimpleSamlPhp()), started(startLemonLdap())] as const;
    // Where one does not start, the other must have before it can be stopped.
    await Promise.allSettled(starting);
    const [ssp, lemon] = await Promise.all(starting);
    const registrations = register({ ssp, lemon });
    const { policy, samlMetadata } = await compile(registrations);
    const environment = await makeCredentials(policy);
    const events: AuditEvent[] = [];
    const audit = { write: (event: AuditEvent) => void events.push(event) };
    const world = await started(startWorld({ port: 0, policy, samlMetadata, environment, audit }));
    await registerBroker(registrations, world);
    return {
      ssp,
      lemon,
      world,
      takeEvents: () => events.splice(0).filter(({ event }) => event !== "identity_provider_keys"),
      async deploy(changed) {
        const compiled = await compile(registrations, changed);
        await world.deploy(compiled.policy, compiled.samlMetadata);
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function compile(
  { saml = {}, oidc = {} }: Registrations,
  changed: Readonly<Record<string, SamlSettings>> = {},
) {
  const metadata = Object.entries(saml).map(async ([id, { at }]) => [id, await at.metadataXml()] as const);
  const providers = [
    ...Object.entries(saml).map(([id, { at, policy }]) => {
      return [id, samlProvider(id, at.samlEntityId, { ...policy, ...changed[id] })] as const;
    }),
    ...Object.entries(oidc).map(([id, { oidcIssuer }]) => [id, oidcProvider(id, oidcIssuer)] as const),
  ];
  return await compileBrokerPolicy(Object.fromEntries(providers), new Map(await Promise.all(metadata)));
}

async function registerBroker({ saml = {}, oidc = {} }: Registrations, world: World): Promise<void> {
  for (const at of new Set(Object.values(saml).map((registration) => registration.at))) {
    const theirs = Object.entries(saml).filter(([, registration]) => registration.at === at);
    const imports = theirs.map(async ([id, { imported }]) => {
      return { id, metadataXml: await publishedMetadata(world, id), ...imported };
    });
    await at.importServiceProviders(await Promise.all(imports));
  }
  for (const [id, at] of Object.entries(oidc)) {
    const secret = world.environment[environmentName(secretReference(id, "secret"))] ?? "";
    const redirectUri = `${world.origin}/login/${id}/callback`;
    await at.registerClient({ clientId: "the-broker", secret, redirectUri });
  }
}

/** As an identity provider's administrator fetches it. */
async function publishedMetadata({ origin }: World, id: string): Promise<string> {
  const response = await fetch(`${origin}/login/${id}/metadata`);
  if (!response.ok) throw new Error(`no metadata for ${id}: ${await response.text()}`);
  return await response.text();
}
