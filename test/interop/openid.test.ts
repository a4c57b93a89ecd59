/**
 * LemonLDAP::NG as an OpenID provider. Its issuer ends in a slash, its country is nested as OpenID Connect has it, and it
 * publishes one key at a time. Client id and secret are letters and digits: it decodes nothing (RFC 6749 §2.3.1).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { endOf, launchLink, streamBy } from "./launch.ts";
import { tokensFor } from "./openid-onlooker.ts";
import { story } from "./story.ts";
import { Visitor } from "./visitor.ts";

let stage: BrokerStage;
beforeAll(async () => {
  stage = await startBrokerStage(({ lemon }) => ({ oidc: { "lemon-oidc": lemon } }));
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

describe("LemonLDAP::NG as an OpenID provider", () => {
  it("signs in to the stream, by an issuer that ends in a slash", async () => {
    expect(stage.lemon.oidcIssuer).toMatch(/\/$/);
    const visitor = new Visitor("dwho");
    const page = await visitor.travel(launchLink(stage, "lemon-oidc"));
    expect(endOf(page, stage)).toBe("stream");
    expect(visitor.passwordsTyped).toBe(1);
    const [signedIn, launched, ...others] = stage.takeEvents();
    expect(signedIn).toMatchObject({
      event: "sign_in",
      outcome: "success",
      principal: { identityProvider: "lemon-oidc", subject: "dwho" },
    });
    expect(launched).toMatchObject({
      event: "launch",
      outcome: "url_created",
      grant: "group:treasury",
      location: { country: "ES", provenance: "claim" },
    });
    expect(others).toEqual([]);
  });

  it("tells one group from another", async () => {
    const page = await new Visitor("rtyler").travel(launchLink(stage, "lemon-oidc"));
    expect(page.status).toBe(403);
    expect(story(stage.takeEvents())).toEqual([
      "sign_in success lemon-oidc",
      "launch refused lemon-oidc treasury: not_in_audience",
    ]);
  });

  it("sends claims of these shapes, and an access token that calls itself the same type", async () => {
    const tokens = await tokensFor(new Visitor("dwho"), stage.lemon, `${stage.world.origin}/healthz`);
    expect(tokens.idTokenHeader).toEqual({ alg: "RS256", typ: "JWT", kid: expect.any(String) });
    expect(tokens.accessTokenHeader).toMatchObject({ alg: "RS256", typ: "JWT" });
    expect(tokens.claims).toMatchObject({
      iss: stage.lemon.oidcIssuer,
      aud: ["onlooker"],
      azp: "onlooker",
      sub: "dwho",
      name: "Dóctor Whö",
      email: "dwho@badwolf.org",
      address: { country: "ES" },
      groups: expect.arrayContaining(["treasury", "design", "timelords", "users"]),
    });
  });

  it("rolls its key over, which the broker sees when it may ask for keys again", async () => {
    await new Visitor("dwho").travel(launchLink(stage, "lemon-oidc"));
    stage.takeEvents();
    await stage.lemon.rollover();
    await new Visitor("dwho").travel(launchLink(stage, "lemon-oidc"));
    expect(story(stage.takeEvents())).toEqual(["sign_in refused lemon-oidc: id_token_key"]);
    // Half a minute after it did last; the tokens of now are still good then.
    const clock = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => clock() + 31_000);
    await new Visitor("dwho").travel(launchLink(stage, "lemon-oidc"));
    expect(story(stage.takeEvents())).toEqual(streamBy("lemon-oidc").told);
  });
});
