/** Lambda entry: the keeper, which EventBridge calls every minute. What it answers, nobody reads. */
import { keeperFunction } from "../wiring/keeper.ts";

export const handler = keeperFunction(process.env);
