/**
 * A SAML identity provider on loopback, with a sign-in page and "my apps", for the demo and for tests.
 * It does what a careful one in a company does: only signed requests from registered service providers, answers to
 * registered addresses only. What a careless or hostile one would say, tests mint for themselves.
 */

import { createServer } from "node:http";
import { closeServer, listenOnLoopback } from "../../loopback.ts";
import type { DemoPerson } from "../people.ts";
import { makeBrowsers } from "./browsers.ts";
import { startPath } from "./endpoints/my-apps.ts";
import { makeKeyRing } from "./key-ring.ts";
import { metadataXml } from "./metadata.ts";
import type { SamlKey } from "./minting/saml-key.ts";
import type { SignedParts } from "./minting/signed-response.ts";
import { addressesAt, type Provider } from "./provider.ts";
import { serve } from "./routes.ts";
import { makeServiceProviders, type ServiceProvider } from "./service-providers.ts";

export interface SamlIdentityProviderOptions {
  /** 0 asks for a free port. */
  readonly port: number;
  readonly people: readonly DemoPerson[];
  readonly serviceProviders: readonly ServiceProvider[];
  /** Default the metadata's URL. */
  readonly entityId?: string;
  /** The name in its URLs; the server listens on 127.0.0.1 whatever it is called. Default `127.0.0.1`. */
  readonly host?: string;
  /** Default both. */
  readonly sign?: SignedParts;
  /** Default the clock. */
  readonly now?: () => Date;
}

export interface SamlIdentityProvider {
  readonly entityId: string;
  /** `http://127.0.0.1:PORT`, without a trailing slash; shows "my apps". */
  readonly origin: string;
  readonly metadataUrl: string;
  metadataXml(): string;
  /** The key that signs now. */
  key(): SamlKey;
  /**
   * With `publishBoth`, metadata has a next key beside the one that goes on signing; the roll after that makes it
   * sign alone. Without any such notice, a key that nobody has seen signs at once.
   */
  rollKeys(options?: { readonly publishBoth?: boolean }): Promise<void>;
  /** Starts an unsolicited response. Without a relay state, none is sent. */
  tileUrl(serviceProviderEntityId: string, relayState?: string): string;
  /** Adds a service provider, or replaces the one with the same entity ID. */
  register(serviceProvider: ServiceProvider): void;
  stop(): Promise<void>;
}

export async function startSamlIdentityProvider(
  options: SamlIdentityProviderOptions,
): Promise<SamlIdentityProvider> {
  const keys = await makeKeyRing();
  const server = createServer();
  const port = await listenOnLoopback(server, options.port);
  const origin = `http://${options.host ?? "127.0.0.1"}:${port}`;
  const addresses = addressesAt(origin);
  const provider: Provider = {
    entityId: options.entityId ?? addresses.metadata,
    addresses,
    people: options.people,
    serviceProviders: makeServiceProviders(options.serviceProviders),
    keys,
    browsers: makeBrowsers(`saml_${port}`),
    sign: options.sign ?? "both",
    now: options.now ?? (() => new Date()),
  };
  server.on("request", (request, response) => void serve(provider, request, response));
  return {
    entityId: provider.entityId,
    origin,
    metadataUrl: addresses.metadata,
    metadataXml: () => metadataXml(provider),
    key: keys.current,
    rollKeys: keys.roll,
    tileUrl: (entityId, relayState) => `${origin}${startPath(entityId, relayState)}`,
    register: provider.serviceProviders.register,
    stop: () => closeServer(server),
  };
}
