import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_PEOPLE } from "../../../../dev/identity-provider/people.ts";
import { makeSamlKey } from "../../../../dev/identity-provider/saml/minting/saml-key.ts";
import {
  type SamlIdentityProvider,
  startSamlIdentityProvider,
} from "../../../../dev/identity-provider/saml/server.ts";
import { Browser } from "../browser.ts";
import {
  ACS_URL,
  ANSWERED,
  certificatesIn,
  formOf,
  makeServiceProvider,
  profileIn,
  responseIn,
  type TestServiceProvider,
} from "./service-provider.ts";

const MFA = "https://refeds.org/profile/mfa";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const LUCIA = { username: "lucia", password: "lucia-demo" };
const DIEGO = { username: "diego", password: "diego-demo" };

let provider: SamlIdentityProvider;
let party: TestServiceProvider;
let now = () => new Date();

beforeAll(async () => {
  party = await makeServiceProvider();
  const serviceProviders = [party.registration];
  provider = await startSamlIdentityProvider({
    port: 0,
    people: DEMO_PEOPLE,
    serviceProviders,
    now: () => now(),
  });
});
afterAll(() => provider.stop());

describe("a sign-in that a service provider asks for", () => {
  it("ends at the registered URL with an answer that node-saml accepts", async () => {
    const saml = party.saml(provider, ANSWERED);
    const browser = new Browser();
    const form = await browser.openPage(await saml.getAuthorizeUrlAsync("handle-1", undefined, {}));
    const page = await browser.openPage(form.url, LUCIA);
    expect(formOf(page)).toMatchObject({ action: ACS_URL, fields: { RelayState: "handle-1" } });
    const profile = await profileIn(page, saml);
    expect(profile).toMatchObject({
      issuer: provider.entityId,
      nameID: "7f3a1c52-94de-4b0e-8a67-2f5d0c61b9e4",
      nameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
      email: "lucia.fernandez@northwind.example",
      displayName: "Lucía Fernández",
      country: "ES",
      groups: ["treasury", "staff", "design"],
    });
    expect(profile.sessionIndex).toMatch(/^_[0-9a-f]{32}$/);
  });

  it("says how the person signed in, and leaves out what there is nothing to say of", async () => {
    const classOf = async (username: string): Promise<string> => {
      const browser = new Browser();
      const { url } = await browser.openPage(await party.signInUrl(provider));
      return responseIn(await browser.openPage(url, { username, password: `${username}-demo` }));
    };
    expect(await classOf("lucia")).toContain(`<saml:AuthnContextClassRef>${MFA}<`);
    const noah = await classOf("noah");
    expect(noah).toContain(`<saml:AuthnContextClassRef>${PASSWORD}<`);
    expect(noah).not.toContain(`Name="groups"`);
  });

  it("sends no RelayState where there was none", async () => {
    const browser = new Browser();
    const { url } = await browser.openPage(await party.signInUrl(provider));
    const { fields } = formOf(await browser.openPage(url, LUCIA));
    expect(Object.keys(fields)).toStrictEqual(["SAMLResponse"]);
  });

  it("shows the same page and people as the OpenID provider", async () => {
    const page = await new Browser().openPage(await party.signInUrl(provider));
    expect(page.html).toContain("<title>Northwind Bank – staff sign-in</title>");
    for (const { password } of DEMO_PEOPLE) expect(page.html).toContain(password);
  });

  it("refuses a wrong password, keeps the user name, and lets the person try again", async () => {
    const browser = new Browser();
    const { url } = await browser.openPage(await party.signInUrl(provider));
    const refused = await browser.openPage(url, { username: "lucia", password: "wrong" });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("Wrong user name or password");
    expect(refused.html).toContain(`value="lucia"`);
    expect(formOf(await browser.openPage(url, LUCIA)).action).toBe(ACS_URL);
  });

  it("answers AuthnFailed when the person cancels", async () => {
    const saml = party.saml(provider, ANSWERED);
    const browser = new Browser();
    const { url } = await browser.openPage(await saml.getAuthorizeUrlAsync("handle-2", undefined, {}));
    const page = await browser.openPage(url, { action: "cancel" });
    expect(formOf(page)).toMatchObject({ action: ACS_URL, fields: { RelayState: "handle-2" } });
    const xml = responseIn(page);
    expect(xml).toContain(
      `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">` +
        `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/>`,
    );
    expect(xml).toMatch(/<samlp:Response [^>]*InResponseTo="_/);
    expect(xml).toContain("<ds:Signature ");
    expect(xml).not.toContain("Assertion ");
    await expect(profileIn(page, saml)).rejects.toThrow("Responder error: AuthnFailed");
  });

  it("asks a person who is signed in for nothing", async () => {
    const browser = await signedInAs(LUCIA);
    const page = await browser.openPage(await party.signInUrl(provider));
    expect(await profileIn(page, party.saml(provider))).toMatchObject({ displayName: "Lucía Fernández" });
  });

  it("asks again after a working day", async () => {
    const browser = await signedInAs(LUCIA);
    now = () => new Date(Date.now() + 8 * 3_600_000);
    const page = await browser.openPage(await party.signInUrl(provider));
    now = () => new Date();
    expect(page.html).toContain(`<label for="password">`);
  });

  it("is answered once, to the browser that started it, within a quarter of an hour", async () => {
    const browser = new Browser();
    const { url } = await browser.openPage(await party.signInUrl(provider));
    expect(await new Browser().openPage(url, LUCIA)).toMatchObject({ status: 400 });
    now = () => new Date(Date.now() + 901_000);
    expect(await browser.openPage(url, LUCIA)).toMatchObject({ status: 400 });
    now = () => new Date();
    await browser.openPage(url, LUCIA);
    const again = await browser.openPage(url);
    expect(again.status).toBe(400);
    expect(again.html).toContain("This sign-in is over");
  });

  it("gives the browser another cookie once the person is known", async () => {
    const start = await fetch(await party.signInUrl(provider), { redirect: "manual" });
    const planted = start.headers.getSetCookie()[0] ?? "";
    expect(planted).toMatch(/^saml_\d+=[\w-]{43}; path=\/; HttpOnly; SameSite=Lax$/);
    const url = new URL(start.headers.get("location") ?? "", provider.origin);
    const headers = { cookie: planted.split(";")[0] ?? "" };
    const body = new URLSearchParams(LUCIA);
    const signedIn = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
    expect(signedIn.headers.getSetCookie()[0]).not.toBe(planted);
    expect((await fetch(url, { headers })).status).toBe(400);
  });
});

describe("ForceAuthn", () => {
  it("asks for the password again, with a new AuthnInstant in the same session", async () => {
    const browser = await signedInAs(LUCIA);
    const first = responseIn(await browser.openPage(await party.signInUrl(provider)));
    const form = await browser.openPage(await party.signInUrl(provider, { forceAuthn: true }));
    expect(form.html).toContain(`value="lucia"`);
    const again = responseIn(await browser.openPage(form.url, LUCIA));
    const [before, after] = [first, again].map((xml) => /AuthnInstant="([^"]+)"/.exec(xml)?.[1] ?? "");
    expect(Date.parse(after ?? "")).toBeGreaterThan(Date.parse(before ?? ""));
    expect(sessionIndexIn(again)).toBe(sessionIndexIn(first));
  });

  it("makes another session for another person", async () => {
    const browser = await signedInAs(LUCIA);
    const first = responseIn(await browser.openPage(await party.signInUrl(provider)));
    const { url } = await browser.openPage(await party.signInUrl(provider, { forceAuthn: true }));
    const other = responseIn(await browser.openPage(url, DIEGO));
    expect(sessionIndexIn(other)).not.toBe(sessionIndexIn(first));
  });
});

describe("IsPassive", () => {
  it("answers NoPassive where the person would have to be asked", async () => {
    const page = await new Browser().openPage(await party.signInUrl(provider, { passive: true }));
    expect(responseIn(page)).toContain("urn:oasis:names:tc:SAML:2.0:status:NoPassive");
    const browser = await signedInAs(LUCIA);
    const forced = await browser.openPage(
      await party.signInUrl(provider, { passive: true, forceAuthn: true }),
    );
    expect(responseIn(forced)).toContain("urn:oasis:names:tc:SAML:2.0:status:NoPassive");
  });

  it("answers who is signed in", async () => {
    const browser = await signedInAs(LUCIA);
    const page = await browser.openPage(await party.signInUrl(provider, { passive: true }));
    expect(await profileIn(page, party.saml(provider))).toHaveProperty("country", "ES");
  });
});

describe("RequestedAuthnContext", () => {
  const asking = { disableRequestedAuthnContext: false, authnContext: [MFA] };

  it("is met by a person with a second factor", async () => {
    const browser = await signedInAs(LUCIA);
    const page = await browser.openPage(await party.signInUrl(provider, asking));
    expect(responseIn(page)).toContain(`<saml:AuthnContextClassRef>${MFA}<`);
  });

  it("is answered NoAuthnContext for a person without", async () => {
    const browser = await signedInAs(DIEGO);
    const page = await browser.openPage(await party.signInUrl(provider, asking));
    expect(responseIn(page)).toContain(
      `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">` +
        `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext"/>`,
    );
    await expect(profileIn(page, party.saml(provider))).rejects.toThrow("Responder error: NoAuthnContext");
  });
});

describe("an encryption certificate", () => {
  it("makes the identity provider encrypt the assertion", async () => {
    const encryption = await makeSamlKey({ commonName: "sp encryption" });
    const entityId = "http://encrypted.example/metadata";
    const encrypted = await makeServiceProvider({ entityId, encryptionCertificate: encryption.certificate });
    provider.register(encrypted.registration);
    const browser = await signedInAs(LUCIA);
    const page = await browser.openPage(await encrypted.signInUrl(provider));
    expect(responseIn(page)).toContain("<saml:EncryptedAssertion ");
    const saml = encrypted.saml(provider, { decryptionPvk: encryption.privateKey });
    expect(await profileIn(page, saml)).toHaveProperty("displayName", "Lucía Fernández");
  });
});

describe("startSamlIdentityProvider", () => {
  it("goes by another name, and signs no more than it is told", async () => {
    const options = { port: 0, people: DEMO_PEOPLE, serviceProviders: [party.registration] };
    const named = { host: "localhost", entityId: "urn:northwind:idp", sign: "assertion" } as const;
    const other = await startSamlIdentityProvider({ ...options, ...named });
    expect(other.origin).toMatch(/^http:\/\/localhost:\d+$/);
    expect(other.entityId).toBe("urn:northwind:idp");
    const browser = new Browser();
    const { url } = await browser.openPage(await party.signInUrl(other));
    const page = await browser.openPage(url, LUCIA);
    expect(responseIn(page).match(/<ds:Signature /g)).toHaveLength(1);
    const saml = party.saml(other, { wantAuthnResponseSigned: false });
    expect(await profileIn(page, saml)).toHaveProperty("issuer", "urn:northwind:idp");
    await other.stop();
  });

  it("publishes its metadata", async () => {
    const response = await fetch(provider.metadataUrl);
    expect(response.headers.get("content-type")).toBe("application/samlmetadata+xml");
    expect(response.headers.getSetCookie()).toStrictEqual([]);
    const xml = await response.text();
    expect(xml).toBe(provider.metadataXml());
    const redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    expect(xml).toContain(`entityID="${provider.entityId}"`);
    expect(xml).toContain(`<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration=`);
    expect(xml).toContain(
      `<md:SingleSignOnService Binding="${redirect}" Location="${provider.origin}/sso"/>`,
    );
    expect(xml).toContain(
      `<md:SingleLogoutService Binding="${redirect}" Location="${provider.origin}/slo"/>`,
    );
    expect(certificatesIn(xml)).toHaveLength(1);
  });

  it("names the port that is taken", async () => {
    const port = Number(new URL(provider.origin).port);
    const started = startSamlIdentityProvider({ port, people: [], serviceProviders: [] });
    await expect(started).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use`);
  });

  it.each([
    ["GET", "/unknown"],
    ["POST", "/sso"],
    ["DELETE", "/"],
  ])("answers 404 to %s %s", async (method, path) => {
    expect((await fetch(`${provider.origin}${path}`, { method })).status).toBe(404);
  });
});

async function signedInAs(credentials: Record<string, string>): Promise<Browser> {
  const browser = new Browser();
  const { url } = await browser.openPage(provider.origin);
  await browser.openPage(url, credentials);
  return browser;
}

function sessionIndexIn(xml: string): string | undefined {
  return /SessionIndex="([^"]+)"/.exec(xml)?.[1];
}
