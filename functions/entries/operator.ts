/** Lambda entry: what operators ask. It reads launch records and can neither launch nor sign anybody in. */
import { operatorFunction } from "../wiring/operator.ts";

export const handler = operatorFunction(process.env);
