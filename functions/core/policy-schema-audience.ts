/** Schema of an audience: who is let in, by group or by name. Left out, and empty, it is nobody. */
import * as v from "valibot";
import type { Audience } from "./policy.ts";
import { idReference } from "./policy-schema-formats.ts";
import { byId, closed, list, text } from "./policy-schema-shapes.ts";

export const audience: v.GenericSchema<unknown, Audience> = closed({
  groups: v.optional(list(text), []),
  groupsByProvider: v.optional(byId(list(text)), {}),
  subjects: v.optional(list(closed({ identityProvider: idReference, subject: text })), []),
});
