import { execFile } from "node:child_process";
import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HandoverClaims } from "../../functions/core/handover-token.ts";
import { createTokenSigner } from "../../functions/identity/token-signer.ts";

const PAGE = readFileSync(new URL("../../docs/verify-token.md", import.meta.url), "utf8");
const [, EXAMPLE = ""] = /^```js\n(.*?)^```$/ms.exec(PAGE) ?? [];
const RUN = `import { signedIn } from "./example.mjs";
const answers = [];
for (const cookie of JSON.parse(process.argv[2])) answers.push((await signedIn(cookie)) ?? null);
console.log(JSON.stringify(answers));`;

const AUDIENCE = "https://treasury.example";
const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString();
const p256 = () => pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
const SECRETS: Readonly<Record<string, string>> = {
  "secret:one": p256(),
  "secret:two": pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
  "secret:foreign": p256(),
};
const signerOf = (...references: readonly string[]) =>
  createTokenSigner(references, {
    secret: async (reference) => SECRETS[reference] ?? "",
    signerOf: () => undefined,
    now: Date.now,
  });
const published = signerOf("secret:one", "secret:two");

let folder: string;
let server: Server;
let issuer: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "verify-token-"));
  symlinkSync(new URL("../../node_modules", import.meta.url), join(folder, "node_modules"));
  writeFileSync(join(folder, "example.mjs"), EXAMPLE);
  writeFileSync(join(folder, "run.mjs"), RUN);
  server = createServer(async ({ url }, response) => {
    const keys = await published.jwks();
    const isFound = url === "/.well-known/jwks.json" && keys.ok;
    response.writeHead(isFound ? 200 : 404, { "content-type": "application/json" });
    response.end(isFound ? JSON.stringify(keys.value) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function claims(overrides: Partial<HandoverClaims> = {}): HandoverClaims {
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: issuer, aud: AUDIENCE, sub: "u-7f3a9c", groups: ["treasury"], name: "Ana García" },
    ...{ iat: now, nbf: now, exp: now + 300, jti: "token-1", launch_id: "launch-1" },
    ...overrides,
  };
}

async function token(overrides?: Partial<HandoverClaims>, ...keys: readonly string[]): Promise<string> {
  const signed = await (keys.length === 0 ? published : signerOf(...keys)).sign(claims(overrides));
  if (!signed.ok) throw new Error(signed.error.fault);
  return signed.value;
}

/** What the example says of requests with these cookies, as plain Node runs it. */
async function answersTo(cookies: readonly string[], origin = issuer): Promise<readonly unknown[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ["run.mjs", JSON.stringify(cookies)], {
    cwd: folder,
    env: { BROKER_ORIGIN: origin, TOKEN_AUDIENCE: AUDIENCE },
  });
  return JSON.parse(stdout);
}

describe("the example of docs/verify-token.md", () => {
  it("is of twenty lines", () => {
    const lines = EXAMPLE.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("/**"));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThanOrEqual(20);
  });

  it("lets in whoever brings a token of any published key", async () => {
    const ana = { id: "u-7f3a9c", name: "Ana García", groups: ["treasury"] };
    const other = `theme=dark; session=${await token({}, "secret:two")}; a=b`;
    expect(await answersTo([`session=${await token()}`, other])).toStrictEqual([ana, ana]);
  });

  it("lets in nobody else", async () => {
    const now = Math.floor(Date.now() / 1000);
    const good = await token();
    const [header = "", payload = "", signature = ""] = good.split(".");
    const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const kid = JSON.parse(Buffer.from(header, "base64url").toString()).kid;
    const confused = `${encoded({ alg: "HS256", kid, typ: "JWT" })}.${payload}`;
    const refused = [
      await token({ aud: "https://other.example" }),
      await token({ iss: "https://other.example" }),
      await token({ exp: now - 1 }),
      await token({ nbf: now + 3600 }),
      await token({ launch_id: undefined as unknown as string }),
      await token({}, "secret:foreign"),
      `${header}.${encoded({ ...claims(), sub: "u-other" })}.${signature}`,
      `${encoded({ alg: "none", typ: "JWT" })}.${payload}.`,
      `${confused}.${createHmac("sha256", JSON.stringify(kid)).update(confused).digest("base64url")}`,
      "garbage",
    ].map((text) => `session=${text}`);
    const answers = await answersTo([...refused, "", `other=${good}`, `xsession=${good}`]);
    expect(answers).toStrictEqual(answers.map(() => null));
    expect(answers).toHaveLength(13);
  });

  it("lets in nobody while the keys cannot be had", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const origin = `http://127.0.0.1:${port}`;
    expect(await answersTo([`session=${await token({ iss: origin })}`], origin)).toStrictEqual([null]);
  });
});
