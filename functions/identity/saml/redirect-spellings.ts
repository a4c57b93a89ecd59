/**
 * PURE: the ways in which senders write a signed query of the HTTP-Redirect binding. Its signature is over their own
 * percent-encoding, of which a value has many (SAML Bindings §3.4.4.1). A REST API hands the query over decoded, so
 * what was signed is not known to the letter; it is tried in the ways that encoders in use write it.
 *
 * That weakens nothing. Every spelling here is of the very values that came, and decodes to them and to nothing else;
 * for one of them to verify, the identity provider's key must have signed these values in this order. Who has no such
 * signature has as little as before; who has one can send nothing with it but what it is a signature of.
 *
 * What remains impossible behind a REST API: a sender who escapes as none of these does, for example every octet.
 * AD FS and Entra ID write small hexadecimal (https://github.com/SAML-Toolkits/java-saml/issues/225).
 */

/** Name and value, both as they stand in a query. */
export type RawParameter = readonly [name: string, value: string];

interface Encoder {
  /** What stands for itself, beside letters and digits. */
  readonly plain: string;
  readonly blank: "%20" | "+";
}

const ENCODERS: readonly Encoder[] = [
  // RFC 3986: .NET's Uri.EscapeDataString, PHP's rawurlencode
  { plain: "-._~", blank: "%20" },
  // JavaScript's encodeURIComponent, libxml2 (Lasso)
  { plain: "-._~!*'()", blank: "%20" },
  // Forms: URLSearchParams, Java's URLEncoder, Guava (OpenSAML, and so Shibboleth)
  { plain: "-._*", blank: "+" },
  // PHP's urlencode (SimpleSAMLphp)
  { plain: "-._", blank: "+" },
  // Python's urlencode, Go's QueryEscape
  { plain: "-._~", blank: "+" },
  // .NET's HttpUtility and WebUtility, the former in small hexadecimal
  { plain: "-._!*()", blank: "+" },
];

/** As they came first, then in each other way, none twice: mostly three, thirteen at most. */
export function spellings(parameters: readonly RawParameter[]): readonly string[] {
  const asTheyCame = parameters.map((parameter) => parameter.join("=")).join("&");
  const decoded = parameters.map(([name, value]) => [name, decodeValue(value)] as const);
  const inCapitals = ENCODERS.map((encoder) =>
    decoded.map(([name, value = ""]) => `${name}=${encodeValue(value, encoder)}`).join("&"),
  );
  const inSmall = inCapitals.map((text) => text.replaceAll(/%../g, (octet) => octet.toLowerCase()));
  const isText = decoded.every(([, value]) => value !== undefined);
  return [...new Set([asTheyCame, ...(isText ? [...inCapitals, ...inSmall] : [])])];
}

/** Undefined for escapes that are no UTF-8. */
export function decodeValue(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    // A URIError says no more than that.
    return undefined;
  }
}

function encodeValue(value: string, { plain, blank }: Encoder): string {
  return value.replaceAll(/[^A-Za-z0-9]/gu, (character) => {
    if (plain.includes(character)) return character;
    return character === " "
      ? blank
      : Buffer.from(character).toString("hex").toUpperCase().replaceAll(/../g, "%$&");
  });
}
