/** Lambda entry: the pages and checks that need neither a sign-in protocol nor AppStream. */
import { portalFunction } from "../wiring/portal.ts";

export const handler = portalFunction(process.env);
