/**
 * Sign-in that begins at the broker, with the least of set-up: each side has imported the other's metadata, and the
 * policy names the attributes. Both identity providers send a persistent NameID, and groups as values of one attribute.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { endOf, launchLink, visitorOf } from "./launch.ts";
import { story } from "./story.ts";
import { Visitor } from "./visitor.ts";

let stage: BrokerStage;
beforeAll(async () => {
  stage = await startBrokerStage();
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

describe.each([
  { name: "SimpleSAMLphp", idp: "ssp", unsigned: "no signature found on message" },
  // Its error 57: "Error in SAML message signature management".
  { name: "LemonLDAP::NG", idp: "lemon", unsigned: 'trmsg="57"' },
])("a launch link for the people of $name", ({ idp, unsigned }) => {
  it("ends on the stream", async () => {
    const visitor = visitorOf(idp);
    const page = await visitor.travel(launchLink(stage, idp));
    expect(endOf(page, stage)).toBe("stream");
    expect(page.html).toContain('<h1 data-testid="application">Treasury desk</h1>');
    expect(visitor.passwordsTyped).toBe(1);
    const [signedIn, launched, ...others] = stage.takeEvents();
    expect(signedIn).toMatchObject({ event: "sign_in", outcome: "success", identityProvider: idp });
    expect(launched).toMatchObject({
      event: "launch",
      outcome: "url_created",
      application: "treasury",
      grant: "group:treasury",
      location: { country: "ES", provenance: "claim" },
      principal: { identityProvider: idp },
    });
    expect(others).toEqual([]);
  });

  it("keeps its context", async () => {
    const page = await visitorOf(idp).travel(`${launchLink(stage, idp)}&context=FXD-204417`);
    expect(endOf(page, stage)).toBe("stream");
    stage.takeEvents();
    const wrong = await visitorOf(idp).travel(`${launchLink(stage, idp)}&context=none`);
    expect(wrong.status).toBe(400);
    expect(story(stage.takeEvents())).toEqual([
      `sign_in success ${idp}`,
      `launch refused ${idp} treasury: context_invalid`,
    ]);
  });

  it("opens what one of several groups is for, and nothing else", async () => {
    const visitor = visitorOf(idp);
    expect(endOf(await visitor.travel(launchLink(stage, idp, "treasury")), stage)).toBe("stream");
    expect(endOf(await visitor.travel(launchLink(stage, idp, "design")), stage)).toBe("stream");
    const page = await visitor.travel(launchLink(stage, idp, "desktop"));
    expect(page.status).toBe(403);
    expect(page.html).toContain("You do not have this application");
    expect(story(stage.takeEvents())).toEqual([
      `sign_in success ${idp}`,
      `launch url_created ${idp} treasury`,
      `launch url_created ${idp} design`,
      `launch refused ${idp} desktop: not_in_audience`,
    ]);
  });

  it("knows the person again in another browser", async () => {
    await visitorOf(idp).travel(launchLink(stage, idp));
    await visitorOf(idp).travel(launchLink(stage, idp));
    const users = stage.takeEvents().flatMap((event) => (event.event === "launch" ? [event.principal] : []));
    expect(users).toHaveLength(2);
    expect(users[0]).toEqual(users[1]);
  });

  it("begins with a request whose signature the identity provider checks", async () => {
    const visitor = visitorOf(idp);
    await visitor.open(launchLink(stage, idp));
    const request = visitor.addresses.find(({ searchParams }) => searchParams.has("SAMLRequest"));
    if (request === undefined) throw new Error("no AuthnRequest");
    request.searchParams.delete("Signature");
    request.searchParams.delete("SigAlg");
    await expect(visitorOf(idp).fetchResponse(request)).rejects.toThrow(unsigned);
  });
});

describe("a second factor", () => {
  it("is what SimpleSAMLphp's AuthnContextClassRef says", async () => {
    const page = await new Visitor("marta").travel(launchLink(stage, "ssp", "server-console"));
    expect(endOf(page, stage)).toBe("stream");
    const [signedIn, launched] = stage.takeEvents();
    expect(signedIn).toMatchObject({ mfaEvidence: "AuthnContextClassRef=https://refeds.org/profile/mfa" });
    expect(launched).toMatchObject({ outcome: "url_created", application: "server-console" });
  });

  it("is asked of an administrator who has none", async () => {
    const page = await new Visitor("hugo").travel(launchLink(stage, "ssp", "server-console"));
    expect(page.status).toBe(403);
    expect(page.html).toContain("A second factor is needed");
    expect(page.html).toContain('href="/login/ssp/saml?application=server-console&amp;again=1"');
    expect(story(stage.takeEvents())).toEqual([
      "sign_in success ssp",
      "launch refused ssp server-console: mfa_required",
    ]);
  });

  it("is nothing that LemonLDAP::NG says of a password", async () => {
    await visitorOf("lemon").travel(launchLink(stage, "lemon"));
    const [signedIn] = stage.takeEvents();
    expect(signedIn).toMatchObject({ outcome: "success", mfaEvidence: null });
  });
});

describe("somebody in no group", () => {
  it("is signed in and may open nothing", async () => {
    const visitor = new Visitor("noah");
    const page = await visitor.travel(launchLink(stage, "ssp"));
    expect(page.status).toBe(403);
    expect(page.html).toContain("You do not have this application");
    expect(story(stage.takeEvents())).toEqual([
      "sign_in success ssp",
      "launch refused ssp treasury: not_in_audience",
    ]);
    const start = await visitor.open(stage.world.origin);
    expect(start.html).toContain("Signed in as Noah Weber");
    expect(start.html).not.toContain("/launch/");
  });
});
