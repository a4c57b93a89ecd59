import { describe, expect, it } from "vitest";
import { type BoundedFetch, createBoundedFetch } from "../../../functions/identity/oidc/bounded-fetch.ts";
import { checkMetadata, discover } from "../../../functions/identity/oidc/discovery.ts";
import { ISSUER, startServer } from "../../support/identity-builders.ts";

const BOUNDS = {
  allowedHosts: new Set(["login.example.com", "keys.example.com"]),
  allowLoopbackHttp: false,
};

const DOCUMENT = {
  issuer: ISSUER,
  authorization_endpoint: "https://login.example.com/authorize",
  token_endpoint: "https://login.example.com/token",
  jwks_uri: "https://keys.example.com/jwks",
  response_types_supported: ["code", "id_token"],
  code_challenge_methods_supported: ["plain", "S256"],
};

const CHECKED = {
  issuer: ISSUER,
  authorization_endpoint: DOCUMENT.authorization_endpoint,
  token_endpoint: DOCUMENT.token_endpoint,
  jwks_uri: DOCUMENT.jwks_uri,
  authorization_response_iss_parameter_supported: false,
};

const check = (deviations: Readonly<Record<string, unknown>>, issuer = ISSUER, bounds = BOUNDS) =>
  checkMetadata({ ...DOCUMENT, ...deviations }, issuer, bounds);

const refused = (member: string) => ({
  ok: false,
  error: { reason: "provider_metadata_invalid", evidence: { member } },
});

describe("checkMetadata", () => {
  it("keeps what openid-client needs and nothing that was not checked", () => {
    const others = {
      userinfo_endpoint: "https://evil.example/userinfo",
      end_session_endpoint: "https://evil.example/logout",
      mtls_endpoint_aliases: { token_endpoint: "https://evil.example/token" },
      require_pushed_authorization_requests: true,
    };
    expect(check(others)).toStrictEqual({ ok: true, value: CHECKED });
  });

  it("keeps the texts of the list it knows, and no other list", () => {
    const lists = {
      token_endpoint_auth_signing_alg_values_supported: ["ES256", 7, null],
      id_token_signing_alg_values_supported: ["RS256", { x: 1 }],
    };
    expect(check(lists)).toStrictEqual({
      ok: true,
      value: {
        ...CHECKED,
        token_endpoint_auth_signing_alg_values_supported: ["ES256"],
      },
    });
  });

  it("leaves out a list that is none", () => {
    expect(check({ token_endpoint_auth_signing_alg_values_supported: "RS256" })).toStrictEqual({
      ok: true,
      value: CHECKED,
    });
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, false],
    ["true", false],
    [1, false],
  ])("reads the announcement of iss %j as %s", (announced, isRequired) => {
    expect(check({ authorization_response_iss_parameter_supported: announced })).toMatchObject({
      value: { authorization_response_iss_parameter_supported: isRequired },
    });
  });

  it.each([
    ["another issuer", "https://evil.example"],
    ["a trailing slash", `${ISSUER}/`],
    ["another case", "https://LOGIN.example.com/tenant"],
    ["an explicit port", "https://login.example.com:443/tenant"],
    ["a placeholder", "https://login.example.com/{tenantid}"],
    ["none", undefined],
    ["a list", [ISSUER]],
    ["null", null],
  ])("refuses %s as issuer", (_name, issuer) => {
    expect(check({ issuer })).toStrictEqual(refused("issuer"));
  });

  it("refuses an issuer without the trailing slash that the policy has", () => {
    expect(check({}, `${ISSUER}/`)).toStrictEqual(refused("issuer"));
    expect(check({ issuer: `${ISSUER}/` }, `${ISSUER}/`)).toMatchObject({ ok: true });
  });

  describe.each(["authorization_endpoint", "token_endpoint", "jwks_uri"])("%s", (member) => {
    it.each([
      ["is missing", undefined],
      ["is null", null],
      ["is a list", ["https://login.example.com/x"]],
      ["is no URL", "/token"],
      ["is on a foreign host", "https://evil.example/x"],
      ["is on a subdomain", "https://a.login.example.com/x"],
      ["is on another port", "https://login.example.com:8443/x"],
      ["is on the cloud's metadata address", "https://169.254.169.254/latest"],
      ["is http", "http://login.example.com/x"],
      ["is loopback http", "http://127.0.0.1/x"],
      ["holds a password", "https://ana:pw@login.example.com/x"],
      ["is a script", "javascript:alert(1)"],
    ])("is refused where it %s", (_name, value) => {
      expect(check({ [member]: value })).toStrictEqual(refused(member));
    });
  });

  it("takes loopback http in development, on a host that the policy names", () => {
    const bounds = { allowedHosts: new Set(["127.0.0.1:9"]), allowLoopbackHttp: true };
    const at = (path: string) => `http://127.0.0.1:9/${path}`;
    const endpoints = {
      authorization_endpoint: at("authorize"),
      token_endpoint: at("token"),
      jwks_uri: at("jwks"),
    };
    expect(check(endpoints, ISSUER, bounds)).toMatchObject({ ok: true });
  });

  it.each(["response_types_supported", "code_challenge_methods_supported"])(
    "takes a provider that says nothing of %s",
    (member) => {
      expect(check({ [member]: undefined })).toStrictEqual({ ok: true, value: CHECKED });
    },
  );

  it.each([
    ["response_types_supported", ["id_token", "code id_token"]],
    ["response_types_supported", []],
    ["response_types_supported", "code"],
    ["response_types_supported", null],
    ["code_challenge_methods_supported", ["plain"]],
    ["code_challenge_methods_supported", []],
    ["code_challenge_methods_supported", ["s256"]],
    ["code_challenge_methods_supported", "S256"],
  ])("refuses a provider whose %s is %j", (member, announced) => {
    expect(check({ [member]: announced })).toStrictEqual(refused(member));
  });
});

describe("discover", () => {
  async function stage(path: string) {
    const asked: (string | undefined)[] = [];
    const origin = await startServer((request, response) => {
      asked.push(request.url);
      const at = (name: string) => `${origin}/${name}`;
      const document = {
        issuer: `${origin}${path}`,
        ...{ authorization_endpoint: at("authorize"), token_endpoint: at("token"), jwks_uri: at("jwks") },
      };
      response.end(JSON.stringify(document));
    });
    const bounds = { allowedHosts: new Set([new URL(origin).host]), allowLoopbackHttp: true };
    const fetchBounded = createBoundedFetch({ ...bounds, timeoutMilliseconds: 1000, maxBodyBytes: 10_000 });
    return { asked, issuer: `${origin}${path}`, fetchBounded, bounds };
  }

  it.each([
    ["", "/.well-known/openid-configuration"],
    ["/", "/.well-known/openid-configuration"],
    ["/tenant", "/tenant/.well-known/openid-configuration"],
    ["/tenant/", "/tenant/.well-known/openid-configuration"],
  ])("asks the issuer that ends in %j at its well-known place", async (path, expected) => {
    const { asked, issuer, fetchBounded, bounds } = await stage(path);
    expect(await discover(issuer, fetchBounded, bounds)).toMatchObject({ ok: true, value: { issuer } });
    expect(asked).toStrictEqual([expected]);
  });

  it("refuses metadata that cannot be had", async () => {
    const fetchNothing: BoundedFetch = async () => new Response("no", { status: 404 });
    expect(await discover(ISSUER, fetchNothing, BOUNDS)).toStrictEqual({
      ok: false,
      error: { reason: "provider_unavailable", evidence: { document: "metadata", fault: "status_404" } },
    });
  });
});
