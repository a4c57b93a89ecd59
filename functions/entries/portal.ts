/** Lambda entry: the catalogue, and the pages and checks that need no sign-in protocol. */
import { portalFunction } from "../wiring/portal.ts";

export const handler = portalFunction(process.env);
