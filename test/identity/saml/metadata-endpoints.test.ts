import { describe, expect, it } from "vitest";
import { openMetadata } from "../../../functions/identity/saml/metadata-document.ts";
import { endpointsOf } from "../../../functions/identity/saml/metadata-endpoints.ts";
import { childElements } from "../../../functions/identity/saml/strict-xml.ts";
import { entityXml, SLO_URL, SSO_URL, serviceXml } from "../../support/saml-metadata-builders.ts";

function read(services: readonly string[], allowLoopbackHttp = false) {
  const document = openMetadata(entityXml({ keyDescriptors: [], services }));
  if (!document.ok) throw new Error(document.error);
  const [role] = childElements(document.value.root);
  if (role === undefined) throw new Error("no role");
  return endpointsOf(role, allowLoopbackHttp);
}

function faultOf(services: readonly string[], allowLoopbackHttp = false): string {
  const endpoints = read(services, allowLoopbackHttp);
  return endpoints.ok ? "none" : endpoints.error;
}

const signOn = serviceXml("SingleSignOnService", SSO_URL);

describe("endpointsOf", () => {
  it("takes the endpoints of HTTP-Redirect among others, exactly as they are written", () => {
    const services = [
      serviceXml("SingleLogoutService", "https://post.example/slo", { binding: "HTTP-POST" }),
      serviceXml("SingleLogoutService", SLO_URL),
      serviceXml("SingleSignOnService", "https://post.example/sso", { binding: "HTTP-POST" }),
      serviceXml("SingleSignOnService", "https://soap.example/sso", { binding: "SOAP" }),
      signOn,
      serviceXml("SingleSignOnService", "https://second.example/sso"),
    ];
    expect(read(services)).toStrictEqual({
      ok: true,
      value: { singleSignOnUrl: SSO_URL, singleLogoutUrl: SLO_URL },
    });
  });

  it("needs none to log out", () => {
    const posted = serviceXml("SingleLogoutService", SLO_URL, { binding: "HTTP-POST" });
    for (const services of [[signOn], [posted, signOn]]) {
      expect(read(services)).toStrictEqual({
        ok: true,
        value: { singleSignOnUrl: SSO_URL, singleLogoutUrl: null },
      });
    }
  });

  it("sends answers to where answers go", () => {
    const responseLocation = "https://idp.example.com/slo/answers";
    const logout = serviceXml("SingleLogoutService", SLO_URL, { responseLocation });
    expect(read([logout, signOn])).toMatchObject({ value: { singleLogoutUrl: responseLocation } });
  });

  it("refuses an identity provider without HTTP-Redirect", () => {
    expect(faultOf([serviceXml("SingleSignOnService", SSO_URL, { binding: "HTTP-POST" })])).toBe(
      "has no SingleSignOnService with the HTTP-Redirect binding; switch that binding on at the identity provider",
    );
  });

  it.each([
    ["http", "http://idp.example.com/sso", "is http; the identity provider must be reached over https"],
    [
      "loopback http",
      "http://127.0.0.1/sso",
      "is http; http to this machine needs `development: true`, which cannot be deployed",
    ],
    [
      "a name that only begins like this machine",
      "http://localhost.example/",
      "is http; the identity provider must be reached over https",
    ],
    ["no scheme", "idp.example.com/sso", "is no https URL; ask the publisher"],
    ["a script", "javascript:alert(1)", "is no https URL; ask the publisher"],
    ["nothing", "", "is no https URL; ask the publisher"],
    ["white space", " https://idp.example.com/", "is no https URL; ask the publisher"],
    ["no host", "https://", "is no https URL; ask the publisher"],
    ["letters beyond ASCII", "https://ídp.example.com/", "is no https URL; ask the publisher"],
    [
      "a user name",
      "https://me@idp.example.com/",
      "has a user name, a password or a fragment; ask the publisher for one without",
    ],
    [
      "an empty user name",
      "https://@idp.example.com/",
      "has a user name, a password or a fragment; ask the publisher for one without",
    ],
    [
      "a fragment",
      "https://idp.example.com/sso#",
      "has a user name, a password or a fragment; ask the publisher for one without",
    ],
  ])("refuses an address with %s", (_name, location, fault) => {
    expect(faultOf([serviceXml("SingleSignOnService", location)])).toBe(
      `has a SingleSignOnService whose address ${fault}`,
    );
    expect(
      faultOf([serviceXml("SingleLogoutService", SLO_URL, { responseLocation: location }), signOn]),
    ).toBe(`has a SingleLogoutService whose address ${fault}`);
  });

  it("refuses a service without an address", () => {
    const bare = signOn.replace(/ Location="[^"]*"/, "");
    expect(faultOf([bare])).toBe(
      "has a SingleSignOnService whose address is no https URL; ask the publisher",
    );
    const logout = serviceXml("SingleLogoutService", SLO_URL).replace(/ Location="[^"]*"/, "");
    expect(faultOf([logout, signOn])).toContain("SingleLogoutService whose address is no https URL");
  });

  it("does not mind an @ in the query", () => {
    expect(faultOf([serviceXml("SingleSignOnService", "https://idp.example.com/?for=a@b")])).toBe("none");
  });

  it.each(["http://127.0.0.1:8400/sso", "http://localhost/sso", "http://[::1]:1/sso"])(
    "takes %s in development",
    (location) => {
      expect(faultOf([serviceXml("SingleSignOnService", location)], true)).toBe("none");
    },
  );

  it("takes no http to elsewhere in development", () => {
    expect(faultOf([serviceXml("SingleSignOnService", "http://idp.example.com/")], true)).toContain(
      "is http",
    );
  });
});
