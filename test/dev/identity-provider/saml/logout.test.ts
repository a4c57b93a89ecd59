import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO_PEOPLE } from "../../../../dev/identity-provider/people.ts";
import { redirectUrl } from "../../../../dev/identity-provider/saml/redirect-url.ts";
import {
  type SamlIdentityProvider,
  startSamlIdentityProvider,
} from "../../../../dev/identity-provider/saml/server.ts";
import { Browser, type Page } from "../browser.ts";
import { makeServiceProvider, SLO_URL, SP_ENTITY_ID, type TestServiceProvider } from "./service-provider.ts";

const OTHER_ENTITY_ID = "http://other.example/metadata";
const OTHER_SLO_URL = "http://other.example/slo?tenant=1";

let provider: SamlIdentityProvider;
let party: TestServiceProvider;
let other: TestServiceProvider;
let silent: TestServiceProvider;
let browser: Browser;

beforeAll(async () => {
  [party, other, silent] = await Promise.all([
    makeServiceProvider({ singleLogoutUrl: SLO_URL }),
    makeServiceProvider({ entityId: OTHER_ENTITY_ID, singleLogoutUrl: OTHER_SLO_URL }),
    makeServiceProvider({ entityId: "http://silent.example/metadata" }),
  ]);
  const serviceProviders = [party.registration, other.registration, silent.registration];
  provider = await startSamlIdentityProvider({ port: 0, people: DEMO_PEOPLE, serviceProviders });
});
beforeEach(async () => {
  browser = new Browser();
  const { url } = await browser.openPage(provider.origin);
  await browser.openPage(url, { username: "lucia", password: "lucia-demo" });
});
afterAll(() => provider.stop());

const visit = (entityId: string) => browser.openPage(provider.tileUrl(entityId));
const startLogout = () => browser.openRedirect(`${provider.origin}/logout`);

/** Reads the request as node-saml does, which verifies its signature, and answers it. */
async function answerTo(request: URL, from = party, isSuccess = true): Promise<string> {
  const saml = from.saml(provider, { logoutUrl: `${provider.origin}/slo` });
  const { profile } = await saml.validateRedirectAsync(
    Object.fromEntries(request.searchParams),
    request.search.slice(1),
  );
  if (!profile) throw new Error("no LogoutRequest");
  return await saml.getLogoutResponseUrlAsync(profile, "", {}, isSuccess);
}

const faultOf = ({ status, html }: Page) => [status, /role="alert">([^<]*)</.exec(html)?.[1]];

describe("/logout", () => {
  it("is over at once where no service provider wants to know", async () => {
    await visit("http://silent.example/metadata");
    const page = await browser.openPage(`${provider.origin}/logout`);
    expect(page.html).toContain("You are signed out.");
    expect((await browser.openPage(provider.origin)).html).toContain(`<label for="password">`);
  });

  it("is harmless without a sign-in", async () => {
    const page = await new Browser().openPage(`${provider.origin}/logout`);
    expect([page.status, page.html.includes("You are signed out.")]).toStrictEqual([200, true]);
  });

  it("tells the service provider whom and which session, signed, and believes its signed answer", async () => {
    const answer = (await visit(SP_ENTITY_ID)).html;
    const assertion = Buffer.from(/name="SAMLResponse" value="([^"]+)"/.exec(answer)?.[1] ?? "", "base64");
    const sessionIndex = /SessionIndex="([^"]+)"/.exec(assertion.toString())?.[1];
    const request = await startLogout();
    expect(`${request.origin}${request.pathname}`).toBe(SLO_URL);
    expect(request.searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    const xml = inflateRawSync(
      Buffer.from(request.searchParams.get("SAMLRequest") ?? "", "base64"),
    ).toString();
    expect(xml).toContain(`<saml:Issuer>${provider.entityId}</saml:Issuer>`);
    expect(xml).toContain(`Destination="${SLO_URL}"`);
    expect(xml).toContain(">7f3a1c52-94de-4b0e-8a67-2f5d0c61b9e4</saml:NameID>");
    expect(xml).toContain(`<samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex>`);
    const page = await browser.openPage(await answerTo(request));
    expect(page.html).toContain("You are signed out.");
    expect(page.html).not.toContain(`role="alert"`);
  });

  it("has signed the person out here before anybody is told", async () => {
    await visit(SP_ENTITY_ID);
    await startLogout();
    expect((await browser.openPage(provider.origin)).html).toContain(`<label for="password">`);
  });

  it("tells every service provider that has been told of the sign-in, one after the other", async () => {
    await visit(OTHER_ENTITY_ID);
    await visit(SP_ENTITY_ID);
    const first = await startLogout();
    const second = await browser.openRedirect(await answerTo(first));
    expect(second.toString()).toMatch(/^http:\/\/other\.example\/slo\?tenant=1&SAMLRequest=/);
    second.searchParams.delete("tenant");
    expect((await browser.openPage(await answerTo(second, other))).html).toContain("You are signed out.");
  });

  it("says who did not confirm", async () => {
    await visit(SP_ENTITY_ID);
    const page = await browser.openPage(await answerTo(await startLogout(), party, false));
    expect(page.html).toContain(`Not confirmed by ${SP_ENTITY_ID}: close the browser.`);
    expect(page.html).toContain("You are signed out.");
  });
});

describe("/slo", () => {
  beforeEach(async () => void (await visit(SP_ENTITY_ID)));

  it("refuses an answer that is not signed by who was asked", async () => {
    const answer = new URL(await answerTo(await startLogout()));
    const xml = inflateRawSync(
      Buffer.from(answer.searchParams.get("SAMLResponse") ?? "", "base64"),
    ).toString();
    answer.searchParams.delete("Signature");
    expect(faultOf(await browser.openPage(answer))).toStrictEqual([
      400,
      "There is no Signature in the query.",
    ]);
    const forged = redirectUrl(`${provider.origin}/slo`, "SAMLResponse", xml, other.key);
    expect(faultOf(await browser.openPage(forged))[1]).toContain("signature");
    const misdirected = xml.replace(/ Destination="[^"]*"/, ` Destination="http://x.example"`);
    const signed = redirectUrl(`${provider.origin}/slo`, "SAMLResponse", misdirected, party.key);
    expect(faultOf(await browser.openPage(signed))[1]).toContain("Destination is http://x.example");
  });

  it("refuses an answer of another service provider, to no request, or in another browser", async () => {
    const request = await startLogout();
    const fromOther = await answerTo(request, other);
    expect(faultOf(await browser.openPage(fromOther))[1]).toContain(`is from ${OTHER_ENTITY_ID}`);
    const answer = await answerTo(request);
    const unasked = [400, "The LogoutResponse answers no request of this browser."];
    expect(faultOf(await new Browser().openPage(answer))).toStrictEqual(unasked);
    expect((await browser.openPage(answer)).status).toBe(200);
    expect(faultOf(await browser.openPage(answer))).toStrictEqual(unasked);
  });
});
