/** Wherever a page or a redirect leads to sign-in, a SAML identity provider's own function is meant. */
import { describe, expect, it } from "vitest";
import { homeRoute } from "../../functions/handlers/home.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import {
  aBroker,
  aLaunchEvent,
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aProvider,
  aSession,
  linksOf,
  memoryPorts,
  sessionCookies,
} from "../support/http-builders.ts";
import { aSamlProvider } from "../support/saml-provider-builders.ts";

const CAMPUS = { campus: aSamlProvider() };
const BOTH = aPolicy({ identityProviders: { corporate: aProvider(), ...CAMPUS } });

describe("homeRoute", () => {
  it("leads to each provider's own function", async () => {
    const response = await answer(homeRoute, memoryPorts({ policy: BOTH }), anEvent());
    expect(linksOf(response)).toEqual(["/login/corporate", "/login/campus/saml"]);
  });
});

describe("launchRoute", () => {
  const launch = (policy = BOTH, facts = {}) =>
    answer(launchRoute, memoryPorts({ policy }), aLaunchEvent(facts));

  it("leads straight to the one provider there is", async () => {
    const only = aPolicy({ identityProviders: CAMPUS });
    const response = await launch(only, { query: "context=a%26b" });
    expect(response.headers?.location).toBe("/login/campus/saml?application=treasury&context=a%26b");
  });

  it("offers each provider's own function where there are several", async () => {
    expect(linksOf(await launch())).toEqual([
      "/login/corporate?application=treasury",
      "/login/campus/saml?application=treasury",
    ]);
  });

  it("leads to the provider that the link names", async () => {
    const response = await launch(BOTH, { query: "idp=campus&client=native" });
    expect(response.headers?.location).toBe("/login/campus/saml?application=treasury&client=native");
  });

  it("asks for a fresh sign-in at the provider that the session is from", async () => {
    const principal = aPrincipal({ identityProvider: "campus" });
    const ports = memoryPorts({ policy: BOTH, broker: aBroker("mfa_required") });
    const cookies = await sessionCookies(aSession({ principal }));
    expect(linksOf(await answer(launchRoute, ports, aLaunchEvent({ cookies })))).toEqual([
      "/login/campus/saml?application=treasury&again=1",
      "/",
    ]);
  });
});
