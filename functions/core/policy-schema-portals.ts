/** Schema of `portals`: which other sites show our launch buttons, and what they may learn and frame. */
import * as v from "valibot";
import type { PortalPolicy } from "./policy-portals.ts";
import { audience } from "./policy-schema-audience.ts";
import { idReference, webOrigin } from "./policy-schema-formats.ts";
import { closed, someOf } from "./policy-schema-shapes.ts";

export const portal: v.GenericSchema<unknown, PortalPolicy> = closed({
  origins: someOf(webOrigin),
  applications: v.optional(v.nullable(someOf(idReference)), null),
  readsStates: v.optional(v.boolean(), false),
  embeds: v.optional(v.boolean(), false),
  team: v.optional(audience, {}),
});
