import type { RequestListener } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import {
  createBoundedFetch,
  type FetchBounds,
  isAllowedUrl,
  ProviderUnavailable,
} from "../../../functions/identity/oidc/bounded-fetch.ts";
import { startServer } from "../../support/identity-builders.ts";

const TIMEOUT = 300;
const MAX_BODY = 64 * 1024;

async function stage(listener: RequestListener, overrides: Partial<FetchBounds> = {}) {
  const counts = { requests: 0 };
  const origin = await startServer((request, response) => {
    counts.requests += 1;
    listener(request, response);
  });
  const bounds: FetchBounds = {
    allowedHosts: new Set([new URL(origin).host]),
    allowLoopbackHttp: true,
    timeoutMilliseconds: TIMEOUT,
    maxBodyBytes: MAX_BODY,
    ...overrides,
  };
  return { origin, counts, fetchBounded: createBoundedFetch(bounds) };
}

/** The fault with which it was refused. */
async function faultOf(answer: Promise<Response>): Promise<string> {
  try {
    await answer;
    return "answered";
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    expect(error.message).toBe(`the identity provider is unavailable: ${error.fault}`);
    return error.fault;
  }
}

describe("createBoundedFetch", () => {
  it("gives status, headers and body as they are", async () => {
    const { origin, fetchBounded } = await stage((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "x-a": "b" }).end('{"a":"ñ"}');
    });
    const response = await fetchBounded(origin);
    expect([response.status, response.headers.get("x-a"), await response.json()]).toStrictEqual([
      200,
      "b",
      { a: "ñ" },
    ]);
  });

  it("sends method, headers and body", async () => {
    const { origin, fetchBounded } = await stage(async (request, response) => {
      response.end(`${request.method} ${request.headers["x-a"]} ${await text(request)}`);
    });
    const request = { method: "POST", headers: { "x-a": "b" }, body: "code=x" };
    expect(await (await fetchBounded(origin, request)).text()).toBe("POST b code=x");
  });

  it("leaves a 4xx to the caller, body included", async () => {
    const { origin, fetchBounded } = await stage((_request, response) => {
      response.writeHead(400).end('{"error":"invalid_grant"}');
    });
    const response = await fetchBounded(origin);
    expect([response.status, await response.json()]).toStrictEqual([400, { error: "invalid_grant" }]);
  });

  it("takes an empty body", async () => {
    const { origin, fetchBounded } = await stage((_request, response) => void response.end());
    expect(await (await fetchBounded(origin)).text()).toBe("");
  });

  it("gives up a provider that never answers", async () => {
    const { origin, fetchBounded } = await stage(() => undefined);
    const before = performance.now();
    expect(await faultOf(fetchBounded(origin))).toBe("timed_out");
    expect(performance.now() - before).toBeGreaterThanOrEqual(TIMEOUT - 10);
  });

  it("gives up a provider that stalls in the middle of the body", async () => {
    const { origin, fetchBounded } = await stage((_request, response) => void response.write('{"issuer":'));
    expect(await faultOf(fetchBounded(origin))).toBe("timed_out");
  });

  it("gives up a provider that trickles its body without end", async () => {
    const { origin, fetchBounded } = await stage((_request, response) => {
      const trickle = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(trickle));
    });
    expect(await faultOf(fetchBounded(origin))).toBe("timed_out");
  });

  it("refuses 10 MB, announced or not", async () => {
    const huge = "a".repeat(10 * 1024 * 1024);
    for (const headers of [{}, { "content-length": String(huge.length) }]) {
      const { origin, fetchBounded } = await stage((_request, response) => {
        response.writeHead(200, headers).end(huge);
      });
      expect(await faultOf(fetchBounded(origin))).toBe("answer_too_large");
    }
  });

  it("counts the body as it is after decompression", async () => {
    const { gzipSync } = await import("node:zlib");
    const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(MAX_BODY);
    const { origin, fetchBounded } = await stage((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    expect(await faultOf(fetchBounded(origin))).toBe("answer_too_large");
  });

  it.each([
    [MAX_BODY, "answered"],
    [MAX_BODY + 1, "answer_too_large"],
  ])("judges a body of %i bytes", async (length, fault) => {
    const { origin, fetchBounded } = await stage((_request, response) => {
      response.end("a".repeat(length));
    });
    expect(await faultOf(fetchBounded(origin))).toBe(fault);
  });

  it.each([301, 302, 303, 304, 307, 308])("refuses a %i and does not follow it", async (status) => {
    const { origin, counts, fetchBounded } = await stage((_request, response) => {
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
    expect(await faultOf(fetchBounded(origin))).toBe("redirected");
    expect(counts.requests).toBe(1);
  });

  it.each([500, 502, 503, 599])("refuses a %i", async (status) => {
    const { origin, fetchBounded } = await stage((_request, response) => {
      response.writeHead(status).end('{"error":"server_error"}');
    });
    expect(await faultOf(fetchBounded(origin))).toBe("server_error");
  });

  it("refuses a provider that hangs up", async () => {
    const { origin, fetchBounded } = await stage((request) => void request.socket.destroy());
    expect(await faultOf(fetchBounded(origin))).toBe("unreachable");
  });

  it("refuses a provider that hangs up in the middle of the body", async () => {
    const { origin, fetchBounded } = await stage((_request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("{");
      setTimeout(() => response.destroy(), 20);
    });
    expect(await faultOf(fetchBounded(origin))).toBe("unreachable");
  });

  it("refuses a port on which nobody listens", async () => {
    const fetchBounded = createBoundedFetch({
      ...{ allowedHosts: new Set(["127.0.0.1:1"]), allowLoopbackHttp: true },
      ...{ timeoutMilliseconds: TIMEOUT, maxBodyBytes: MAX_BODY },
    });
    expect(await faultOf(fetchBounded("http://127.0.0.1:1/"))).toBe("unreachable");
  });

  it("refuses a URL that is not allowed without a request", async () => {
    const { origin, counts, fetchBounded } = await stage((_request, response) => void response.end());
    const urls = [origin.replace("127.0.0.1", "localhost"), origin.replace("//", "//ana:pw@"), "nonsense"];
    for (const url of urls) expect(await faultOf(fetchBounded(url)), url).toBe("forbidden_url");
    expect(counts.requests).toBe(0);
  });

  it("refuses loopback http outside development without a request", async () => {
    const { origin, counts, fetchBounded } = await stage((_request, response) => void response.end(), {
      allowLoopbackHttp: false,
    });
    expect(await faultOf(fetchBounded(origin))).toBe("forbidden_url");
    expect(counts.requests).toBe(0);
  });
});

describe("isAllowedUrl", () => {
  const allowedHosts = new Set([
    "login.example.com",
    "login.example.com:8443",
    "127.0.0.1:9",
    "[::1]:9",
    "10.0.0.1",
  ]);
  const isAllowed = (url: string, allowLoopbackHttp = false) =>
    isAllowedUrl(url, { allowedHosts, allowLoopbackHttp });

  it.each([
    "https://login.example.com/token",
    "https://LOGIN.example.com/token",
    "https://login.example.com:443/token",
    "https://login.example.com:8443/token?x=y",
  ])("allows %s", (url) => {
    expect(isAllowed(url)).toBe(true);
  });

  it.each([
    ["no URL", "login.example.com"],
    ["an empty text", ""],
    ["another host", "https://evil.example/"],
    ["a subdomain", "https://a.login.example.com/"],
    ["the host as a prefix", "https://login.example.com.evil.example/"],
    ["the host as a user name", "https://login.example.com@evil.example/"],
    ["another port", "https://login.example.com:444/"],
    ["a dot at the end", "https://login.example.com./"],
    ["a user name", "https://ana@login.example.com/"],
    ["a password alone", "https://:pw@login.example.com/"],
    ["http", "http://login.example.com/"],
    ["ftp", "ftp://login.example.com/"],
    ["file", "file:///etc/passwd"],
    ["data", "data:application/json,{}"],
    ["loopback http", "http://127.0.0.1:9/"],
  ])("refuses %s", (_name, url) => {
    expect(isAllowed(url)).toBe(false);
  });

  it.each(["http://127.0.0.1:9/", "http://[::1]:9/"])("allows %s in development", (url) => {
    expect(isAllowed(url, true)).toBe(true);
  });

  it.each([
    ["http to a host that is not loopback", "http://login.example.com/"],
    ["http to a private address", "http://10.0.0.1/"],
    ["a loopback port that is not named", "http://127.0.0.1:10/"],
    ["a user name", "http://ana@127.0.0.1:9/"],
    ["another scheme to loopback", "ftp://127.0.0.1:9/"],
  ])("refuses %s in development too", (_name, url) => {
    expect(isAllowed(url, true)).toBe(false);
  });
});
