/**
 * No parameter, path or header has the broker send a browser anywhere but to itself, the policy's identity providers and
 * AppStream. The real functions of the local world answer; each shape goes through every place that could redirect.
 */
import { Agent, request as ask, type IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoWorld, startDemoWorld } from "../support/demo-world.ts";
import { REDIRECT_SHAPES } from "../support/redirect-shapes.ts";
import { samlTraveller } from "../support/saml-traveller.ts";

let demo: DemoWorld;
let session: string;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

beforeAll(async () => {
  demo = await startDemoWorld((policy) => policy);
  const lucia = samlTraveller(demo, "lucia");
  await lucia.signInByOpenId("/login/corporate");
  session = lucia.broker.cookieHeader;
});
afterAll(async () => {
  agent.destroy();
  await demo?.world.stop();
});

interface Sent {
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function send({ method = "GET", path, headers = {}, body }: Sent): Promise<Answered> {
  const { hostname, port } = new URL(demo.world.origin);
  return new Promise((resolve, reject) => {
    const sent = ask(
      { agent, hostname, port, method, path, headers: { accept: "text/html", ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sent.on("error", reject).end(body);
  });
}

/** Names by which products the world over ask to be sent on. */
const RETURNS = [
  ...[
    "next",
    "url",
    "return",
    "returnTo",
    "return_to",
    "redirect",
    "redirect_uri",
    "redirectUrl",
    "continue",
  ],
  ...[
    "target",
    "dest",
    "goto",
    "TARGET",
    "ReturnUrl",
    "service",
    "post_logout_redirect_uri",
    "callback",
    "r",
    "u",
  ],
];
const returns = (shape: string): string =>
  [...RETURNS, "lang", "q", "portal"].map((name) => `${name}=${encodeURIComponent(shape)}`).join("&");
const FORM = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

const PLACES: Readonly<Record<string, (shape: string, encoded: string) => Sent>> = {
  "a launch's application": (_, encoded) => ({ path: `/launch/${encoded}` }),
  "a launch's deep link, signed out": (shape, encoded) => ({
    path: `/launch/treasury?context=${encoded}&${returns(shape)}`,
  }),
  "a launch's deep link, signed in": (shape, encoded) => ({
    path: `/launch/treasury?context=${encoded}&${returns(shape)}`,
    headers: { cookie: session },
  }),
  "a launch that another page leads to": (_, encoded) => ({
    path: `/launch/design?idp=corporate&context=${encoded}`,
    headers: { cookie: session, "sec-fetch-site": "cross-site" },
  }),
  "a launch's provider": (_, encoded) => ({ path: `/launch/treasury?idp=${encoded}` }),
  "a launch's client and yes": (_, encoded) => ({
    path: `/launch/treasury?client=${encoded}&overflow=${encoded}`,
  }),
  "a sign-in's provider": (_, encoded) => ({ path: `/login/${encoded}` }),
  "a sign-in's application": (_, encoded) => ({ path: `/login/corporate?application=${encoded}` }),
  "an OpenID sign-in's deep link": (shape, encoded) => ({
    path: `/login/corporate?application=treasury&context=${encoded}&${returns(shape)}`,
  }),
  "a SAML sign-in's deep link": (shape, encoded) => ({
    path: `/login/campus/saml?application=treasury&context=${encoded}&RelayState=${encoded}&${returns(shape)}`,
  }),
  "an OpenID answer": (shape, encoded) => ({
    path: `/login/corporate/callback?code=${encoded}&state=${encoded}&iss=${encoded}&${returns(shape)}`,
  }),
  "an OpenID error": (_, encoded) => ({
    path: `/login/corporate/callback?error=${encoded}&error_uri=${encoded}&state=${encoded}`,
  }),
  "a SAML answer's RelayState": (_, encoded) => ({
    ...{ method: "POST", path: "/login/campus/acs", headers: FORM },
    body: `SAMLResponse=PHg%2BPC94Pg%3D%3D&RelayState=${encoded}`,
  }),
  "a proposal": (shape, encoded) => ({
    ...{ method: "POST", path: `/login/campus/continue?${returns(shape)}`, headers: FORM },
    body: `proposal=${encoded}&${returns(shape)}`,
  }),
  "a SAML sign-out": (_, encoded) => ({
    path: `/logout/campus/saml?SAMLRequest=${encoded}&RelayState=${encoded}&SigAlg=${encoded}&Signature=${encoded}`,
    headers: { cookie: session },
  }),
  "a sign-out": (shape) => ({
    ...{ method: "POST", path: `/logout?${returns(shape)}`, headers: FORM, body: returns(shape) },
  }),
  "the start page": (shape) => ({ path: `/?${returns(shape)}`, headers: { cookie: session } }),
  "the page after a session": (shape) => ({ path: `/ended?${returns(shape)}` }),
  "the link studio": (shape, encoded) => ({
    path: `/link-studio?application=${encoded}&context=${encoded}&label=${encoded}&target=${encoded}&${returns(shape)}`,
    headers: { cookie: session },
  }),
  "a button's question": (_, encoded) => ({
    path: `/launch-button/${encoded}`,
    headers: { cookie: session },
  }),
  "a frame's application": (_, encoded) => ({ path: `/embed/${encoded}`, headers: { cookie: session } }),
  "a frame's deep link": (shape, encoded) => ({
    path: `/embed/treasury?context=${encoded}&${returns(shape)}`,
    headers: { cookie: session },
  }),
  "a person's sessions": (shape) => ({ path: `/sessions?${returns(shape)}`, headers: { cookie: session } }),
  "a favourite": (shape, encoded) => ({
    ...{
      method: "POST",
      path: `/favourites/${encoded}?${returns(shape)}`,
      body: `add=${encoded}&${returns(shape)}`,
    },
    headers: { ...FORM, cookie: session },
  }),
  "the end of a session": (_, encoded) => ({
    ...{ method: "POST", path: `/launch/treasury?context=${encoded}`, body: `launch=${encoded}` },
    headers: { ...FORM, cookie: session },
  }),
};

/** As the shape stands, where a request line takes it. */
const inALine = (shape: string): string | undefined => (/^[\x21-\x7e]+$/.test(shape) ? shape : undefined);
const inAHeader = (shape: string): string | undefined => (/^[\x20-\x7e]+$/.test(shape) ? shape : undefined);

/** Every address that an answer sends the browser to by itself. */
function addressesOf({ headers, text }: Answered): readonly string[] {
  const refresh = /url=(.*)$/.exec(String(headers.refresh ?? ""))?.[1];
  const metas = [...text.matchAll(/<meta http-equiv="refresh" content="\d+;url=([^"]*)"/g)].map(
    ([, url]) => url,
  );
  return [headers.location, refresh, ...metas].filter((address) => address !== undefined);
}

/** What an answer must not have done; undefined where all is well. */
function fault(answered: Answered): string | undefined {
  const { origin, openIdProvider, samlIdentityProvider, appstream } = demo.world;
  const allowed = [
    origin,
    openIdProvider.issuer,
    samlIdentityProvider.origin,
    ...Object.values(appstream.regions),
  ];
  const origins = new Set(allowed.map((address) => new URL(address).origin));
  for (const address of addressesOf(answered)) {
    if (/[\s\\]|^\/\//.test(address)) return `ambiguous: ${address}`;
    const url = new URL(address, origin);
    if (!origins.has(url.origin)) return `leaves for ${address}`;
    const back = url.searchParams.get("redirect_uri");
    if (back !== null && back !== `${origin}/login/corporate/callback`) return `comes back to ${back}`;
  }
  return answered.status >= 500 ? `answers ${answered.status}` : undefined;
}

async function faultsOf(make: (shape: string) => Sent | undefined): Promise<readonly string[]> {
  const faults = await Promise.all(
    REDIRECT_SHAPES.map(async (shape) => {
      const sent = make(shape);
      const found = sent && fault(await send(sent));
      return found === undefined ? [] : [`${JSON.stringify(shape)} ${found}`];
    }),
  );
  return faults.flat();
}

describe("no open redirect", () => {
  it("is looked for with at least two hundred shapes", () => {
    expect(new Set(REDIRECT_SHAPES).size).toBe(REDIRECT_SHAPES.length);
    expect(REDIRECT_SHAPES.length).toBeGreaterThanOrEqual(200);
  });

  it.each(Object.entries(PLACES))("through %s", { timeout: 60_000 }, async (_, make) => {
    expect(await faultsOf((shape) => make(shape, encodeURIComponent(shape)))).toEqual([]);
  });

  it.each([
    ["a launch's application", "/launch/"],
    ["a sign-in's provider", "/login/"],
    ["the whole path", ""],
    ["a path of its own", "/"],
  ])("through %s, as it stands", { timeout: 60_000 }, async (_, before) => {
    const faults = await faultsOf((shape) => {
      const line = inALine(shape);
      const path = line && `${before}${line}`;
      return path?.startsWith("/") ? { path } : undefined;
    });
    expect(faults).toEqual([]);
  });

  it.each([
    "host",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-forwarded-prefix",
    "x-original-url",
    "x-rewrite-url",
    "forwarded",
    "referer",
    "origin",
  ])("through the header %s", { timeout: 60_000 }, async (name) => {
    for (const path of [
      "/launch/treasury?idp=corporate",
      "/login/corporate?application=treasury",
      "/login/campus/saml",
    ]) {
      const faults = await faultsOf((shape) => {
        const value = inAHeader(shape);
        return value === undefined
          ? undefined
          : { path, headers: { [name]: name === "forwarded" ? `host="${value}"` : value } };
      });
      expect(faults).toEqual([]);
    }
  });

  it("is told apart from the ways that are meant", async () => {
    const location = async (sent: Sent): Promise<unknown> => (await send(sent)).headers.location;
    const { origin, openIdProvider } = demo.world;
    expect(await location({ path: "/launch/treasury?idp=corporate&context=%2F%2Fevil.example" })).toBe(
      "/login/corporate?application=treasury&context=%2F%2Fevil.example",
    );
    const toProvider = String(await location({ path: "/login/corporate" }));
    expect(toProvider.startsWith(openIdProvider.issuer)).toBe(true);
    expect(new URL(toProvider).searchParams.get("redirect_uri")).toBe(`${origin}/login/corporate/callback`);
    const toStream = String(await location({ path: "/launch/treasury", headers: { cookie: session } }));
    expect(toStream).toContain("/authenticate?");
    expect(fault({ status: 303, headers: { location: toStream }, text: "" })).toBeUndefined();
    expect(fault({ status: 303, headers: { location: "//evil.example" }, text: "" })).toBeDefined();
    expect(
      fault({ status: 200, headers: { refresh: "0;url=https://evil.example" }, text: "" }),
    ).toBeDefined();
  });
});
