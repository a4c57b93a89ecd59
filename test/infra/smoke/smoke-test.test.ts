/** The smoke test against a real broker, the local world's, and against servers that answer wrongly. */
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import type { Policy } from "../../../functions/core/policy.ts";
import type { Patience } from "../../../infra/smoke/probe.ts";
import { smokeReport } from "../../../infra/smoke/smoke-report.ts";
import { healthOf, smokeTest } from "../../../infra/smoke/smoke-test.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import { withBothProviders } from "../../support/saml-traveller.ts";

const ONCE: Patience = { deadlineMilliseconds: 5_000, budgetMilliseconds: 0, pauseMilliseconds: 20 };
const PATIENT: Patience = { ...ONCE, budgetMilliseconds: 5_000 };

let demo: DemoWorld;
beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders);
});
afterAll(async () => {
  await demo.world.stop();
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function faultsOf(results: Awaited<ReturnType<typeof smokeTest>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    results.flatMap(({ name, fault }) => (fault === undefined ? [] : [[name, fault]])),
  );
}

const policy = (): Policy => demo.world.policy;

describe("the smoke test", () => {
  it("finds nothing wrong with a broker that works", async () => {
    const results = await smokeTest({ origin: demo.world.origin, policy: policy() }, ONCE);
    expect(faultsOf(results)).toEqual({});
    expect(results.map(({ name }) => name)).toEqual([
      "the Region is healthy",
      "pages are protected",
      "a link asks who you are",
      "a forged session is nobody's",
      "corporate is asked to sign people in",
      "campus is asked to sign people in",
      "campus can read our metadata",
    ]);
  });

  it("finds everything wrong with a server that lets anybody in", async () => {
    const origin = await serve((_request, response) => response.end("welcome"));
    const faults = faultsOf(await smokeTest({ origin, policy: policy() }, ONCE));
    expect(faults).toEqual({
      "pages are protected":
        "has no content-security-policy, strict-transport-security, cache-control, x-frame-options",
      "a link asks who you are": "offers no sign-in",
      "a forged session is nobody's": "offers no sign-in",
      "corporate is asked to sign people in": "answered 200, not 303",
      "campus is asked to sign people in": "answered 200, not 303",
      "campus can read our metadata":
        "the metadata does not name the assertion consumer service of this origin",
    });
  });

  it("tells the reference of a broker that is broken", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(503, { "Correlation-Id": "ABCD-EFGH" }).end();
    });
    const results = await smokeTest({ origin, policy: policy() }, ONCE);
    for (const { fault } of results) expect(fault).toMatch(/^answered 503, not \d+; reference ABCD-EFGH$/);
  });

  it("finds a broker that sends people back to another origin", async () => {
    const { world } = demo;
    const other = await serve(async (request, response) => {
      const answer = await fetch(`${world.origin}${request.url}`, { redirect: "manual" });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    const faults = faultsOf(await smokeTest({ origin: other, policy: policy() }, ONCE));
    expect(Object.keys(faults)).toEqual([
      "corporate is asked to sign people in",
      "campus can read our metadata",
    ]);
    expect(faults["corporate is asked to sign people in"]).toBe(
      "redirects without redirect_uri= of this broker",
    );
  });

  it("asks the firewall and the origin where CloudFront is the edge", async () => {
    const domain = { viewer: "a.invalid", origin: "b.invalid", hostedZoneId: "Z", hostedZoneName: "invalid" };
    const target = {
      origin: demo.world.origin,
      policy: policy(),
      edge: { edge: "cloudfront", domain },
    } as const;
    expect(faultsOf(await smokeTest(target, ONCE))).toEqual({
      // The local world has no firewall.
      "a forged country is turned away": expect.stringMatching(/^answered 200, not 403/),
      // A name nobody knows is no proof of a closed door.
      "the origin answers CloudFront alone": "no answer from b.invalid (ENOTFOUND)",
    });
  });
});

describe("the origin", () => {
  const behind = (originName: string) => {
    const domain = { viewer: "a.invalid", origin: originName, hostedZoneId: "Z", hostedZoneName: "invalid" };
    return { origin: demo.world.origin, policy: policy(), edge: { edge: "cloudfront", domain } } as const;
  };
  const verdict = async (server: Server): Promise<string | undefined> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const results = await smokeTest(behind(`127.0.0.1:${port}`), ONCE);
    return results.find(({ name }) => name === "the origin answers CloudFront alone")?.fault;
  };
  let tls: { readonly cert: string; readonly key: string };
  beforeAll(async () => {
    const { certificate, privateKey } = await makeSamlKey({ commonName: "127.0.0.1" });
    tls = { cert: certificate, key: privateKey };
  });

  it("is closed where the handshake ends without a client certificate", async () => {
    const closed = createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true });
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect(await verdict(closed)).toBeUndefined();
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it("is not proven closed by a certificate that we refuse", async () => {
    const open = createTlsServer(tls, (_request, response) => response.end());
    expect(await verdict(open)).toMatch(/^no answer from .*\((?:DEPTH_ZERO_SELF_SIGNED_CERT|\w*CERT\w*)\)$/);
  });
});

describe("healthOf", () => {
  it("waits for a Region that needs a moment", async () => {
    let asked = 0;
    const origin = await serve((_request, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 200).end();
    });
    expect(await healthOf(`${origin}/healthz`, PATIENT)).toBeUndefined();
    expect(asked).toBe(3);
  });

  it("gives up on one that stays sick, and on one that is silent", async () => {
    const sick = await serve((_request, response) => response.writeHead(503).end());
    expect(await healthOf(`${sick}/healthz`, ONCE)).toBe("answered 503, not 200");
    const silent = await serve(() => {});
    const impatient = { ...ONCE, deadlineMilliseconds: 100 };
    expect(await healthOf(`${silent}/healthz`, impatient)).toMatch(/^no answer from .*\(TimeoutError\)$/);
  });
});

describe("smokeReport", () => {
  it("has a line for each answer and a summary", () => {
    const results = [
      { name: "one", fault: undefined },
      { name: "two", fault: "answered 500" },
    ];
    expect(smokeReport("https://stream.example.com", results)).toBe(
      "Smoke test of https://stream.example.com\n  ok      one\n  FAILED  two: answered 500\n1 of 2 answers are wrong\n",
    );
    expect(smokeReport("https://a.example", results.slice(0, 1))).toContain(
      "all 1 answers are as they should be",
    );
  });
});
