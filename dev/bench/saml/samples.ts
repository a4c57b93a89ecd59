/** The responses that are verified: as an identity provider sends them, by what is signed and how many groups there are. */
import type { AttributeSpec } from "../../identity-provider/saml/minting/response-spec.ts";
import { type SignedParts, signedResponse } from "../../identity-provider/saml/minting/signed-response.ts";
import type { MeasuredSignIn } from "./sign-in.ts";

export interface SamlSample {
  readonly name: string;
  readonly xml: string;
  readonly signed: SignedParts;
}

/** As many as Microsoft Entra ID sends at most. */
const MANY_GROUPS = 150;
const FEW_GROUPS = 3;

export function samlSamples({ spec, key }: MeasuredSignIn): readonly SamlSample[] {
  return [FEW_GROUPS, MANY_GROUPS].flatMap((groups) =>
    (["assertion", "both"] as const).map((signed) => {
      const xml = signedResponse({ ...spec, attributes: attributesOf(groups) }, { key, sign: signed });
      const kilobytes = (xml.length / 1000).toFixed(0);
      const what = signed === "both" ? "both signed" : "assertion signed";
      return { name: `${what}, ${groups} groups, ${kilobytes} KB`, xml, signed };
    }),
  );
}

/** Of Microsoft Entra ID. */
export const CLAIMS = {
  givenName: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
  surname: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
  email: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
  name: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
  groups: "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
} as const;

export function attributesOf(groups: number): readonly AttributeSpec[] {
  const ids = Array.from(
    { length: groups },
    (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
  );
  return [
    { name: CLAIMS.givenName, values: ["Someone"] },
    { name: CLAIMS.surname, values: ["Example"] },
    { name: CLAIMS.email, values: ["someone@example.com"] },
    { name: CLAIMS.name, values: ["someone@example.com"] },
    { name: CLAIMS.groups, values: ids },
  ];
}
