/**
 * Responses at the limits: correctly signed, with bulk in one place or another; and the same with one fault, which is
 * what a stranger can send at will. What goes into KeyInfo is added after signing, since no signature covers it.
 */
import { createPublicKey } from "node:crypto";
import type { ResponseRules } from "../../../functions/identity/saml/response.ts";
import { MESSAGE_LIMITS } from "../../../functions/identity/saml/xml-limits.ts";
import { MAX_FIELD_LENGTH } from "../../../functions/identity/saml/xml-text.ts";
import { toFormField } from "../../identity-provider/saml/minting/form-field.ts";
import type { ResponseSpec } from "../../identity-provider/saml/minting/response-spec.ts";
import { responseXml } from "../../identity-provider/saml/minting/response-xml.ts";
import { type Filled, PLACES, withBulk } from "./bulk-places.ts";
import { FAULTS, withFault } from "./message-faults.ts";
import { isEncrypted, sealed } from "./message-signing.ts";
import type { Attempt, InputKind, Recipe, RecipeOf } from "./recipe.ts";
import type { MeasuredSignIn } from "./sign-in.ts";

const MESSAGE_GENES = {
  place: PLACES,
  signed: ["assertion", "response", "both"],
  encrypted: ["no", "yes"],
  fault: FAULTS,
  /** Of the elements that the limit leaves. */
  share: [1, 0.75, 0.5, 0.25, 0],
  attributes: [0, 1, 2, 4, 8, 16, 30],
  prefix: ["", "xsi:"],
  declarations: [0, 1, 2, 4, 8, 16, 30],
  gap: ["", " ", "\n"],
  text: ["", "x", "&lt;", "&#9;"],
  depth: [1, 2, 4, 8, 16, 30],
  names: ["same", "distinct"],
  /** Of the inclusive prefix list of every signature. */
  prefixes: [0, 8, 32, 1_000],
  /** What fills the room that is left, as the last attribute's value. */
  filler: ["", "x", "&lt;", "&#xA;", "\n", "\u20ac"],
  /** Certificates that are tried before the one that fits. */
  otherCertificates: [0, 1],
} as const;

export type MessageRecipe = RecipeOf<typeof MESSAGE_GENES>;

/** Elements, attributes and characters of everything else. */
const RESERVED = { elements: 56, attributes: 120, characters: 6_000, signature: 3_000 } as const;
const MAX_XML_LENGTH = Math.floor((MAX_FIELD_LENGTH / 4) * 3);

export function messageInputs(signIn: MeasuredSignIn): InputKind {
  return {
    name: "message",
    genes: MESSAGE_GENES,
    starts: [...ACCEPTED, ...REFUSED],
    make: (recipe) => makeMessage(signIn, recipe as MessageRecipe),
  };
}

const ACCEPTED: readonly Recipe[] = [
  ...PLACES.map((place) => ({ place, signed: "both", gap: " " })),
  ...PLACES.map((place) => ({ place, filler: "x", names: "distinct", text: "x" })),
  { signed: "both", attributes: 4, gap: "\n", text: "x" },
  { signed: "both", attributes: 4, prefix: "xsi:" },
  { signed: "both", declarations: 4 },
  { signed: "both", attributes: 30 },
  { signed: "both", otherCertificates: 1, text: "x" },
  { signed: "both", encrypted: "yes", text: "x" },
  { signed: "response", encrypted: "yes", filler: "x", share: 0 },
  { signed: "both", prefixes: 32 },
  { prefixes: 1_000, share: 0.5 },
  { share: 0, filler: "&lt;" },
  { share: 0, filler: "\n" },
  { place: "declaration", depth: 30, signed: "both" },
];

const REFUSED: readonly Recipe[] = [
  ...FAULTS.slice(1).map((fault) => ({ fault, text: "x", gap: " ", signed: "both" })),
  { fault: "stranger", place: "status", depth: 30, attributes: 4 },
  { fault: "stranger", place: "key info", depth: 16, declarations: 8 },
  { fault: "tampered", share: 0, filler: "&lt;" },
  { fault: "tampered", declarations: 4 },
  { fault: "audience", attributes: 30 },
  { fault: "ciphertext", signed: "response", filler: "x" },
  { fault: "prefix list", share: 0 },
];

async function makeMessage(signIn: MeasuredSignIn, recipe: MessageRecipe): Promise<Attempt> {
  // Base64 within base64: of a ciphertext only three quarters of the room are the plaintext's.
  const room = (isEncrypted(recipe) ? 0.75 : 1) * (MAX_XML_LENGTH - RESERVED.characters);
  const filled = fill(signIn, recipe, room);
  const xml = await sealed(signIn, filled, recipe);
  return { field: toFormField(withFault(xml, recipe.fault, MAX_XML_LENGTH)), rules: rulesOf(signIn, recipe) };
}

function fill({ spec }: MeasuredSignIn, recipe: MessageRecipe, room: number): Filled {
  const { place, share, text, gap, depth, names, prefix, attributes, declarations } = recipe;
  const left = room - (recipe.signed === "both" ? 2 : 1) * (RESERVED.signature + listLength(recipe));
  const bulk = {
    ...{ place, text, gap, depth, names, prefix, attributes, declarations },
    elements: share * (MESSAGE_LIMITS.elements - RESERVED.elements),
    allAttributes: MESSAGE_LIMITS.attributes - RESERVED.attributes,
    room: left,
  };
  const audience = recipe.fault === "audience" ? `${spec.audience}/of-another` : spec.audience;
  const fresh: ResponseSpec = { ...spec, audience };
  const draft = withBulk(fresh, bulk, []);
  const used = responseXml(draft.spec).length + draft.keyInfo.length;
  const filler = recipe.filler.repeat(Math.max(0, Math.floor((left - used) / byteLength(recipe.filler))));
  const value = { xml: `<saml:AttributeValue>${filler}marker</saml:AttributeValue>` };
  return withBulk(fresh, bulk, [{ name: "filler", values: [value] }]);
}

function byteLength(text: string): number {
  return Math.max(1, Buffer.byteLength(text));
}

function listLength({ prefixes }: MessageRecipe): number {
  return prefixes * "p12345 ".length;
}

function rulesOf(
  { rules, strangersKey }: MeasuredSignIn,
  { otherCertificates }: MessageRecipe,
): ResponseRules {
  if (otherCertificates === 0) return rules;
  const { parties, keys } = rules;
  return {
    ...rules,
    keys: [createPublicKey(strangersKey.certificate), ...keys],
    parties: { ...parties, certificates: [strangersKey.certificate, ...parties.certificates] },
  };
}
