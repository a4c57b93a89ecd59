import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Answering, type LauncherBroker, startLauncherBroker } from "../../support/launcher-broker.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";

const answerDated =
  (milliseconds: number): Answering =>
  (response) => {
    response.writeHead(200, { date: new Date(Date.now() + milliseconds).toUTCString() }).end("{}");
  };

let broker: LauncherBroker;
let stage: LauncherStage;

beforeAll(async () => {
  broker = await startLauncherBroker();
});
afterAll(async () => {
  stage?.remove();
  await broker.stop();
});
beforeEach(() => {
  stage?.remove();
  stage = new LauncherStage(broker.url);
  broker.answerWith(answerDated(0));
});

const withFlags = async (variables: Readonly<Record<string, string | undefined>>, ...more: string[]) =>
  await stage.launch(variables, ["--self-test", ...more]);

describe("launcher --self-test", () => {
  it("finds an instance complete, and neither redeems nor starts anything", async () => {
    const before = broker.redeemed.length;
    const { exitCode, output } = await withFlags({});
    expect(output).toContain("clock: within a minute of eu-west-1");
    expect(output).not.toContain("missing ");
    expect(output.trimEnd().split("\n").at(-1)).toBe("complete");
    expect(exitCode).toBe(0);
    expect(broker.redeemed.length).toBe(before);
    expect(stage.program()).toBeUndefined();
  });

  it("names all that is missing at once", async () => {
    const gone = { program: "/nowhere/treasury" };
    const portal = { browser: "/nowhere/edge", origins: ["https://treasury.example"] };
    stage.configure({
      endpoints: { "eu-west-1": broker.url, "us-east-1": "http://127.0.0.1:1" },
      applications: { treasury: gone, portal },
      authentication: { keyFile: "/nowhere/key" },
      pageBrowser: "/nowhere/browser",
    });
    broker.answerWith(answerDated(3_600_000));
    const { exitCode, output } = await withFlags({ AppStream_Session_ID: undefined });
    for (const said of [
      "application treasury: no program at /nowhere/treasury",
      "application portal: no browser /nowhere/edge",
      "page: no browser",
      /clock: -3(?:600|599|601) s off from eu-west-1/,
      "broker us-east-1: no answer from http://127.0.0.1:1",
      "credentials: key /nowhere/key cannot be used",
      "variable AppStream_Session_ID: absent",
      "not complete",
    ]) {
      expect(output).toMatch(said);
    }
    expect(exitCode).toBe(1);
  });

  it("says each fault of the configuration", async () => {
    writeFileSync(join(stage.folder, "launcher.json"), '{"endpoints": {}}');
    const { output } = await withFlags({});
    expect(output).toContain("endpoints: names no endpoint");
    expect(output).toContain("missing key");
  });

  it("only notes in an image builder what a session alone has", async () => {
    writeFileSync(join(stage.folder, "credentials"), "");
    const variables = Object.fromEntries(Object.keys(stage.variables()).map((name) => [name, undefined]));
    const { exitCode, output } = await withFlags({
      ...variables,
      AppStream_Resource_Type: "image-builder",
    });
    expect(output).toContain("note    variable AppStream_UserName");
    expect(output).toContain("note    credentials");
    expect(exitCode).toBe(0);
  });

  it("ends with 0 for a session script, whatever it found", async () => {
    const { exitCode, output } = await withFlags({ AppStream_Session_ID: undefined }, "--report");
    expect(output).toContain("not complete");
    expect(exitCode).toBe(0);
  });

  it("shows no context", async () => {
    const { output } = await withFlags({});
    expect(output).toContain("variable APPSTREAM_SESSION_CONTEXT: has its form");
    expect(output).not.toContain("hhhhhhhh");
  });
});
