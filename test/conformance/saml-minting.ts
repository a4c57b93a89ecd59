/**
 * Responses of an identity provider in order, minted by the same library as the local one, for requests of ours. Keys
 * are made anew for every run.
 */
import { createHash } from "node:crypto";
import type { EncryptionOptions } from "../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import type { ResponseSpec } from "../../dev/identity-provider/saml/minting/response-spec.ts";
import { makeSamlKey, type SamlKey } from "../../dev/identity-provider/saml/minting/saml-key.ts";
import {
  encryptedResponse,
  type SigningOptions,
  signedResponse,
} from "../../dev/identity-provider/saml/minting/signed-response.ts";

const KEY_NAMES = [
  // Both in the provider's metadata.
  ...(["first", "second"] as const),
  // In the metadata of another provider of the policy.
  "partner" as const,
  // Of nobody, under the provider's name.
  "stranger" as const,
  // Ours; the last is in no configuration.
  ...(["signing", "decryption", "formerDecryption", "lostDecryption"] as const),
];
type KeyName = (typeof KEY_NAMES)[number];

const made = KEY_NAMES.map(async (name) => [name, await makeSamlKey({ commonName: "example.com" })]);
export const KEYS = Object.fromEntries(await Promise.all(made)) as Readonly<Record<KeyName, SamlKey>>;

export const IDP = "https://idp.example.com/metadata";
export const ORIGIN = "https://apps.example.com";
export const OUR_ENTITY_ID = `${ORIGIN}/login/corporate/metadata`;
export const ACS = `${ORIGIN}/login/corporate/acs`;

export const RESPONSE_ID = "_response-7b1e0c55";
export const ASSERTION_ID = "_assertion-93d2f4aa";
export const NAME_ID = "maria.ferrer-4f0a";
export const DISPLAY_NAME = "Maria Ferrer";
/** Whoever the attacker wants to be. */
export const VICTIM = "admin.victoria-0001";

/** What a provider in order answers to this request; undefined: to none. */
export function aResponse(now: Date, requestId: string | undefined): ResponseSpec {
  return {
    now,
    issuer: IDP,
    assertionConsumerServiceUrl: ACS,
    audience: OUR_ENTITY_ID,
    inResponseTo: requestId ?? null,
    responseId: RESPONSE_ID,
    assertionId: ASSERTION_ID,
    nameId: { value: NAME_ID },
    authnStatements: [{ sessionIndex: "session-6d1f" }],
    attributes: [
      { name: "displayName", values: [DISPLAY_NAME] },
      { name: "groups", values: ["staff", "treasury", "canteen"] },
    ],
  };
}

export type Mint = (spec: ResponseSpec) => string | Promise<string>;
export type Change = Partial<ResponseSpec> | ((spec: ResponseSpec) => Partial<ResponseSpec>);
export type Signing = Partial<SigningOptions>;

const PLAIN = { key: KEYS.first, sign: "assertion" } as const;

/** Signed as it is, so that nothing but the change is wrong with it; by default the assertion is signed. */
export function minted(change: Change = {}, signing: Signing = {}): Mint {
  return (spec) => signedResponse(changed(spec, change), { ...PLAIN, ...signing });
}

/** The assertion encrypted to us in a signed Response. */
export function encrypted(
  encryption: Partial<EncryptionOptions> = {},
  signing: Signing = {},
  change: Change = {},
): Mint {
  const options = { certificate: KEYS.decryption.certificate, ...encryption };
  return (spec) =>
    encryptedResponse(changed(spec, change), { ...PLAIN, sign: "response", ...signing, encryption: options });
}

function changed(spec: ResponseSpec, change: Change): ResponseSpec {
  return { ...spec, ...(typeof change === "function" ? change(spec) : change) };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

export function base64(content: string | Uint8Array): string {
  return Buffer.from(content as string).toString("base64");
}
