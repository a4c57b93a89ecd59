/** Lambda entry: a person's own sessions, and the help desk's. */
import { sessionsFunction } from "../wiring/sessions.ts";

export const handler = sessionsFunction(process.env);
