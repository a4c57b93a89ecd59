import { describe, expect, it } from "vitest";
import { askedGroups, handoverClaims, tokenRequest, tokensOf } from "../../functions/core/handover-token.ts";
import { anApplication } from "../support/core-builders.ts";
import {
  aBrowser,
  aCookie,
  aFrontChannel,
  aHandover,
  anOpenApplication,
  aToken,
} from "../support/handover-builders.ts";

const holder = { identityProvider: "campus", groups: ["staff", "guests", "admins"] };

describe("tokensOf", () => {
  it("is every token that an application gets", () => {
    const cookie = aToken({ seconds: 60 });
    const front = aToken({ seconds: 10 });
    const ofBrowser = (browser: Parameters<typeof aBrowser>[0]) =>
      tokensOf(anOpenApplication(aHandover({ browser: aBrowser(browser) })));
    expect(ofBrowser({ cookies: [aCookie({ token: cookie })] })).toStrictEqual([cookie]);
    expect(ofBrowser({ frontChannel: aFrontChannel({ token: front }) })).toStrictEqual([front]);
    expect(tokensOf(anOpenApplication(aHandover()))).toStrictEqual([]);
    expect(tokensOf(anApplication())).toStrictEqual([]);
  });
});

describe("tokenRequest", () => {
  it("names groups by the provider that claimed them, each once", () => {
    const token = aToken({
      groups: ["staff"],
      groupsByProvider: { campus: ["staff", "guests"], partner: ["admins"] },
    });
    expect(tokenRequest(token, holder).groups).toStrictEqual(["staff", "guests"]);
    expect(tokenRequest(token, { ...holder, identityProvider: "partner" }).groups).toStrictEqual([
      "staff",
      "admins",
    ]);
    expect(tokenRequest(token, { ...holder, identityProvider: "constructor" }).groups).toStrictEqual([
      "staff",
    ]);
  });

  it("names no group that the person has not", () => {
    expect(tokenRequest(aToken({ groups: ["board"] }), holder)).toStrictEqual({
      audience: "https://treasury.example",
      groups: [],
      seconds: 300,
    });
  });
});

describe("askedGroups", () => {
  it("is what the tokens together would name", () => {
    const cookies = [aCookie(), aCookie({ token: aToken({ groups: ["guests", "staff", "board"] }) })];
    const application = anOpenApplication(aHandover({ browser: aBrowser({ cookies }) }));
    expect(askedGroups(application, holder)).toStrictEqual(["staff", "guests"]);
    expect(askedGroups(anApplication(), holder)).toStrictEqual([]);
  });
});

describe("handoverClaims", () => {
  const facts = {
    issuer: "https://broker.example",
    userId: "u-7f3a9c",
    displayName: "Ana García",
    email: "ana@campus.example",
    launchId: "launch-1",
    tokenId: "token-1",
    issuedAt: 1000,
  };
  const least = {
    iss: "https://broker.example",
    aud: "https://treasury.example",
    sub: "u-7f3a9c",
    groups: ["staff"],
    iat: 1000,
    nbf: 1000,
    exp: 1300,
    jti: "token-1",
    launch_id: "launch-1",
  };

  it("says who, for whom, from which launch and for how long", () => {
    const request = tokenRequest(aToken(), holder);
    const named = { name: "Ana García", email: "ana@campus.example" };
    expect(handoverClaims(request, facts)).toStrictEqual({ ...least, ...named });
  });

  it("leaves out what nobody claimed", () => {
    const request = tokenRequest(aToken(), holder);
    expect(handoverClaims(request, { ...facts, displayName: null, email: null })).toStrictEqual(least);
  });
});
