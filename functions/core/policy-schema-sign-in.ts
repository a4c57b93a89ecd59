/**
 * Shapes that identity providers of either protocol share. How a claim is named is the protocol's own affair.
 */
import * as v from "valibot";
import type { ClaimPath, ClaimsMapping, UserIdSource } from "./policy-identity.ts";
import { closed, fields, oneOf, someOf, text, wholeNumber } from "./policy-schema-shapes.ts";

type ClaimSchema = v.GenericSchema<unknown, ClaimPath>;

const DAY_SECONDS = 86_400;

export const authenticationAge = wholeNumber(1, 30 * DAY_SECONDS);

export function mfaEvidence(claim: ClaimSchema): v.GenericSchema<unknown, ClaimsMapping["mfa"]> {
  return v.nullable(closed({ claim, anyOf: someOf(text) }));
}

export function userIdSource(claim: ClaimSchema): v.GenericSchema<unknown, UserIdSource> {
  return oneOf("from", [
    fields({ from: v.literal("pseudonym") }),
    fields({ from: v.literal("claim"), claim }),
  ]);
}
