/**
 * Logout that begins at the identity provider. SimpleSAMLphp sends the browser with a LogoutRequest and waits for the
 * answer; LemonLDAP::NG puts the request into a frame of its own page, where no cookie of ours is.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { unescapeHtml } from "./html-form.ts";
import { launch, launchLink, visitorOf } from "./launch.ts";
import { story } from "./story.ts";
import type { Visitor } from "./visitor.ts";

let stage: BrokerStage;
beforeAll(async () => {
  stage = await startBrokerStage();
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

/** Only after a LogoutResponse that it accepts does SimpleSAMLphp lead here. */
const goodbye = () => `${stage.world.origin}/healthz?goodbye`;

async function signedIn(idp: string): Promise<Visitor> {
  const visitor = visitorOf(idp);
  await launch(stage, idp, visitor);
  return visitor;
}

function logoutRequestOf({ addresses }: Visitor): URL {
  const found = addresses.find(({ pathname }) => pathname === "/logout/ssp/saml");
  return found ?? new URL("about:blank");
}

function logoutResponseOf({ addresses }: Visitor): URL {
  const found = addresses.find(({ searchParams }) => searchParams.has("SAMLResponse"));
  return found ?? new URL("about:blank");
}

describe("a logout at SimpleSAMLphp", () => {
  it("ends the broker session by a signed request, which has a signed answer", async () => {
    const visitor = await signedIn("ssp");
    const page = await visitor.open(stage.ssp.logoutUrl(goodbye()));
    expect(page.url.href).toBe(goodbye());
    expect(story(stage.takeEvents())).toEqual([
      "sign_out success ssp",
      "sessions_revoked success ssp saml_logout",
    ]);
    for (const { searchParams } of [logoutRequestOf(visitor), logoutResponseOf(visitor)]) {
      expect(searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    }
    const start = await visitor.open(stage.world.origin);
    expect(start.html).not.toContain("/launch/");
    await visitor.travel(launchLink(stage, "ssp"));
    expect(visitor.passwordsTyped).toBe(2);
  });

  it("has an answer whose signature SimpleSAMLphp checks", async () => {
    const visitor = await signedIn("ssp");
    await visitor.open(stage.ssp.logoutUrl(goodbye()));
    const answer = logoutResponseOf(visitor);
    answer.searchParams.delete("Signature");
    answer.searchParams.delete("SigAlg");
    const page = await visitor.open(answer);
    expect(page.html).toContain("no signature found on message");
  });

  it("cannot be used again against a later session", async () => {
    const visitor = await signedIn("ssp");
    await visitor.open(stage.ssp.logoutUrl(goodbye()));
    await launch(stage, "ssp", visitor);
    const page = await visitor.open(logoutRequestOf(visitor));
    expect(page.status).toBe(403);
    const refused = "request_refused refused GET /logout/{idp}/saml: saml_logout_invalid";
    expect(story(stage.takeEvents())).toEqual([refused]);
    const start = await visitor.open(stage.world.origin);
    expect(start.html).toContain("/launch/");
  });
});

describe("a logout at LemonLDAP::NG", () => {
  it("is refused in its frame, and the broker session lives on", async () => {
    const visitor = await signedIn("lemon");
    const page = await visitor.open(stage.lemon.logoutUrl());
    const source = unescapeHtml(/<iframe src="([^"]*)"/.exec(page.html)?.[1] ?? "");
    expect(source).toContain(`${stage.world.origin}/logout/lemon/saml?SAMLRequest=`);
    const frame = await visitor.openFrame(source, page);
    expect(frame.status).toBe(400);
    const refused = "request_refused refused GET /logout/{idp}/saml: not_a_navigation";
    expect(story(stage.takeEvents())).toEqual([refused]);
    const start = await visitor.open(stage.world.origin);
    expect(start.html).toContain("/launch/");
  });
});
