import { createPublicKey, verify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLogoutResponse } from "../../../dev/identity-provider/saml/logout-messages.ts";
import { type LogoutResponse, logoutResponseUrl } from "../../../functions/identity/saml/logout-response.ts";
import { attributeOf, elementsOf } from "../../../functions/identity/saml/strict-xml.ts";
import { ENTITY_ID, elementFrom, keyOf, NOW, SLO_URL } from "./response-builders.ts";

const key = await keyOf("sp");
const publicKey = createPublicKey(key.certificate);

function written(overrides: Partial<LogoutResponse> = {}): string {
  const response: LogoutResponse = {
    id: "_answer-1",
    issuer: ENTITY_ID,
    destination: SLO_URL,
    inResponseTo: "_logout-1",
    now: NOW,
    relayState: undefined,
    ...overrides,
  };
  return logoutResponseUrl(response, key.privateKey);
}

/** As a browser sends it on: URL encodes what a query may not hold. */
const sent = (url: string) => new URL(url).search.slice(1);

function isSigned(query: string): boolean {
  const [, octets = "", signature = ""] = /((?:SAMLResponse)=.*)&Signature=(.*)$/.exec(query) ?? [];
  return verify(
    "sha256",
    Buffer.from(octets),
    publicKey,
    Buffer.from(decodeURIComponent(signature), "base64"),
  );
}

function xmlIn(url: string): string {
  const message = new URL(url).searchParams.get("SAMLResponse") ?? "";
  return inflateRawSync(Buffer.from(message, "base64")).toString();
}

describe("logoutResponseUrl", () => {
  it("says that the person is signed out, and to whose request", () => {
    const root = elementFrom(xmlIn(written()));
    const names = ["ID", "Version", "IssueInstant", "Destination", "InResponseTo"];
    expect([root.tagName, ...names.map((name) => attributeOf(root, name))]).toStrictEqual([
      ...["samlp:LogoutResponse", "_answer-1", "2.0", new Date(NOW).toISOString(), SLO_URL, "_logout-1"],
    ]);
    expect(readLogoutResponse(xmlIn(written())).isSuccess).toBe(true);
    expect([...elementsOf(root)].map(({ tagName }) => tagName)).toStrictEqual([
      ...["samlp:LogoutResponse", "saml:Issuer", "samlp:Status", "samlp:StatusCode"],
    ]);
  });

  it("signs the parameters in the order of the binding (SAML Bindings §3.4.4.1)", () => {
    const query = sent(written({ relayState: "state" }));
    const names = query.split("&").map((pair) => pair.slice(0, pair.indexOf("=")));
    expect(names).toStrictEqual(["SAMLResponse", "RelayState", "SigAlg", "Signature"]);
    expect(query).toContain(
      `SigAlg=${encodeURIComponent("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")}&`,
    );
    expect(isSigned(query)).toBe(true);
    expect(isSigned(query.replace("RelayState=state", "RelayState=other"))).toBe(false);
  });

  it("leaves RelayState out where there was none", () => {
    const query = sent(written());
    expect(query).not.toContain("RelayState");
    expect(isSigned(query)).toBe(true);
  });

  it("keeps what the address asks for", () => {
    const destination = `${SLO_URL}?tenant=1&a=b%20c`;
    const url = written({ destination });
    expect(url.startsWith(`${destination}&SAMLResponse=`)).toBe(true);
    expect(isSigned(sent(url))).toBe(true);
    expect(written().startsWith(`${SLO_URL}?SAMLResponse=`)).toBe(true);
  });

  it("escapes what it writes", () => {
    const destination = `${SLO_URL}?a=1&b="<2>"`;
    const issuer = 'urn:<"a">&b';
    const response = readLogoutResponse(xmlIn(written({ destination, issuer })));
    expect([response.destination, response.issuer]).toStrictEqual([destination, issuer]);
  });

  it("gives any RelayState back, signed as a browser sends it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (relayState) => {
        const query = sent(written({ relayState }));
        expect(new URLSearchParams(query).get("RelayState")).toBe(relayState);
        expect(isSigned(query)).toBe(true);
      }),
      { numRuns: 300 },
    );
    for (let code = 0x20; code < 0x7f; code += 1) {
      expect(isSigned(sent(written({ relayState: String.fromCharCode(code) })))).toBe(true);
    }
  });
});
