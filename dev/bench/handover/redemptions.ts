/**
 * What a redemption costs beside one conditional write of the same store, by turns: the write is the one that closes the
 * launch, whose handle is redeemed after it. And ten thousand redemptions of one handle, of which one may succeed.
 */
import { median } from "../statistics.ts";
import { type HandoverStage, HOME, REGIONS, redeem } from "./stage.ts";

export interface RedemptionFigures {
  readonly redeemP50: number;
  readonly writeP50: number;
}

export interface RaceFigures {
  readonly racers: number;
  readonly succeeded: number;
  readonly refused: number;
  /** The store was too busy to say; asked again, they would be refused. */
  readonly unanswered: number;
  readonly seconds: number;
}

const WARM_UP = 50;
/** In each Region: about what a table in one thread answers within the store's deadline. */
const AT_ONCE = 50;

export async function measureRedemptions(stage: HandoverStage, rounds: number): Promise<RedemptionFigures> {
  const redeemed = stage.functions.get(HOME);
  if (redeemed === undefined) throw new Error("the home Region has no function");
  const [redeems, writes]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const { launchId, context } = await stage.begin();
    const now = Math.floor(Date.now() / 1000);
    const began = performance.now();
    const finished = await stage.launches.finish(launchId, { state: "url_created" }, [], now);
    const written = performance.now();
    const status = await redeem(redeemed, context);
    const ended = performance.now();
    if (!finished.ok || status !== 200) throw new Error(`the redemption was answered with ${status}`);
    if (round < 0) continue;
    writes.push(written - began);
    redeems.push(ended - written);
  }
  return { redeemP50: median(redeems), writeP50: median(writes) };
}

export async function measureRace(stage: HandoverStage, racers: number): Promise<RaceFigures> {
  const { context } = await stage.begin();
  const statuses: number[] = [];
  let left = racers;
  const began = performance.now();
  const runner = async (region: string): Promise<void> => {
    const redeemed = stage.functions.get(region);
    while (redeemed !== undefined && left > 0) {
      left -= 1;
      statuses.push(await redeem(redeemed, context));
    }
  };
  await Promise.all(REGIONS.flatMap((region) => Array.from({ length: AT_ONCE }, () => runner(region))));
  const count = (status: number): number => statuses.filter((one) => one === status).length;
  return {
    ...{ racers: statuses.length, succeeded: count(200), refused: count(403), unanswered: count(503) },
    seconds: (performance.now() - began) / 1000,
  };
}
