import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { fetchMetadata } from "../../../cli/metadata/fetch-metadata.ts";
import { startServer } from "../../support/identity-builders.ts";

async function fetchFrom(listener: RequestListener, allowLoopbackHttp = true) {
  const origin = await startServer(listener);
  return fetchMetadata(`${origin}/metadata`, { allowLoopbackHttp, timeoutMilliseconds: 500 });
}

async function faultOf(listener: RequestListener, allowLoopbackHttp = true): Promise<string> {
  const text = await fetchFrom(listener, allowLoopbackHttp);
  return text.ok ? "none" : text.error;
}

describe("fetchMetadata", () => {
  it("asks for SAML metadata and gives the text", async () => {
    let accepted: string | undefined;
    const text = await fetchFrom((request, response) => {
      accepted = request.headers.accept;
      response.setHeader("content-type", "text/plain; charset=iso-8859-1").end("<m>ñ</m>");
    });
    expect(text).toStrictEqual({ ok: true, value: "<m>ñ</m>" });
    expect(accepted).toMatch(/^application\/samlmetadata\+xml,/);
  });

  it("drops a byte order mark", async () => {
    expect(await fetchFrom((_request, response) => response.end("\ufeff<m/>"))).toStrictEqual({
      ok: true,
      value: "<m/>",
    });
  });

  it.each([
    ["404", 404, "is not at `metadata.url`, which answers with HTTP 404; check the address"],
    ["403", 403, "is not at `metadata.url`, which answers with HTTP 403; check the address"],
    ["500", 500, "cannot be had: the publisher has a fault of its own; try again later"],
  ])("refuses an answer of %s", async (_name, status, fault) => {
    expect(await faultOf((_request, response) => response.writeHead(status).end())).toBe(fault);
  });

  it("follows no redirect", async () => {
    const asked: string[] = [];
    const fault = await faultOf((request, response) => {
      asked.push(String(request.url));
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect(fault).toBe(
      "is not at `metadata.url`, which answers with a redirect; write the address it leads to into the policy",
    );
    expect(asked).toStrictEqual(["/metadata"]);
  });

  it("refuses bytes that are not UTF-8", async () => {
    expect(await faultOf((_request, response) => response.end(Buffer.of(0x3c, 0xf1, 0x3e)))).toBe(
      "is not UTF-8; ask the publisher",
    );
  });

  it("refuses more than 20 MB", async () => {
    const part = Buffer.alloc(1_000_000, 0x20);
    const fault = await faultOf((_request, response) => {
      for (let sent = 0; sent < 21; sent += 1) response.write(part);
      response.end();
    });
    expect(fault).toBe(
      "is larger than 20 MB; ask the publisher for this one identity provider's instead of all",
    );
  });

  it.each<readonly [string, RequestListener]>([
    ["never answers", () => undefined],
    ["stops in the middle", (_request, response) => void response.write("<m>")],
  ])("gives up on a publisher that %s", async (_name, listener) => {
    expect(await faultOf(listener)).toBe("did not answer in time; try again, or fetch the file by hand");
  });

  it("says what the network says", async () => {
    expect(await faultOf((request) => request.socket.destroy())).toMatch(
      /^cannot be reached; check `metadata\.url` and the way there \([A-Z_]+\)$/,
    );
  });

  it("asks nobody over plain http outside of development", async () => {
    let requests = 0;
    const fault = await faultOf((_request, response) => {
      requests += 1;
      response.end();
    }, false);
    expect(fault).toBe(
      "is not asked for: `metadata.url` must be https, and http to this machine needs `development: true`",
    );
    expect(requests).toBe(0);
  });
});
