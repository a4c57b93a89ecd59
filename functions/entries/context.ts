/** Lambda entry: what instances redeem, and the public keys. It can use up handles, and neither launch nor sign anybody in. */
import { contextFunction } from "../wiring/context.ts";

export const handler = contextFunction(process.env);
