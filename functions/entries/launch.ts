/** Lambda entry: the launch function, the only one that may create streaming URLs. */
import { launchFunction } from "../wiring/launch.ts";

export const handler = launchFunction(process.env);
