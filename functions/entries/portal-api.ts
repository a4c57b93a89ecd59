/** Lambda entry: what portals' servers ask. It launches for people whose access tokens it is shown, and signs nobody in. */
import { portalApiFunction } from "../wiring/portal-api.ts";

export const handler = portalApiFunction(process.env);
