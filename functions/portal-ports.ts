/** What portals' pages are told of an application, and who tells it. */
import type { LocationEvidence } from "./core/location.ts";
import type { Principal } from "./core/principal.ts";

/** Nothing more than a button shows. An application that does not exist is `not_entitled`, like one that is others'. */
export type ButtonState = "ready" | "waiting" | "closed" | "not_entitled" | "unknown";

interface StateQuestion {
  readonly principal: Principal;
  /** As it came. */
  readonly application: string;
  readonly evidence: Omit<LocationEvidence, "claimCountry" | "databaseCountry">;
}

/** Never throws for what a stranger may ask, and promises nothing: a launch decides anew. */
export type StateOf = (question: StateQuestion) => Promise<ButtonState>;
