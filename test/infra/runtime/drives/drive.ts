/** What a drive is given: the deployment, and where its functions answer. */
import type { AuditEvent } from "../../../../functions/core/audit-event.ts";
import { type SamlTraveller, samlTraveller } from "../../../support/saml-traveller.ts";
import type { DeployedBroker } from "../deployed-broker.ts";

/** Through an API of the broker at this origin. Throws where the function does not do its work. */
export type HttpDrive = (broker: DeployedBroker, origin: string) => Promise<void>;

/** By events of its own. */
export type EventDrive = (broker: DeployedBroker) => Promise<void>;

/** A person who knows the deployed functions' origin and no other one of the broker's. */
export function personAt({ world }: DeployedBroker, origin: string, username = "lucia"): SamlTraveller {
  return samlTraveller({ world: { ...world, origin }, events: [] }, username);
}

export function lastEvent({ events }: DeployedBroker, kind: AuditEvent["event"]): AuditEvent | undefined {
  const ofKind = events().filter(({ event }) => event === kind);
  // Several environments write at once, each to a log of its own.
  return ofKind.toSorted((a, b) => (a.time < b.time ? -1 : 1)).at(-1);
}
