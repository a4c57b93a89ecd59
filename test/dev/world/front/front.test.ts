import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeServer, listenOnLoopback } from "../../../../dev/loopback.ts";
import { type Front, startFront } from "../../../../dev/world/front/front.ts";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

let region: Server;
let front: Front;
let seen: Seen[];
let switched: string[];
/** What the Region does with a request, once it has read it. */
let react: (request: IncomingMessage) => "answer" | "break";

beforeEach(async () => {
  [seen, switched] = [[], []];
  react = () => "answer";
  region = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method, url, rawHeaders } = request;
    seen.push({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() });
    if (react(request) === "break") request.socket.destroy();
    else
      response.writeHead(303, ["location", "/on", "set-cookie", "a=1", "set-cookie", "b=2"]).end("gone on");
  });
  const origin = `http://localhost:${await listenOnLoopback(region, 0)}`;
  front = await startFront({
    port: 0,
    chooser: { next: async () => ({ region: "eu-west-1", origin }) },
    async switchboard(_request, response, path) {
      switched.push(path.join(" "));
      response.end();
    },
  });
});
afterEach(async () => {
  await front.stop();
  await closeServer(region);
});

describe("startFront", () => {
  it("passes a request on as it came: method, address, headers, body", async () => {
    const body = new URLSearchParams({ SAMLResponse: "a+b/c=" });
    await fetch(`${front.origin}/login/campus/acs?x=%2F`, {
      method: "POST",
      body,
      headers: { cookie: "a=1; b=2", "x-two": "Two" },
      redirect: "manual",
    });
    expect(seen).toMatchObject([
      { method: "POST", url: "/login/campus/acs?x=%2F", body: "SAMLResponse=a%2Bb%2Fc%3D" },
    ]);
    const { host, ...headers } = Object.fromEntries(
      (seen[0]?.rawHeaders ?? []).flatMap((value, place, all) =>
        place % 2 === 0 ? [[value.toLowerCase(), all[place + 1]]] : [],
      ),
    );
    expect(host).toBe(new URL(front.origin).host);
    expect(headers).toMatchObject({ cookie: "a=1; b=2", "x-two": "Two" });
  });

  it("passes the answer back as it is, every cookie of it", async () => {
    const answer = await fetch(front.origin, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location"), await answer.text()]).toEqual([
      ...[303, "/on", "gone on"],
    ]);
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  it("answers 502 where the Region breaks off, and brings the request to no other", async () => {
    react = () => "break";
    const answer = await fetch(front.origin, { redirect: "manual" });
    expect([answer.status, await answer.text()]).toEqual([502, "The Region did not answer.\n"]);
    expect(seen).toHaveLength(1);
    react = () => "answer";
    expect((await fetch(front.origin, { redirect: "manual" })).status).toBe(303);
  });

  it("answers 502 where nobody listens", async () => {
    await closeServer(region);
    expect((await fetch(front.origin)).status).toBe(502);
    region = createServer();
    await listenOnLoopback(region, 0);
  });

  it("keeps its own switches from the Region", async () => {
    await fetch(`${front.origin}/_control/regions/eu-west-1`);
    expect([switched, seen]).toEqual([["regions eu-west-1"], []]);
  });
});
