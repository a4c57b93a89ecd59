import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenIdProvider, startOpenIdProvider } from "../../../dev/identity-provider/oidc.ts";
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";
import { isSignIn } from "../../../dev/identity-provider/sign-in.ts";
import { Browser, type Page } from "./browser.ts";
import { REDIRECT_URI, type RelyingParty, relyingParty } from "./relying-party.ts";

let provider: OpenIdProvider;
let party: RelyingParty;

beforeAll(async () => {
  provider = await startOpenIdProvider({
    port: 0,
    clients: [{ clientId: "broker", redirectUris: [REDIRECT_URI], authentication: { method: "none" } }],
    people: DEMO_PEOPLE,
  });
  party = await relyingParty(provider.issuer, "broker", client.None());
});

afterAll(() => provider.stop());

async function openSignIn(parameters?: Record<string, string>): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser();
  const { url } = await party.start(parameters);
  return { browser, page: await browser.openPage(url) };
}

describe("signIn", () => {
  it("shows a labelled form and every demo person with the password", async () => {
    const { page } = await openSignIn();
    expect(page.html).toContain("<title>Northwind Bank – staff sign-in</title>");
    expect(page.html).toContain(`<label for="username">`);
    expect(page.html).toContain(`<label for="password">`);
    for (const { password } of DEMO_PEOPLE) expect(page.html).toContain(password);
  });

  it("allows nothing but its own style, and does not stand in the way of the redirects after the form", async () => {
    const { page } = await openSignIn();
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    ["a wrong password", { username: "lucia", password: "diego-demo" }],
    ["no password", { username: "lucia" }],
    ["an unknown person", { username: "<b>mallory</b>", password: "x" }],
  ])("refuses %s and keeps the user name, escaped", async (_case, form) => {
    const { browser, page } = await openSignIn();
    const refused = await browser.openPage(page.url, form);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(`role="alert">Wrong user name or password`);
    expect(refused.html).toContain(
      `value="${form.username.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`,
    );
  });

  it("lets the person in after a wrong password", async () => {
    const { browser, page } = await openSignIn();
    await browser.openPage(page.url, { username: "lucia", password: "wrong" });
    const callback = await browser.openRedirect(page.url, { username: "lucia", password: "lucia-demo" });
    expect(callback.searchParams.get("code")).toBeTruthy();
  });

  it("returns access_denied with state and iss when the person cancels", async () => {
    const browser = new Browser();
    const { url } = await party.start();
    const page = await browser.openPage(url);
    const callback = await browser.openRedirect(page.url, { username: "", password: "", action: "cancel" });
    expect(Object.fromEntries(callback.searchParams)).toStrictEqual({
      error: "access_denied",
      error_description: "The person cancelled the sign-in",
      state: url.searchParams.get("state"),
      iss: provider.issuer,
    });
  });

  it("fills in the user name of a login_hint, escaped", async () => {
    const { page } = await openSignIn({ login_hint: `lucia"><script>` });
    expect(page.html).toContain(`value="lucia&quot;&gt;&lt;script&gt;"`);
  });

  it("refuses a browser that did not start the sign-in", async () => {
    const { page } = await openSignIn();
    const form = { username: "lucia", password: "lucia-demo" };
    const stranger = await new Browser().openPage(page.url, form);
    expect(stranger.status).toBe(400);
    expect(stranger.html).toContain("started in another browser");
  });
});

describe("isSignIn", () => {
  it.each([
    ["/interaction/abc_-1", true],
    ["/interaction/abc?x=1", true],
    ["/interaction/abc/more", false],
    ["/interaction/", false],
    ["/auth", false],
    [undefined, false],
  ])("answers %s with %s", (url, expected) => {
    expect(isSignIn(url)).toBe(expected);
  });
});
