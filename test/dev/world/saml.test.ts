import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuditEvent, LaunchEvent, SignInEvent } from "../../../functions/core/audit-event.ts";
import { SESSION_COOKIE } from "../../../functions/http/cookies.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import {
  type Answer,
  hiddenFieldsOf,
  type SamlTraveller,
  samlTraveller,
  withBothProviders,
} from "../../support/saml-traveller.ts";
import { formOf } from "../identity-provider/saml/service-provider.ts";

let demo: DemoWorld;
let table: DynamoDBClient;
let eventsBefore: number;

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  table = new DynamoDBClient({ endpoint: demo.world.storeEndpoint, region: "eu-west-1", credentials });
});
afterAll(async () => {
  table?.destroy();
  await demo?.world.stop();
});
beforeEach(() => {
  eventsBefore = demo.events.length;
});

/** Of this test, oldest first. */
const events = (): readonly AuditEvent[] => demo.events.slice(eventsBefore);
const signIns = () => events().filter((event): event is SignInEvent => event.event === "sign_in");
const launches = () => events().filter((event): event is LaunchEvent => event.event === "launch");
const holdsSession = ({ broker }: SamlTraveller): boolean => broker.cookies.has(SESSION_COOKIE);

function asPage(answer: Answer | URL): Answer {
  if (answer instanceof URL) throw new Error(`expected a page, was sent to ${answer.origin}`);
  return answer;
}

/** The question behind a tile. */
async function askedBehind(person: SamlTraveller, application?: string): Promise<Answer> {
  const answer = await person.bring(await person.clickTile(application));
  expect([answer.status, answer.location]).toEqual([303, "/login/campus/continue"]);
  return asPage(await person.broker.follow(answer));
}

async function sayYes(person: SamlTraveller, question: Answer): Promise<Answer> {
  return await person.broker.post("/login/campus/continue", hiddenFieldsOf(question));
}

/** As a browser does with the Refresh of the page that follows the yes. */
async function goOn({ broker }: SamlTraveller, page: Answer): Promise<Answer | URL> {
  const path = page.headers.get("refresh")?.replace(/^0;url=/, "");
  if (path === undefined) throw new Error(`no Refresh on: ${page.html}`);
  return await broker.open(path);
}

describe("a launch link by SAML", () => {
  it("leads through the sign-in to a streaming URL of the nearest permitted fleet", async () => {
    const end = await samlTraveller(demo, "lucia").signInTo("/launch/treasury?idp=campus");
    expect(end).toBeInstanceOf(URL);
    expect((end as URL).origin).toBe(demo.world.appstream.origin);
    expect((end as URL).pathname).toBe("/eu-west-1/authenticate");
    expect(signIns()).toMatchObject([
      {
        ...{ outcome: "success", identityProvider: "campus" },
        mfaEvidence: expect.stringContaining("https://refeds.org/profile/mfa"),
      },
    ]);
    expect(launches()).toMatchObject([
      {
        ...{ outcome: "url_created", grant: "group:treasury" },
        location: { country: "ES", provenance: "claim", network: null },
      },
    ]);
  });

  it("offers the choice of both providers, and each leads to its own", async () => {
    const { broker } = samlTraveller(demo, "lucia");
    const { html } = asPage(await broker.open("/launch/treasury?context=FXD-1"));
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      "/login/corporate?application=treasury&amp;context=FXD-1",
      "/login/campus/saml?application=treasury&amp;context=FXD-1",
    ]);
  });

  it("keeps the deep link through the sign-in, in the record only, and sealed", async () => {
    const end = await samlTraveller(demo, "lucia").signInTo("/launch/treasury?idp=campus&context=FXD-777002");
    expect(end).toBeInstanceOf(URL);
    const { Items = [] } = await table.send(new ScanCommand({ TableName: demo.world.tables.launch }));
    const item = Items.find(({ pk }) => pk?.S === launches()[0]?.launchId);
    const written = JSON.stringify(item);
    expect(written).toContain("url_created");
    const sealed = written.match(/eyJ[\w-]+\.\.[\w.-]+/g) ?? [];
    expect(sealed).toHaveLength(1);
    expect(written).not.toContain("FXD-777002");
  });

  it("gives a person another identity, and so another user id, at each provider", async () => {
    const lucia = samlTraveller(demo, "lucia");
    await lucia.signInTo("/launch/treasury?idp=campus");
    await lucia.signInByOpenId("/launch/treasury?idp=corporate");
    const [campus, corporate] = signIns().map(({ principal }) => principal);
    expect([campus?.identityProvider, corporate?.identityProvider]).toEqual(["campus", "corporate"]);
    expect(campus?.subject).toBe(corporate?.subject);
    expect(campus?.userId).not.toBe(corporate?.userId);
  });

  it("asks for nothing again within the session", async () => {
    const lucia = samlTraveller(demo, "lucia");
    await lucia.signInTo("/launch/treasury?idp=campus");
    expect(await lucia.broker.open("/launch/design")).toBeInstanceOf(URL);
    expect(signIns()).toHaveLength(1);
  });

  it("asks again for the password with again=1, and believes no sign-in that was before", async () => {
    const lucia = samlTraveller(demo, "lucia");
    await lucia.signInTo("/launch/treasury?idp=campus");
    const path = "/login/campus/saml?application=treasury&again=1";
    const request = await lucia.broker.open(path);
    expect((await lucia.campus.openPage(request as URL)).html).toContain('name="password"');
    expect(await lucia.signInTo(path)).toBeInstanceOf(URL);
  });

  it("lets two tabs sign in at once, each to its own application", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const forms = [
      await lucia.signInFor("/launch/treasury?idp=campus"),
      await lucia.signInFor("/launch/design?idp=campus"),
    ];
    const ends = [];
    for (const form of forms.toReversed()) ends.push((await lucia.bring(form)).location);
    expect(ends).toEqual(["/launch/design", "/launch/treasury"]);
  });

  it("tells who may not have the application so, after the sign-in", async () => {
    const page = asPage(await samlTraveller(demo, "noah").signInTo("/launch/treasury?idp=campus"));
    expect(page.status).toBe(403);
    expect(page.html).toContain("You do not have this application");
  });

  it("takes the second factor from AuthnContextClassRef, and keeps who has none out", async () => {
    const console = "/launch/server-console?idp=campus";
    expect(await samlTraveller(demo, "marta").signInTo(console)).toBeInstanceOf(URL);
    const page = asPage(await samlTraveller(demo, "hugo").signInTo(console));
    expect(page.html).toContain("A second factor is needed");
    expect(page.html).toContain('href="/login/campus/saml?application=server-console&amp;again=1"');
  });

  it("that was cancelled at the identity provider offers the same launch again", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const request = await lucia.broker.open("/launch/treasury?idp=campus");
    const form = await lucia.campus.openPage(request as URL);
    const cancelled = await lucia.campus.openPage(form.url, { action: "cancel" });
    const page = await lucia.bring(formOf(cancelled));
    expect(page.status).toBe(403);
    expect(page.html).toContain("Sign-in cancelled");
    expect(page.html).toContain('href="/launch/treasury"');
    expect(signIns()).toMatchObject([{ refusal: { reason: "saml_status_not_success" } }]);
  });
});

describe("a tile", () => {
  it("leads by a question to the streaming URL", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const question = await askedBehind(lucia, "treasury");
    expect(question.html).toContain("<strong>Lucía Fernández (lucia.fernandez@northwind.example)</strong>");
    expect(question.html).toContain("<strong>Treasury desk</strong>");
    expect(holdsSession(lucia)).toBe(false);

    const onward = await sayYes(lucia, question);
    expect([onward.status, onward.headers.get("refresh")]).toEqual([200, "0;url=/launch/treasury"]);
    expect(holdsSession(lucia)).toBe(true);
    expect((await goOn(lucia, onward)) as URL).toMatchObject({ pathname: "/eu-west-1/authenticate" });
    expect(signIns().map(({ outcome }) => outcome)).toEqual(["proposed", "success"]);
    expect(launches()).toMatchObject([{ application: "treasury", outcome: "url_created" }]);
  });

  it("without an application leads to the start page", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const page = asPage(await goOn(lucia, await sayYes(lucia, await askedBehind(lucia))));
    expect(page.html).toContain("Your applications");
    expect(launches()).toEqual([]);
  });

  it("shows its question as often as it is asked, and takes one yes", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const question = await askedBehind(lucia, "treasury");
    expect(asPage(await lucia.broker.open("/login/campus/continue")).html).toBe(question.html);
    const before = lucia.broker.copy();
    await sayYes(lucia, question);
    const again = await before.post("/login/campus/continue", hiddenFieldsOf(question));
    expect([again.status, before.cookies.has(SESSION_COOKIE)]).toEqual([400, false]);
    expect((await lucia.broker.get("/login/campus/continue")).status).toBe(400);
  });

  it("shows who would be replaced, and leaves them signed in unless there is a yes", async () => {
    const lucia = samlTraveller(demo, "lucia");
    await lucia.signInTo("/launch/treasury?idp=campus");
    const diego = { ...samlTraveller(demo, "diego"), broker: lucia.broker };
    const form = await diego.clickTile("design");
    const question = asPage(
      await lucia.broker.follow(await lucia.broker.post("/login/campus/acs", form.fields, "cross-site")),
    );
    expect(question.html).toContain("Diego Hernández");
    expect(question.html).toContain(
      "It takes the place of who is signed in here now: <strong>Lucía Fernández (lucia.fernandez@northwind.example)</strong>",
    );
    expect(asPage(await lucia.broker.open("/")).html).toContain("Signed in as Lucía Fernández");
    await sayYes(diego, question);
    expect(asPage(await lucia.broker.open("/")).html).toContain("Signed in as Diego Hernández");
  });

  it("takes no yes from another site, nor to a question that another tile has replaced", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const question = await askedBehind(lucia, "treasury");
    const fields = hiddenFieldsOf(question);
    expect((await lucia.broker.post("/login/campus/continue", fields, "cross-site")).status).toBe(403);
    const second = await askedBehind(lucia, "design");
    expect((await sayYes(lucia, question)).status).toBe(400);
    expect(holdsSession(lucia)).toBe(false);
    expect((await sayYes(lucia, second)).status).toBe(200);
    const reasons = events().map((event) => ("refusal" in event ? event.refusal?.reason : undefined));
    expect(reasons.filter((reason) => reason !== undefined)).toEqual([
      "cross_site_request",
      "pending_sign_in_missing",
    ]);
  });

  it("of an application that the policy does not allow there proposes nothing", async () => {
    const lucia = samlTraveller(demo, "lucia");
    for (const relayState of ["server-console", "https://evil.example/"]) {
      const answer = await lucia.bring(await lucia.clickTile(relayState));
      expect([answer.status, answer.location]).toEqual([403, null]);
    }
    expect(signIns().map((event) => event.refusal?.reason)).toEqual(["saml_relay_state", "saml_relay_state"]);
    expect([...lucia.broker.cookies]).toEqual([]);
  });

  it("leads to a launch that is decided like any other", async () => {
    const noah = samlTraveller(demo, "noah");
    const page = asPage(await goOn(noah, await sayYes(noah, await askedBehind(noah, "treasury"))));
    expect(page.html).toContain("You do not have this application");
  });
});

describe("a response that is not the one expected", () => {
  it("in another browser signs nobody in, and may still be brought by the right one", async () => {
    const [lucia, thief] = [samlTraveller(demo, "lucia"), samlTraveller(demo, "diego")];
    const form = await lucia.signInFor("/launch/treasury?idp=campus");
    expect((await thief.bring(form)).status).toBe(400);
    expect(holdsSession(thief)).toBe(false);
    expect((await lucia.bring(form)).location).toBe("/launch/treasury");
    expect(signIns().map((event) => event.refusal?.reason)).toEqual(["login_transaction_missing", undefined]);
  });

  it("as if nobody had asked for it, without its RelayState, proposes nobody", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const { action, fields } = await lucia.signInFor("/launch/treasury?idp=campus");
    for (const relayState of [{}, { RelayState: "treasury" }]) {
      const answer = await lucia.bring({
        action,
        fields: { SAMLResponse: fields.SAMLResponse ?? "", ...relayState },
      });
      expect([answer.status, answer.location]).toEqual([403, null]);
    }
    expect(signIns().map((event) => event.refusal?.reason)).toEqual([
      "saml_in_response_to",
      "saml_in_response_to",
    ]);
  });

  it("of a tile signs nobody in where a sign-in is under way", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const asked = await lucia.signInFor("/launch/treasury?idp=campus");
    const unasked = await samlTraveller(demo, "diego").clickTile("design");
    const mixed = {
      SAMLResponse: unasked.fields.SAMLResponse ?? "",
      RelayState: asked.fields.RelayState ?? "",
    };
    expect((await lucia.bring({ action: asked.action, fields: mixed })).status).toBe(403);
    expect(signIns().map((event) => event.refusal?.reason)).toEqual(["saml_in_response_to"]);
    expect(holdsSession(lucia)).toBe(false);
  });

  it("altered by one character signs nobody in, and offers the launch again", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const { action, fields } = await lucia.signInFor("/launch/treasury?idp=campus");
    const xml = Buffer.from(fields.SAMLResponse ?? "", "base64").toString();
    const altered = Buffer.from(xml.replace("urn:northwind:campus", "urn:northwind:kampus")).toString(
      "base64",
    );
    const page = await lucia.bring({ action, fields: { ...fields, SAMLResponse: altered } });
    expect(page.status).toBe(403);
    expect(page.html).toContain('href="/launch/treasury"');
    expect(signIns()[0]?.refusal?.reason).toMatch(/^saml_/);
  });

  it("at the address of the other provider finds nothing there", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const { fields } = await lucia.signInFor("/launch/treasury?idp=campus");
    expect((await lucia.broker.post("/login/corporate/acs", fields, "cross-site")).status).toBe(404);
  });
});
