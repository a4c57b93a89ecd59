/**
 * The service providers that the identity provider knows: what an administrator would have copied from their metadata.
 * Invariant: entity IDs are compared exactly, and an answer goes only to a URL that is registered here.
 */

import { RequestFault } from "./request-fault.ts";

export interface ServiceProvider {
  readonly entityId: string;
  /** HTTP-POST. Compared exactly with what an AuthnRequest asks for. */
  readonly assertionConsumerServiceUrl: string;
  /** HTTP-Redirect. Without it the service provider hears nothing of a logout. */
  readonly singleLogoutUrl?: string;
  /** PEM. Its messages must be signed with one of them. */
  readonly signingCertificates: readonly string[];
  /** PEM. With it, assertions are encrypted. */
  readonly encryptionCertificate?: string;
  /** What "my apps" shows of it. */
  readonly tiles: readonly Tile[];
}

interface Tile {
  readonly label: string;
  /** Sent with the unsolicited response. */
  readonly relayState: string;
}

export interface ServiceProviders {
  /** Replaces one with the same entity ID. */
  register(serviceProvider: ServiceProvider): void;
  /** Throws a `RequestFault` if it is not registered. */
  named(entityId: string): ServiceProvider;
  all(): readonly ServiceProvider[];
}

export function makeServiceProviders(initial: readonly ServiceProvider[]): ServiceProviders {
  const registered = new Map(initial.map((serviceProvider) => [serviceProvider.entityId, serviceProvider]));
  return {
    register: (serviceProvider) => void registered.set(serviceProvider.entityId, serviceProvider),
    named(entityId) {
      const serviceProvider = registered.get(entityId);
      if (!serviceProvider)
        throw new RequestFault(`The service provider ${entityId} is not registered here.`);
      return serviceProvider;
    },
    all: () => [...registered.values()],
  };
}
