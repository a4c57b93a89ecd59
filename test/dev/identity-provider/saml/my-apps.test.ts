import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_PEOPLE } from "../../../../dev/identity-provider/people.ts";
import {
  type SamlIdentityProvider,
  startSamlIdentityProvider,
} from "../../../../dev/identity-provider/saml/server.ts";
import { Browser } from "../browser.ts";
import {
  ACS_URL,
  formOf,
  makeServiceProvider,
  profileIn,
  responseIn,
  SP_ENTITY_ID,
  type TestServiceProvider,
} from "./service-provider.ts";

const LUCIA = { username: "lucia", password: "lucia-demo" };

let provider: SamlIdentityProvider;
let party: TestServiceProvider;

beforeAll(async () => {
  const tiles = [
    { label: "Treasury desk", relayState: "treasury" },
    { label: `<Design> & "more"`, relayState: "design&x=1" },
  ];
  party = await makeServiceProvider({ tiles });
  const serviceProviders = [party.registration];
  provider = await startSamlIdentityProvider({ port: 0, people: DEMO_PEOPLE, serviceProviders });
});
afterAll(() => provider.stop());

async function signIn(
  url: string,
): Promise<{ browser: Browser; page: Awaited<ReturnType<Browser["openPage"]>> }> {
  const browser = new Browser();
  const form = await browser.openPage(url);
  return { browser, page: await browser.openPage(form.url, LUCIA) };
}

describe("my apps", () => {
  it("shows a tile for each application, after the sign-in, every value escaped", async () => {
    const { page } = await signIn(provider.origin);
    expect(page.url.pathname).toBe("/");
    expect(page.html).toContain("<title>Northwind Bank – my apps</title>");
    expect(page.html).toContain("Signed in as <strong>Lucía Fernández</strong>");
    const links = [...page.html.matchAll(/<li><a href="([^"]*)">/g)].map(([, href = ""]) =>
      new URL(href.replaceAll("&amp;", "&"), provider.origin).toString(),
    );
    expect(links).toStrictEqual([
      provider.tileUrl(SP_ENTITY_ID, "treasury"),
      provider.tileUrl(SP_ENTITY_ID, "design&x=1"),
    ]);
    expect(page.html).toContain("&lt;Design&gt; &amp; &quot;more&quot;");
  });

  it("says so where there is none", async () => {
    const bare = await startSamlIdentityProvider({ port: 0, people: DEMO_PEOPLE, serviceProviders: [] });
    const { page } = await signIn(bare.origin);
    expect(page.html).toContain("No application has been assigned to you.");
    await bare.stop();
  });
});

describe("a tile", () => {
  it("leads to an unsolicited answer that node-saml accepts, with the tile's relay state", async () => {
    const { page } = await signIn(provider.tileUrl(SP_ENTITY_ID, "design&x=1"));
    expect(formOf(page)).toMatchObject({ action: ACS_URL, fields: { RelayState: "design&x=1" } });
    expect(responseIn(page)).not.toContain("InResponseTo");
    const profile = await profileIn(page, party.saml(provider));
    expect(profile).toMatchObject({
      displayName: "Lucía Fernández",
      groups: ["treasury", "staff", "design"],
    });
  });

  it("asks a person who is signed in for nothing, and works as often as it is clicked", async () => {
    const { browser } = await signIn(provider.origin);
    const answers = [];
    for (let clicks = 0; clicks < 2; clicks += 1) {
      answers.push(responseIn(await browser.openPage(provider.tileUrl(SP_ENTITY_ID, "treasury"))));
    }
    const ids = answers.flatMap((xml) => [...xml.matchAll(/ ID="(\w+)"/g)].map(([, id]) => id));
    expect(new Set(ids).size).toBe(4);
  });

  it("sends no relay state if it has none", async () => {
    const { page } = await signIn(provider.tileUrl(SP_ENTITY_ID));
    expect(Object.keys(formOf(page).fields)).toStrictEqual(["SAMLResponse"]);
  });

  it("tells no service provider that the person cancelled", async () => {
    for (const url of [provider.tileUrl(SP_ENTITY_ID, "treasury"), provider.origin]) {
      const browser = new Browser();
      const form = await browser.openPage(url);
      const page = await browser.openPage(form.url, { action: "cancel" });
      expect(page.html).toContain("You have cancelled the sign-in.");
    }
  });

  it.each([
    ["/start", "The link names no service provider."],
    ["/start?sp=http://unknown.example", "http://unknown.example is not registered here"],
  ])("%s is refused", async (path, fault) => {
    const page = await new Browser().openPage(`${provider.origin}${path}`);
    expect(page.status).toBe(400);
    expect(page.html).toContain(fault);
  });
});

describe("register", () => {
  it("adds a service provider and replaces it", async () => {
    const entityId = "http://late.example/metadata";
    const late = await makeServiceProvider({ entityId, tiles: [{ label: "Late", relayState: "1" }] });
    provider.register(late.registration);
    const { browser, page } = await signIn(provider.tileUrl(entityId, "1"));
    expect(formOf(page).action).toBe(ACS_URL);
    provider.register({ ...late.registration, assertionConsumerServiceUrl: "http://late.example/moved" });
    const moved = await browser.openPage(provider.tileUrl(entityId, "1"));
    expect(formOf(moved).action).toBe("http://late.example/moved");
  });
});

describe("the page that carries the answer", () => {
  it("runs the one script that submits it, and nothing stands in the way of where that leads", async () => {
    const { page } = await signIn(provider.tileUrl(SP_ENTITY_ID, "treasury"));
    const script = /<script>(.*)<\/script>/.exec(page.html)?.[1] ?? "";
    const style = /<style>(.*)<\/style>/s.exec(page.html)?.[1] ?? "";
    const hash = (inline: string) => createHash("sha256").update(inline).digest("base64");
    expect(page.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash(style)}'; script-src 'sha256-${hash(script)}'; ` +
        "base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  it("has a button for a browser that runs no scripts", async () => {
    const { page } = await signIn(provider.tileUrl(SP_ENTITY_ID, "treasury"));
    expect(page.html).toMatch(/<noscript>.*<button>Continue<\/button>.*<\/noscript>/);
  });
});
