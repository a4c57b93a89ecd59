import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import type { KmsEmulator } from "../../../dev/kms-emulator/server.ts";
import type { SignInEvent } from "../../../functions/core/audit-event.ts";
import type { Policy } from "../../../functions/core/policy.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import { samlTraveller } from "../../support/saml-traveller.ts";
import { Browser } from "../identity-provider/browser.ts";

const ALIAS = "alias/streamgate-signing";
const KEY = `kms:${ALIAS}`;

/** The demo policy with nothing secret left to sign with. */
function withKmsKeys(policy: Policy): Policy {
  const { corporate, campus } = policy.identityProviders;
  if (corporate?.protocol !== "oidc" || campus?.protocol !== "saml") throw new Error("another demo policy");
  const clientAuthentication = {
    method: "private_key_jwt",
    key: KEY,
    keyId: "k1",
    algorithm: "RS256",
  } as const;
  const signingKeys = [{ key: KEY, certificate: "streamgate.pem" }];
  const identityProviders = {
    corporate: { ...corporate, clientAuthentication },
    campus: { ...campus, serviceProvider: { ...campus.serviceProvider, signingKeys } },
  };
  return { ...policy, identityProviders };
}

let demo: DemoWorld;
let kms: KmsEmulator;

beforeAll(async () => {
  demo = await startDemoWorld(withKmsKeys);
  if (demo.world.kms === null) throw new Error("there is no KMS");
  kms = demo.world.kms;
});
afterAll(() => demo?.world.stop());
afterEach(() => kms.clearFaults());

const openId = () => samlTraveller(demo, "lucia").signInByOpenId("/launch/treasury?idp=corporate");
const saml = () => samlTraveller(demo, "lucia").signInTo("/launch/treasury?idp=campus");
const lastRefusal = () => (demo.events.findLast(({ event }) => event === "sign_in") as SignInEvent).refusal;

describe("a sign-in with keys in KMS", () => {
  it("proves the broker to the OpenID provider by an assertion", async () => {
    const before = kms.requests().length;
    expect(await openId()).toBeInstanceOf(URL);
    // Once to see that the key signs, once for the assertion.
    const operations = kms.requests().slice(before);
    expect(operations.map(({ operation }) => operation)).toStrictEqual(["Sign", "Sign"]);
    for (const name of ["CORPORATE_CLIENT_SECRET", "CAMPUS_SIGNING_KEY"]) {
      expect(demo.world.environment).not.toHaveProperty(name);
    }
  });

  it("proves it to the SAML identity provider by a signed request, and by a signed answer to its logout", async () => {
    const lucia = samlTraveller(demo, "lucia");
    const before = kms.requests().length;
    expect(await lucia.signInTo("/launch/treasury?idp=campus")).toBeInstanceOf(URL);
    const request = await lucia.campus.openRedirect(`${demo.world.samlIdentityProvider.origin}/logout`);
    const answer = await lucia.broker.get(request.pathname + request.search);
    const page = await lucia.campus.openPage(answer.location ?? "");
    expect(page.html).toContain("You are signed out.");
    expect(page.html).not.toContain('role="alert"');
    expect(kms.requests().slice(before)).toHaveLength(2);
  });
});

describe("a SAML sign-in while KMS does not sign", () => {
  it.each([
    ["throttle", "throttled"],
    ["service_unavailable", "server_error"],
    ["reset", "unreachable"],
    ["slow", "timed_out"],
    ["garbage", "garbage_answer"],
    ["access_denied", "access_denied"],
  ] as const)("is refused at its beginning after %s", async (kind, fault) => {
    kms.injectFault({ kind, ...(kind === "slow" && { delayMilliseconds: 10_000 }) });
    const page = await samlTraveller(demo, "lucia").broker.open("/launch/treasury?idp=campus");
    expect(page).toMatchObject({ status: 503, html: expect.stringContaining("Something went wrong") });
    expect(lastRefusal()).toStrictEqual({ reason: "saml_key_unavailable", evidence: { key: KEY, fault } });
    kms.clearFaults();
    expect(await saml()).toBeInstanceOf(URL);
  });
});

describe("a sign-in by OpenID Connect while KMS does not sign", () => {
  beforeEach(() => demo.world.deploy(demo.world.policy, {}));

  it.each([
    ["throttle", "throttled"],
    ["garbage", "garbage_answer"],
    ["access_denied", "access_denied"],
  ] as const)("is refused before the browser leaves after %s", async (kind, fault) => {
    kms.injectFault({ kind });
    const page = await samlTraveller(demo, "lucia").broker.open("/launch/treasury?idp=corporate");
    expect(page).toMatchObject({ status: 503 });
    expect(lastRefusal()).toStrictEqual({
      reason: "client_secret_unavailable",
      evidence: { key: KEY, fault },
    });
  });

  it("is refused at its end where the key stopped signing in the middle", async () => {
    const { broker } = samlTraveller(demo, "lucia");
    const corporate = new Browser();
    const form = await corporate.openPage((await broker.open("/launch/treasury?idp=corporate")) as URL);
    kms.injectFault({ kind: "throttle" });
    const callback = await corporate.openRedirect(form.url, { username: "lucia", password: "lucia-demo" });
    expect(await broker.open(callback.pathname + callback.search)).toMatchObject({ status: 503 });
    expect(lastRefusal()).toStrictEqual({
      reason: "client_secret_unavailable",
      evidence: { key: KEY, fault: "throttled" },
    });
  });
});

describe("a sign-in with the wrong key in KMS", () => {
  it("goes no further than the SAML identity provider that knows another certificate", async () => {
    const { origin, samlIdentityProvider } = demo.world;
    const stranger = await makeSamlKey({ commonName: "another service provider" });
    samlIdentityProvider.register({
      entityId: `${origin}/login/campus/metadata`,
      assertionConsumerServiceUrl: `${origin}/login/campus/acs`,
      signingCertificates: [stranger.certificate],
      tiles: [],
    });
    const lucia = samlTraveller(demo, "lucia");
    const request = (await lucia.broker.open("/launch/treasury?idp=campus")) as URL;
    expect((await lucia.campus.openPage(request)).html).toContain(
      "The signature of the message is not that of its Issuer.",
    );
  });

  it("leaves neither for the one nor gets past the other once the alias leads elsewhere", async () => {
    await kms.makeKey(ALIAS);
    expect(await samlTraveller(demo, "lucia").broker.open("/launch/treasury?idp=campus")).toMatchObject({
      status: 503,
    });
    expect(lastRefusal()).toStrictEqual({
      reason: "saml_key_unavailable",
      evidence: { key: KEY, fault: "certificate_of_another_key" },
    });
    expect(await openId()).toMatchObject({ status: 503 });
    expect(lastRefusal()).toStrictEqual({ reason: "provider_client_rejected", evidence: { status: 401 } });
  });
});

describe("a policy without keys in KMS", () => {
  it("starts none", async () => {
    const { world } = await startDemoWorld();
    expect([world.kms, world.environment.AWS_ENDPOINT_URL_KMS]).toStrictEqual([null, undefined]);
    await world.stop();
  });
});
