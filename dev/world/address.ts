/** Where browsers find the broker: the gateway of its one Region, or a front with each Region's gateway behind it. */
import type { IamAuthorizer } from "../api-gateway/iam-authorizer.ts";
import { type Answering, createRegionChooser } from "./front/choose-region.ts";
import { startFront } from "./front/front.ts";
import { createSwitchboard } from "./front/switchboard.ts";
import { type RegionalBroker, startRegionalBroker } from "./regional-broker.ts";
import type { WorldRegion } from "./world-region.ts";

export interface AddressOptions {
  /** 0 asks for a free port. */
  readonly port: number;
  /** Of each Region's own gateway, where there are several. */
  readonly regionPort: (index: number) => number;
  readonly names: readonly string[];
  /** Who may sign requests, by access key. */
  readonly callerOf: IamAuthorizer["callerOf"];
  /** What the switchboard turns; whoever starts the world fills it. */
  readonly regions: readonly WorldRegion[];
}

export interface Address {
  readonly origin: string;
  readonly brokers: readonly { readonly region: string; readonly broker: RegionalBroker }[];
  answerFrom(answering: Answering): void;
}

/** What has been started is put on `stops` at once. */
export async function startAddress(
  { port, regionPort, names, regions, callerOf }: AddressOptions,
  stops: (() => Promise<void>)[],
): Promise<Address> {
  const brokers: { region: string; broker: RegionalBroker }[] = [];
  for (const [index, region] of names.entries()) {
    const broker = await startRegionalBroker(names.length === 1 ? port : regionPort(index), {
      region,
      callerOf,
    });
    stops.push(broker.stop);
    brokers.push({ region, broker });
  }
  const [first, second] = brokers;
  if (first !== undefined && second === undefined) {
    return { origin: first.broker.origin, brokers, answerFrom: () => {} };
  }
  const chooser = createRegionChooser(brokers.map(({ region, broker: { origin } }) => ({ region, origin })));
  const front = await startFront({ port, chooser, switchboard: createSwitchboard(regions, chooser) });
  stops.push(front.stop);
  return {
    origin: front.origin,
    brokers,
    answerFrom(answering) {
      chooser.answering = answering;
    },
  };
}
