/**
 * Two sessions, the identity provider's and ours: what begins one, and that neither ends the other. ForceAuthn makes
 * both identity providers ask for the password again; LemonLDAP::NG takes one of the last seconds for fresh.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { endOf, launch, launchLink, streamBy, visitorOf } from "./launch.ts";
import { story } from "./story.ts";

let stage: BrokerStage;
beforeAll(async () => {
  const policy = { idpInitiated: { applications: ["treasury"] } };
  const over = { serviceProvider: { entityId: "urn:northwind:over" } };
  stage = await startBrokerStage(({ ssp, lemon }) => ({
    saml: {
      ssp: { at: ssp, policy },
      lemon: { at: lemon, policy },
      "lemon-over": { at: lemon, policy: over, imported: { sessionSeconds: -3_600 } },
    },
  }));
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

describe.each([
  { name: "SimpleSAMLphp", idp: "ssp", freshMilliseconds: 0 },
  { name: "LemonLDAP::NG", idp: "lemon", freshMilliseconds: 2_100 },
] as const)("sessions with $name", ({ idp, freshMilliseconds }) => {
  it("end here without ending there: the next launch asks for no password", async () => {
    const visitor = visitorOf(idp);
    await launch(stage, idp, visitor);
    const signedOut = await visitor.submit(await visitor.open(stage.world.origin));
    expect(signedOut.html).not.toContain("/launch/");
    expect(story(stage.takeEvents())).toEqual([`sign_out success ${idp}`]);
    expect(await launch(stage, idp, visitor)).toEqual(streamBy(idp));
    expect(visitor.passwordsTyped).toBe(1);
  });

  it("do not spare the password where a fresh sign-in is asked for", async () => {
    const visitor = visitorOf(idp);
    await launch(stage, idp, visitor);
    await new Promise((resolve) => setTimeout(resolve, freshMilliseconds));
    const page = await visitor.travel(`${stage.world.origin}/login/${idp}/saml?application=treasury&again=1`);
    expect({ end: endOf(page, stage), told: story(stage.takeEvents()) }).toEqual(streamBy(idp));
    expect(visitor.passwordsTyped).toBe(2);
  });

  it("do not begin by a response that was used", async () => {
    const visitor = visitorOf(idp);
    const carried = await visitor.fetchResponse(stage[idp].idpInitiatedUrl(idp, "treasury"));
    await visitor.handOver(carried);
    const page = await visitor.handOver(carried);
    expect(page.status).toBe(400);
    expect(page.html).toContain("This sign-in is over");
    expect(story(stage.takeEvents())).toEqual([
      `sign_in proposed ${idp}`,
      `sign_in refused ${idp}: saml_assertion_replayed`,
    ]);
  });

  it("begin once by a response that is posted twice at once", async () => {
    const visitor = visitorOf(idp);
    const carried = await visitor.fetchResponse(launchLink(stage, idp));
    const pages = await Promise.all([visitor.handOver(carried), visitor.handOver(carried)]);
    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    const told = [...streamBy(idp).told, `sign_in refused ${idp}: saml_assertion_replayed`];
    expect(story(stage.takeEvents()).toSorted()).toEqual(told.toSorted());
  });

  it("do not begin in a browser that did not ask", async () => {
    const carried = await visitorOf(idp).fetchResponse(launchLink(stage, idp));
    const page = await visitorOf(idp).handOver(carried);
    expect(page.status).toBe(400);
    expect(story(stage.takeEvents())).toEqual([`sign_in refused ${idp}: login_transaction_missing`]);
  });
});

describe("a session that is over at LemonLDAP::NG", () => {
  it("begins none here", async () => {
    const told = ["sign_in refused lemon-over: saml_session_over"];
    expect(await launch(stage, "lemon-over")).toEqual({ end: 403, told });
  });
});
