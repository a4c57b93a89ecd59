import { createPublicKey, verify as verifySignature } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readLogoutResponse } from "../../../dev/identity-provider/saml/logout-messages.ts";
import {
  readRedirectMessage,
  verifyRedirectMessage,
} from "../../../dev/identity-provider/saml/redirect-message.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { aSigner, THROTTLED } from "../../support/signers.ts";
import { aSamlProvider, CLAIMS, type ProviderStage } from "./provider-stage.ts";
import { aLogoutRequest, deflated, LOGOUT_URL, type QueryOptions, signedQuery } from "./redirect-builders.ts";
import { at, ENTITY_ID, ISSUER, keyOf, NAME_ID, NOW, SLO_URL } from "./response-builders.ts";

const [key, stranger, serviceProvider] = await Promise.all([keyOf("idp"), keyOf("stranger"), keyOf("sp")]);
const REQUEST = aLogoutRequest();
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));
const invalid = (rule: string) => refused("saml_logout_invalid", { rule });
const asked = (xml = REQUEST, options: QueryOptions = {}, signer = key) =>
  signedQuery(deflated(xml), signer, options);

async function logOut(query: string, stage: ProviderStage = {}) {
  return (await aSamlProvider(stage)).logOut(query, NOW);
}

async function answerTo(query: string, stage: ProviderStage = {}): Promise<URL> {
  const verified = await logOut(query, stage);
  if (!verified.ok) throw new Error(`refused: ${verified.error.reason}`);
  return new URL(verified.value.redirectTo ?? "about:blank");
}

describe("createSamlProvider, logOut", () => {
  it("answers a signed request, and says what must be remembered of it", async () => {
    expect(await logOut(asked())).toStrictEqual(
      ok({
        requestId: "_logout-1",
        subject: NAME_ID,
        usableUntil: Math.ceil((NOW + 420_000) / 1000),
        redirectTo: expect.stringMatching(`^${SLO_URL}\\?SAMLResponse=`),
      }),
    );
  });

  it("signs an answer that the identity provider can read", async () => {
    const url = await answerTo(asked(REQUEST, { relayState: "state-1" }));
    const message = readRedirectMessage(url.search.slice(1), "SAMLResponse");
    verifyRedirectMessage(message, [serviceProvider.certificate]);
    expect(message.relayState).toBe("state-1");
    expect(readLogoutResponse(message.unverifiedXml)).toStrictEqual({
      issuer: ENTITY_ID,
      inResponseTo: "_logout-1",
      destination: SLO_URL,
      isSuccess: true,
    });
    expect(url.searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
  });

  it("leaves RelayState out where there was none", async () => {
    const url = await answerTo(asked());
    expect([...url.searchParams.keys()]).toStrictEqual(["SAMLResponse", "SigAlg", "Signature"]);
  });

  it("answers nothing where the identity provider wants no answer", async () => {
    expect(await logOut(asked(), { metadata: { singleLogoutUrl: null } })).toStrictEqual(
      ok({
        requestId: "_logout-1",
        subject: NAME_ID,
        usableUntil: Math.ceil((NOW + 420_000) / 1000),
        redirectTo: null,
      }),
    );
  });

  it("names nobody where the subject is an attribute, which a LogoutRequest does not hold", async () => {
    const claims = { ...CLAIMS, subject: "uid" };
    expect(await logOut(asked(), { policy: { claims } })).toMatchObject(ok({ subject: null }));
  });

  it("keeps the query that the address has", async () => {
    const url = await answerTo(asked(), { metadata: { singleLogoutUrl: `${SLO_URL}?tenant=1` } });
    expect(url.searchParams.get("tenant")).toBe("1");
    const octets = /SAMLResponse=.*(?=&Signature=)/.exec(url.search)?.[0] ?? "";
    const signature = Buffer.from(url.searchParams.get("Signature") ?? "", "base64");
    const publicKey = createPublicKey(serviceProvider.certificate);
    expect(verifySignature("sha256", Buffer.from(octets), publicKey, signature)).toBe(true);
  });

  it("writes the request's id and name as text", async () => {
    const xml = REQUEST.replace(/>[^<]*<\/saml:NameID>/, ">&lt;a&gt;&amp;&quot;</saml:NameID>");
    const url = await answerTo(asked(xml));
    const response = inflateRawSync(Buffer.from(url.searchParams.get("SAMLResponse") ?? "", "base64"));
    expect(readLogoutResponse(response.toString()).inResponseTo).toBe("_logout-1");
    expect(response.toString()).not.toContain("&lt;a");
  });

  const relayStates = ["a+b/c=d&e", "https://idp.example/?a=b%20c#d", "ü", "%41"];
  it.each(relayStates)("gives RelayState %j back, signed as it is sent", async (relayState) => {
    const url = await answerTo(asked(REQUEST, { relayState }));
    const message = readRedirectMessage(url.search.slice(1), "SAMLResponse");
    expect(message.relayState).toBe(relayState);
    verifyRedirectMessage(message, [serviceProvider.certificate]);
  });

  // What querystring.stringify and URLSearchParams write in two ways.
  it.each(["a b", "~lucia", "it's", "(1)", "!"])(
    "gives RelayState %j back, signed as it is sent",
    async (relayState) => {
      const url = await answerTo(asked(REQUEST, { relayState }));
      const message = readRedirectMessage(url.search.slice(1), "SAMLResponse");
      expect(message.relayState).toBe(relayState);
      verifyRedirectMessage(message, [serviceProvider.certificate]);
    },
  );
});

describe("createSamlProvider, logOut, of what is refused", () => {
  it("refuses where the answer cannot be signed, and needs no key where none is wanted", async () => {
    const signer = aSigner();
    signer.fail(THROTTLED);
    const keys = { signing: [{ signer, certificate: serviceProvider.certificate }] };
    expect(await logOut(asked(), { keys })).toStrictEqual(refused("saml_key_unavailable", { ...THROTTLED }));
    const answerless = await logOut(asked(), { keys, metadata: { singleLogoutUrl: null } });
    expect(answerless).toMatchObject(ok({ redirectTo: null }));
  });

  it.each<readonly [string, string, ReturnType<typeof refused>]>([
    ["no signature", asked().replace(/&Signature=.*/, ""), refused("saml_logout_unsigned")],
    ["no algorithm", asked().replace(/&SigAlg=[^&]*/, ""), refused("saml_logout_unsigned")],
    ["a stranger's signature", asked(REQUEST, {}, stranger), refused("saml_logout_signature")],
    ["the service provider's own", asked(REQUEST, {}, serviceProvider), refused("saml_logout_signature")],
    [
      "another RelayState",
      asked(REQUEST, { relayState: "a" }).replace("RelayState=a", "RelayState=b"),
      refused("saml_logout_signature"),
    ],
    ["a RelayState twice", `${asked(REQUEST, { relayState: "a" })}&RelayState=b`, invalid("parameters")],
    ["a message twice", `SAMLRequest=x&${asked()}`, invalid("parameters")],
    ["nothing", "", invalid("SAMLRequest")],
    ["an answer", asked().replace("SAMLRequest=", "SAMLResponse="), invalid("SAMLRequest")],
    ["a bomb", asked(" ".repeat(5_000_000)), invalid("deflate")],
    ["another address", asked(REQUEST.replace(LOGOUT_URL, "https://evil.example/")), invalid("Destination")],
    ["another issuer", asked(REQUEST.replace(ISSUER, "https://evil.example/")), invalid("Issuer")],
    [
      "one of yesterday",
      asked(REQUEST.replace(at(0).toISOString(), at(-86_400).toISOString())),
      refused("saml_issue_instant", { of: "LogoutRequest" }),
    ],
    [
      "an encrypted name",
      asked(REQUEST.replace(/<saml:NameID.*<\/saml:NameID>/, "<saml:EncryptedID/>")),
      invalid("structure"),
    ],
    ["a DOCTYPE", asked(`<!DOCTYPE x>${REQUEST}`), refused("saml_markup_declaration")],
  ])("refuses %s", async (_name, query, expected) => {
    expect(await logOut(query)).toStrictEqual(expected);
  });

  it("verifies a query in small hexadecimal over its octets", async () => {
    const encode = (value: string) =>
      encodeURIComponent(value).replaceAll(/%../g, (octet) => octet.toLowerCase());
    expect((await logOut(asked(REQUEST, { encode, relayState: "a=b" }))).ok).toBe(true);
  });
});
