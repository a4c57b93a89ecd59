import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { redirectUrl } from "../../../dev/identity-provider/saml/redirect-url.ts";
import { SESSION_COOKIE } from "../../../functions/http/cookies.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import { type SamlTraveller, samlTraveller, withBothProviders } from "../../support/saml-traveller.ts";

let demo: DemoWorld;
let lucia: SamlTraveller;

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders);
});
afterAll(() => demo?.world.stop());
beforeEach(async () => {
  lucia = samlTraveller(demo, "lucia");
  expect(await lucia.signInTo("/launch/treasury?idp=campus")).toBeInstanceOf(URL);
});

const holdsSession = (): boolean => lucia.broker.cookies.has(SESSION_COOKIE);
const lastReason = (): unknown => {
  const event = demo.events.at(-1);
  return event !== undefined && "refusal" in event ? event.refusal : event?.event;
};

/** Signs out at the identity provider, which sends the browser here with a LogoutRequest. */
const logoutRequest = (): Promise<URL> =>
  lucia.campus.openRedirect(`${demo.world.samlIdentityProvider.origin}/logout`);
const bring = ({ pathname, search }: URL) => lucia.broker.get(pathname + search);
const xmlIn = (request: URL): string =>
  inflateRawSync(Buffer.from(request.searchParams.get("SAMLRequest") ?? "", "base64")).toString();

describe("signing out at the identity provider", () => {
  it("ends the broker session, and the identity provider hears of it", async () => {
    const request = await logoutRequest();
    expect(request.origin + request.pathname).toBe(`${demo.world.origin}/logout/campus/saml`);
    const answer = await bring(request);
    expect(answer.status).toBe(303);
    expect(holdsSession()).toBe(false);
    const page = await lucia.campus.openPage(answer.location ?? "");
    expect(page.html).toContain("You are signed out.");
    expect(page.html).not.toContain('role="alert"');
    expect(demo.events.findLast(({ event }) => event === "sign_out")).toMatchObject({
      ...{ event: "sign_out", outcome: "success" },
      principal: { identityProvider: "campus" },
    });
    expect((await lucia.broker.get("/launch/treasury?idp=campus")).location).toMatch(
      /^\/login\/campus\/saml/,
    );
  });

  it("ends no session of another identity provider, and is answered all the same", async () => {
    const request = await logoutRequest();
    await lucia.signInByOpenId("/launch/treasury?idp=corporate");
    const answer = await bring(request);
    expect(answer.location).toMatch(new RegExp(`^${demo.world.samlIdentityProvider.origin}/slo\\?`));
    expect(holdsSession()).toBe(true);
    expect((await lucia.campus.openPage(answer.location ?? "")).html).toContain("You are signed out.");
  });
});

describe("a LogoutRequest that is not to be believed", () => {
  it.each<[string, (request: URL) => URL | Promise<URL>, string]>([
    [
      "that is not signed",
      (request) => {
        for (const name of ["SigAlg", "Signature"]) request.searchParams.delete(name);
        return request;
      },
      "saml_logout_unsigned",
    ],
    [
      "that somebody else signed",
      async (request) => {
        const stranger = await makeSamlKey({ commonName: "stranger" });
        const endpoint = request.origin + request.pathname;
        return new URL(redirectUrl(endpoint, "SAMLRequest", xmlIn(request), stranger));
      },
      "saml_logout_signature",
    ],
    [
      "whose RelayState was added",
      (request) => {
        request.searchParams.set("RelayState", "https://evil.example/");
        return request;
      },
      "saml_logout_signature",
    ],
    [
      "that is meant for somebody else",
      (request) => {
        const xml = xmlIn(request).replace(/Destination="[^"]*"/, 'Destination="https://other.example/slo"');
        const key = demo.world.samlIdentityProvider.key();
        return new URL(redirectUrl(request.origin + request.pathname, "SAMLRequest", xml, key));
      },
      "saml_logout_invalid",
    ],
    [
      "that is an hour old",
      (request) => {
        const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
        const xml = xmlIn(request).replace(/IssueInstant="[^"]*"/, `IssueInstant="${hourAgo}"`);
        const key = demo.world.samlIdentityProvider.key();
        return new URL(redirectUrl(request.origin + request.pathname, "SAMLRequest", xml, key));
      },
      "saml_issue_instant",
    ],
  ])("ends nothing: one %s", async (_name, spoil, reason) => {
    const answer = await bring(await spoil(await logoutRequest()));
    expect([answer.status, answer.location]).toEqual([403, null]);
    expect(holdsSession()).toBe(true);
    expect(lastReason()).toMatchObject({ reason });
    expect(await lucia.broker.open("/launch/treasury")).toBeInstanceOf(URL);
  });

  it("ends nothing when it comes a second time", async () => {
    const request = await logoutRequest();
    await bring(request);
    await lucia.signInTo("/launch/treasury?idp=campus");
    expect((await bring(request)).status).toBe(403);
    expect(holdsSession()).toBe(true);
    expect(lastReason()).toEqual({ reason: "saml_logout_invalid", evidence: { rule: "replayed" } });
  });

  it("ends nothing without a message, or with its answer in place of one", async () => {
    for (const query of ["", "?SAMLResponse=fZE&SigAlg=x&Signature=y", "?SAMLRequest=fZE&SAMLRequest=fZE"]) {
      expect((await lucia.broker.get(`/logout/campus/saml${query}`)).status).toBe(403);
    }
    expect(holdsSession()).toBe(true);
  });
});
