import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MAIN = fileURLToPath(new URL("../../dev/main.ts", import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

interface Run {
  readonly child: ChildProcess;
  readonly firstLine: Promise<string>;
  readonly exit: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** A temporary folder of its own, so that what a run leaves behind is its own. */
const temporary = mkdtempSync(join(tmpdir(), "main-test-"));
afterAll(() => rm(temporary, { recursive: true, force: true }));

function start(...options: readonly string[]): Run {
  return run(process.execPath, MAIN, ...options);
}

function run(command: string, ...options: readonly string[]): Run {
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(command, options, { stdio: ["ignore", "pipe", "pipe"], env, cwd: ROOT });
  started.push(child);
  let [stdout, stderr] = ["", ""];
  const firstLine = new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      if (stdout.includes("\n")) resolve(stdout.slice(0, stdout.indexOf("\n")));
    });
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const exit = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, firstLine, exit };
}

/** The first of so many free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (let port = 21_000 + Math.floor(Math.random() * 8_000); ; port += count) {
    const taken = await Promise.all(
      Array.from({ length: count }, async (_, offset) => {
        const server = createServer();
        const listening = new Promise<boolean>((resolve) => {
          server.once("error", () => resolve(false)).listen(port + offset, "127.0.0.1", () => resolve(true));
        });
        const isFree = await listening;
        await new Promise((resolve) => server.close(resolve));
        return !isFree;
      }),
    );
    if (!taken.includes(true)) return port;
  }
}

describe("npm start", () => {
  it("announces itself in one line of JSON and leaves nothing behind when interrupted", async () => {
    const { child, firstLine, exit } = start("--port", "0", "--json");
    const ready = JSON.parse(await firstLine);
    expect(Object.keys(ready)).toEqual([
      "broker",
      "appstream",
      "identityProviders",
      "store",
      "demoApplication",
      "users",
      "applications",
    ]);
    expect(ready.identityProviders).toEqual({
      corporate: { protocol: "oidc", issuer: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
      campus: {
        protocol: "saml",
        metadata: `${ready.identityProviders.campus.apps}/metadata`,
        apps: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      },
    });
    expect(await (await fetch(ready.identityProviders.campus.metadata)).text()).toContain(
      'entityID="urn:northwind:campus"',
    );
    expect(ready.users.length).toBeGreaterThanOrEqual(5);
    expect((await fetch(`${ready.broker}/healthz`)).status).toBe(200);
    child.kill("SIGINT");
    const { code, stdout } = await exit;
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(readdirSync(temporary)).toEqual([]);
    await expect(fetch(`${ready.broker}/healthz`)).rejects.toThrow();
  });

  it("ends with npm where npm is told to end", async () => {
    const { child, firstLine, exit } = run("npm", "start", "-s", "--", "--port", "0", "--json");
    const ready = JSON.parse(await firstLine);
    expect((await fetch(`${ready.broker}/healthz`)).status).toBe(200);
    child.kill("SIGTERM");
    await exit;
    await expect(fetch(`${ready.broker}/healthz`)).rejects.toThrow();
    expect(readdirSync(temporary).filter((name) => name.startsWith("streamgate-"))).toEqual([]);
  });

  it("takes the five ports after the one it is given", async () => {
    const port = await freePorts(6);
    const { child, firstLine, exit } = start("--port", String(port), "--json");
    const { broker, appstream, identityProviders, store } = JSON.parse(await firstLine);
    expect([
      ...[broker, identityProviders.corporate.issuer, appstream["eu-west-1"], store],
      identityProviders.campus.apps,
    ]).toEqual([
      `http://localhost:${port}`,
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port + 2}/eu-west-1`,
      `http://127.0.0.1:${port + 3}`,
      `http://127.0.0.1:${port + 4}`,
    ]);
    expect((await fetch(`${broker}/healthz`)).status).toBe(200);
    child.kill("SIGTERM");
    await exit;
  });

  it("starts a broker for each Region behind the one address, on a port more for each", async () => {
    const port = await freePorts(8);
    const options = ["--port", String(port), "--regions", "us-east-1,eu-west-1", "--json"];
    const { child, firstLine, exit } = start(...options);
    const { broker, regions } = JSON.parse(await firstLine);
    expect([broker, regions]).toEqual([
      `http://localhost:${port}`,
      { "us-east-1": `http://localhost:${port + 6}`, "eu-west-1": `http://localhost:${port + 7}` },
    ]);
    const origins: readonly string[] = [broker, ...Object.values<string>(regions)];
    const healths = await Promise.all(
      origins.map(async (origin) => (await fetch(`${origin}/healthz`)).json()),
    );
    expect(healths).toMatchObject([
      { region: "us-east-1" },
      { region: "us-east-1" },
      { region: "eu-west-1" },
    ]);
    child.kill("SIGTERM");
    expect((await exit).code).toBe(0);
    for (const origin of origins) await expect(fetch(origin)).rejects.toThrow();
  });

  it("says what to install where a screen is asked for and Xvfb is missing", () => {
    const env = { ...process.env, TMPDIR: temporary, PATH: temporary };
    const words = [MAIN, "--port", "0", "--screen"];
    const { status, stderr } = spawnSync(process.execPath, words, { env, cwd: ROOT, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("--screen needs Xvfb (Debian: apt-get install xvfb)");
  });

  it("names the port that is taken and how to choose another", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const { port } = blocker.address() as { port: number };
    const { code, stderr } = await start("--port", String(port)).exit;
    blocker.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port}`);
    expect(stderr).toContain("--port");
  });

  it("lists every fault of a policy with its line and starts nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "policy-"));
    const file = join(folder, "policy.yaml");
    await writeFile(file, "version: 1\ndevelopment: true\nsurprise: 1\nfleets: {}\n");
    const { code, stdout, stderr } = await start("--policy", file, "--port", "0").exit;
    await rm(folder, { recursive: true });
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("policy.yaml:3:");
    expect(stderr).toContain("surprise");
  });

  it.each([
    [["--port", "many"], "--port takes a whole number"],
    [["--port", "65532"], "--port takes a whole number from 0 to 65530"],
    [["--port", "65530", "--regions", "eu-west-1,us-east-1"], "from 0 to 65528"],
    [["--regions", "europe"], "--regions takes Regions such as eu-west-1,us-east-1"],
    [["--regions", "eu-west-1,eu-west-1"], "each once"],
    [["--regions", ""], "--regions takes Regions"],
    [["--colour"], "--colour"],
  ])("explains its options for %j", async (options, expected) => {
    const { code, stderr } = await start(...options).exit;
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
    expect(stderr).toContain("usage: npm start");
  });
});
