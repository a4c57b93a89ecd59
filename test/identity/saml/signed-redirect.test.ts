import { createPublicKey, verify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { err } from "../../../functions/core/result.ts";
import { signingKeyOf } from "../../../functions/identity/saml/service-provider-keys.ts";
import { type OutgoingMessage, signedRedirectUrl } from "../../../functions/identity/saml/signed-redirect.ts";
import { aSigner, THROTTLED } from "../../support/signers.ts";
import { pairOf } from "./provider-stage.ts";
import { keyOf, SLO_URL } from "./response-builders.ts";

const key = await keyOf("sp");
const { signer } = signingKeyOf(pairOf(key));
const publicKey = createPublicKey(key.certificate);

async function written(overrides: Partial<OutgoingMessage> = {}): Promise<string> {
  const message: OutgoingMessage = {
    parameter: "SAMLResponse",
    xml: "<a>é</a>",
    destination: SLO_URL,
    relayState: undefined,
    ...overrides,
  };
  const url = await signedRedirectUrl(message, signer);
  return url.ok ? url.value : expect.fail(url.error.fault);
}

/** As a browser sends it on: URL encodes what a query may not hold. */
const sent = (url: string) => new URL(url).search.slice(1);

function isSigned(query: string): boolean {
  const [, octets = "", signature = ""] = /((?:SAMLRe[a-z]+)=.*)&Signature=(.*)$/.exec(query) ?? [];
  const value = Buffer.from(decodeURIComponent(signature), "base64");
  return verify("sha256", Buffer.from(octets), publicKey, value);
}

describe("signedRedirectUrl", () => {
  it.each(["SAMLRequest", "SAMLResponse"] as const)(
    "signs a %s and the parameters in the order of the binding (SAML Bindings §3.4.4.1)",
    async (parameter) => {
      const url = await written({ parameter, relayState: "state" });
      const names = sent(url)
        .split("&")
        .map((pair) => pair.slice(0, pair.indexOf("=")));
      expect(names).toStrictEqual([parameter, "RelayState", "SigAlg", "Signature"]);
      const message = new URL(url).searchParams.get(parameter) ?? "";
      expect(inflateRawSync(Buffer.from(message, "base64")).toString()).toBe("<a>é</a>");
      expect(sent(url)).toContain(
        `SigAlg=${encodeURIComponent("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")}&`,
      );
      expect(isSigned(sent(url))).toBe(true);
      expect(isSigned(sent(url).replace("RelayState=state", "RelayState=other"))).toBe(false);
    },
  );

  it("leaves RelayState out where there was none", async () => {
    const query = sent(await written());
    expect(query).not.toContain("RelayState");
    expect(isSigned(query)).toBe(true);
  });

  it("keeps what the address asks for", async () => {
    const destination = `${SLO_URL}?tenant=1&a=b%20c`;
    const url = await written({ destination });
    expect(url.startsWith(`${destination}&SAMLResponse=`)).toBe(true);
    expect(isSigned(sent(url))).toBe(true);
    expect((await written()).startsWith(`${SLO_URL}?SAMLResponse=`)).toBe(true);
  });

  it("gives any RelayState back, signed as a browser sends it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), async (relayState) => {
        const query = sent(await written({ relayState }));
        expect(new URLSearchParams(query).get("RelayState")).toBe(relayState);
        expect(isSigned(query)).toBe(true);
      }),
      { numRuns: 300 },
    );
    for (let code = 0x20; code < 0x7f; code += 1) {
      expect(isSigned(sent(await written({ relayState: String.fromCharCode(code) })))).toBe(true);
    }
  });

  it("writes none where the key does not sign", async () => {
    const broken = aSigner();
    broken.fail(THROTTLED);
    const message = { parameter: "SAMLRequest", xml: "<a/>", destination: SLO_URL } as const;
    const url = await signedRedirectUrl({ ...message, relayState: undefined }, broken);
    expect(url).toStrictEqual(err(THROTTLED));
  });
});
