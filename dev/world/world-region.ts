/** One Region of the local world: what a person or a test may take away from it. */
import type { Store } from "../store.ts";
import type { RegionalBroker } from "./regional-broker.ts";

export interface WorldRegion {
  readonly region: string;
  /** Of the Region's own broker, past the front. Sign-ins come back to the front's. */
  readonly origin: string;
  readonly broker: Omit<RegionalBroker, "origin">;
  readonly tables: {
    /** For a client of DynamoDB that looks into this Region's tables. */
    readonly endpoint: string;
    setAway(isAway: boolean): void;
    areAway(): boolean;
  };
  /** Its functions' environment, for running their bundles against this world. */
  readonly environment: Readonly<Record<string, string>>;
}

export function worldRegion(
  region: string,
  broker: RegionalBroker,
  store: Store,
  environment: Readonly<Record<string, string>>,
): WorldRegion {
  let isAway = false;
  return {
    region,
    origin: broker.origin,
    broker,
    tables: {
      endpoint: store.endpointTemplate.replaceAll("{region}", region),
      setAway(wanted) {
        isAway = wanted;
        store.setAway(region, wanted);
      },
      areAway: () => isAway,
    },
    environment,
  };
}
