import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Intranet, startIntranet, type Visit } from "../../../dev/intranet/server.ts";

const AUDIENCE = "urn:test:desk";
const visits: Visit[] = [];
let keys: Server;
let issuer: string;
let intranet: Intranet;
let sign: (claims?: JWTPayload, audience?: string) => Promise<string>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" };
  keys = createServer((_, response) => void response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
  sign = async (claims = {}, audience = AUDIENCE) =>
    await new SignJWT({ name: "Ana <b>Example</b>", groups: ["treasury"], launch_id: "launch-1", ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "one", typ: "JWT" })
      .setIssuer(issuer)
      .setSubject("u-ana")
      .setAudience(audience)
      .setJti("j-1")
      .setExpirationTime("5m")
      .sign(privateKey);
  const onVisit = (visit: Visit) => void visits.push(visit);
  intranet = await startIntranet({ port: 0, brokerOrigin: issuer, issuer, audience: AUDIENCE, onVisit });
});
afterAll(async () => {
  await intranet?.stop();
  keys?.close();
});

async function visit(path: string, token?: string) {
  const headers = token === undefined ? {} : { cookie: `other=1; session=${token}` };
  const answer = await fetch(new URL(path, intranet.origin), { headers });
  return { status: answer.status, page: await answer.text(), headers: answer.headers };
}

describe("startIntranet", () => {
  it("greets whoever the token names, as text, and shows the deal of the deep link", async () => {
    const { status, page, headers } = await visit("/deals/FXD-204417?a=1", await sign());
    expect(status).toBe(200);
    expect(page).toContain("Good day, Ana &lt;b&gt;Example&lt;/b&gt;");
    expect(page).toContain('data-testid="deal">FXD-204417<');
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(visits.at(-1)).toEqual({
      ...{ event: "application_visited", path: "/deals/FXD-204417", cookie: "good", launchId: "launch-1" },
    });
  });

  it("opens the desk without a deal, and calls somebody without a name by the user id", async () => {
    const { page } = await visit("/deals/", await sign({ name: undefined, groups: "treasury" }));
    expect(page).toContain("Good day, u-ana");
    expect(page).toContain("None chosen");
  });

  it.each<[string, () => Promise<string> | undefined, Visit["cookie"]]>([
    ["without a cookie", () => undefined, "absent"],
    ["with a token for another application", () => sign({}, "urn:test:other"), "refused"],
    ["with a token that is over", () => sign({ exp: 1 }).then((token) => `${token}x`), "refused"],
    ["with what is no token", async () => "garbage", "refused"],
  ])("keeps the door closed %s, and writes down no value", async (_, token, cookie) => {
    const { status, page } = await visit("/deals/FXD-204417", await token());
    expect(status).toBe(401);
    expect(page).not.toContain("FXD-204417");
    expect(visits.at(-1)).toEqual({ event: "application_visited", path: "/deals/FXD-204417", cookie });
  });

  it("shows launch buttons on its start page, under a policy of its own", async () => {
    const buttons = [
      { application: "treasury", label: "Treasury <desk>", context: "FXD-1 &" },
      { application: "design", label: "Design" },
    ];
    const rules = { brokerOrigin: "https://apps.example.com", issuer, audience: AUDIENCE };
    const portal = await startIntranet({ port: 0, ...rules, onVisit: () => undefined, buttons });
    const answer = await fetch(portal.origin);
    const page = await answer.text();
    await portal.stop();
    expect(page).toContain(
      '<streamgate-launch application="treasury" context="FXD-1 &amp;" label="Treasury &lt;desk&gt;"><a href="https://apps.example.com/launch/treasury?context=FXD-1%20%26">',
    );
    expect(page).toContain('<script src="https://apps.example.com/launch-button.js" async></script>');
    expect(answer.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src https:\/\/apps\.example\.com; connect-src/,
    );
  });

  it.each(["/", "/deals/<script>", "/favicon.ico"])("has no page at %s", async (path) => {
    expect((await visit(path, await sign())).status).toBe(404);
  });
});
