/**
 * Sign-in that begins at the identity provider, with a response that nobody here asked for. RelayState is a parameter of
 * the tile's address at both; it names an application of the policy, and the person is asked before anything happens.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { endOf, launch, launchLink, streamBy, visitorOf } from "./launch.ts";
import { responseXml } from "./saml-response.ts";
import { story } from "./story.ts";

let stage: BrokerStage;
beforeAll(async () => {
  const applications = ["treasury", "design"];
  const linksOnly = { serviceProvider: { entityId: "urn:northwind:links-only" } };
  stage = await startBrokerStage(({ ssp, lemon }) => ({
    saml: {
      ssp: { at: ssp, policy: { idpInitiated: { applications } } },
      lemon: { at: lemon, policy: { idpInitiated: { applications, defaultApplication: "design" } } },
      "ssp-links": { at: ssp, policy: linksOnly },
      "lemon-links": { at: lemon, policy: linksOnly },
    },
  }));
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

describe.each([
  { name: "SimpleSAMLphp", idp: "ssp", shown: "Lucía Fernández (lucia.fernandez@northwind.example)" },
  { name: "LemonLDAP::NG", idp: "lemon", shown: "Dóctor Whö (dwho@badwolf.org)" },
] as const)("a tile at $name", ({ idp, shown }) => {
  const tile = (relayState?: string, registration: string = idp) =>
    stage[idp].idpInitiatedUrl(registration, relayState);

  it("asks the person, and ends on the stream", async () => {
    const visitor = visitorOf(idp);
    const question = await visitor.travel(tile("treasury"));
    expect(question.url.pathname).toBe(`/login/${idp}/continue`);
    expect(question.html).toContain("Continue as this person?");
    expect(question.html).toContain(shown);
    expect(question.html).toContain("<strong>Treasury desk</strong>");
    expect(visitor.samlResponses.map(responseXml).join()).not.toContain("InResponseTo");
    expect(story(stage.takeEvents())).toEqual([`sign_in proposed ${idp}`]);

    const page = await visitor.submit(question);
    expect({ end: endOf(page, stage), told: story(stage.takeEvents()) }).toEqual(streamBy(idp));
  });

  it("signs nobody in who does not say yes", async () => {
    const visitor = visitorOf(idp);
    await visitor.travel(tile("treasury"));
    const page = await visitor.open(stage.world.origin);
    expect(page.html).not.toContain("/launch/");
    expect(story(stage.takeEvents())).toEqual([`sign_in proposed ${idp}`]);
  });

  it("brings the same user as a launch link", async () => {
    const visitor = visitorOf(idp);
    await visitor.submit(await visitor.travel(tile("treasury")));
    await visitorOf(idp).travel(launchLink(stage, idp));
    const users = stage.takeEvents().flatMap((event) => (event.event === "launch" ? [event.principal] : []));
    expect(users).toHaveLength(2);
    expect(users[0]).toEqual(users[1]);
  });

  it("leads nowhere with a RelayState that is no application", async () => {
    const page = await visitorOf(idp).travel(tile("tesorería & <more>"));
    expect(page.status).toBe(403);
    expect(story(stage.takeEvents())).toEqual([`sign_in refused ${idp}: saml_relay_state`]);
  });

  it("leads nowhere where the policy wants sign-ins to begin here", async () => {
    const page = await visitorOf(idp).travel(tile("treasury", `${idp}-links`));
    expect(page.status).toBe(403);
    expect(story(stage.takeEvents())).toEqual([`sign_in refused ${idp}-links: saml_unsolicited`]);
    expect(await launch(stage, `${idp}-links`)).toEqual(streamBy(`${idp}-links`));
  });
});

describe("a tile without RelayState", () => {
  it("opens the application that the policy names", async () => {
    const visitor = visitorOf("lemon");
    const question = await visitor.travel(stage.lemon.idpInitiatedUrl("lemon"));
    expect(question.html).toContain("<strong>Branch designer</strong>");
    stage.takeEvents();
    const page = await visitor.submit(question);
    expect({ end: endOf(page, stage), told: story(stage.takeEvents()) }).toEqual(streamBy("lemon", "design"));
  });

  it("leads to the start page where it names none", async () => {
    const visitor = visitorOf("ssp");
    const page = await visitor.submit(await visitor.travel(stage.ssp.idpInitiatedUrl("ssp")));
    expect(page.url.href).toBe(`${stage.world.origin}/`);
    expect(page.html).toContain('href="/launch/treasury"');
    expect(story(stage.takeEvents())).toEqual(["sign_in proposed ssp", "sign_in success ssp"]);
  });
});
