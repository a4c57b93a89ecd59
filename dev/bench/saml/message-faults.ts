/** PURE: what makes a signed response one to refuse. All but the last three are made while it is written and signed. */
import { CANONICALIZATIONS } from "../../identity-provider/saml/minting/signature-algorithms.ts";

export const FAULTS = [
  "none",
  "unsigned",
  "stranger",
  "audience",
  "ciphertext",
  "tampered",
  "prefix list",
  "broken end",
] as const;

const CANONICALIZATION_END = "</ds:CanonicalizationMethod>";

/** `maxLength` is what a prefix list fills up to. */
export function withFault(xml: string, fault: (typeof FAULTS)[number], maxLength: number): string {
  switch (fault) {
    case "tampered":
      return xml.replace("marker<", "market<");
    case "broken end":
      return xml.slice(0, -1);
    case "prefix list":
      return xml.replace(CANONICALIZATION_END, (end) => {
        const list = "n ".repeat(Math.max(0, Math.floor((maxLength - xml.length - 120) / 2)));
        return `<n:InclusiveNamespaces xmlns:n="${CANONICALIZATIONS.exclusive}" PrefixList="${list}"/>${end}`;
      });
    default:
      return xml;
  }
}
