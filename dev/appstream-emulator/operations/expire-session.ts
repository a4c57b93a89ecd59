/**
 * ExpireSession.
 * It declares no error: a session that is over or unknown is answered like any other.
 */
import { EXPIRE_SESSION } from "../validations/expire-session.ts";
import { defineOperation } from "./operation.ts";

export const expireSession = defineOperation(EXPIRE_SESSION, (input, region, world) => {
  world.sessions.end(region, input.SessionId);
  return {};
});
