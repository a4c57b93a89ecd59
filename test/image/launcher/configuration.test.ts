import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfiguration, readConfiguration } from "../../../image/launcher/configuration.ts";

const MINIMAL = {
  endpoints: { "eu-west-1": "https://abc.execute-api.eu-west-1.amazonaws.com/v1" },
  authentication: { profile: "appstream_machine_role" },
  applications: { treasury: { program: "/usr/bin/treasury" } },
};

function faultsOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = parseConfiguration(JSON.stringify({ ...MINIMAL, ...changes }));
  return parsed.ok ? [] : parsed.error.faults;
}

const program = (changes: Readonly<Record<string, unknown>>) => ({
  applications: { treasury: { ...MINIMAL.applications.treasury, ...changes } },
});
const browser = (changes: Readonly<Record<string, unknown>>) => ({
  applications: { portal: { browser: "edge", origins: ["https://treasury.example"], ...changes } },
});

describe("parseConfiguration", () => {
  it("declares nothing for an application that says nothing", () => {
    const parsed = parseConfiguration(`\uFEFF${JSON.stringify(MINIMAL)}`);
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        applications: { treasury: { arguments: [], accepts: { arguments: [], environment: [] } } },
        browserArguments: [],
        development: false,
      },
    });
  });

  it("lists all faults at once, each at its key", () => {
    expect(
      faultsOf({
        endpoints: { ireland: "https://x" },
        authentication: {},
        aplications: {},
        helpDesk: "a\nb",
      }),
    ).toEqual([
      "endpoints.ireland: must be an AWS Region",
      'authentication: must be { "profile": … } or { "keyFile": … }',
      "helpDesk: must be one line of at most 200 characters",
      expect.stringMatching(/^aplications: no such key; known: endpoints, authentication/),
    ]);
  });

  it.each([
    [{ endpoints: {} }, "names no endpoint"],
    [{ endpoints: { "eu-west-1": "http://broker.example" } }, "must be an https address"],
    [{ endpoints: { "eu-west-1": "http://127.0.0.1:1" } }, "`development: true`"],
    [{ endpoints: { "eu-west-1": "https://a:b@broker.example" } }, "must be an https address"],
    [{ endpoints: { "eu-west-1": "https://broker.example?x" } }, "must be an https address"],
    [{ applications: {} }, "nothing could be started"],
    [{ applications: { "../x": MINIMAL.applications.treasury } }, "must be the id of an application"],
    [program({ program: "treasury" }), "must be an absolute path"],
    [program({ program: "C:\\app\\start.cmd" }), "is a script"],
    [program({ program: "C:\\app\\start.cmd." }), "is a script"],
    [program({ program: "C:\\app\\start.cmd " }), "is a script"],
    [program({ program: "C:\\app\\start.cmd::$DATA" }), "is a script"],
    [program({ program: "/opt/app/start.sh" }), "is a script"],
    [browser({ browser: "/opt/app/browser.sh" }), "must be chromium, chrome, edge"],
    [{ browserArguments: ["--uTILITY-Cmd-Prefix=sh"] }, "opens the browser to others"],
    [program({ arguments: ["%TEMP%"] }), "holds a quote, a percent sign"],
    [program({ accepts: { arguments: ["--a=*b*"] } }), "may hold one `*`"],
    [program({ accepts: { environment: ["LD_PRELOAD"] } }), "no program loader"],
    [program({ accepts: { environment: ["https_proxy"] } }), "no program loader"],
    [program({ accepts: { environment: ["APPSTREAM_SESSION_CONTEXT"] } }), "no program loader"],
    [program({ origins: [] }), "no such key"],
    [browser({ browser: "firefox" }), "must be chromium, chrome, edge"],
    [browser({ origins: [] }), "names no origin"],
    [browser({ origins: ["https://treasury.example/"] }), "must be an https origin"],
    [browser({ origins: ["http://127.0.0.1:1"] }), "`development: true`"],
    [browser({ arguments: ["--x"] }), "no such key"],
    [{ browserArguments: ["--remote-debugging-port=9222"] }, "opens the browser to others"],
    [{ browserArguments: ["--renderer-cmd-prefix=sh"] }, "opens the browser to others"],
    [{ browserArguments: ["--user-data-dir=/tmp"] }, "opens the browser to others"],
    [{ browserArguments: ["https://x.example"] }, "must be a flag"],
    [{ logFile: "launcher.log" }, "must be an absolute path"],
    [{ development: "yes" }, "must be true or false"],
  ])("refuses %j", (changes, message) => {
    expect(faultsOf(changes).join()).toContain(message);
  });

  it("takes loopback for development", () => {
    expect(faultsOf({ endpoints: { "eu-west-1": "http://127.0.0.1:1" }, development: true })).toEqual([]);
  });

  it("says of what is no JSON that it is none, and quotes nothing of it", () => {
    const parsed = parseConfiguration('{"secret": ');
    expect(parsed).toEqual({
      ok: false,
      error: {
        reason: "configuration_invalid",
        detail: "the file is no JSON",
        faults: ["the file is no JSON"],
      },
    });
  });
});

describe("readConfiguration", () => {
  it("says of a file that is absent, and of one too large, what they are", () => {
    const folder = mkdtempSync(join(tmpdir(), "launcher-configuration-"));
    const file = join(folder, "launcher.json");
    expect(readConfiguration(file)).toMatchObject({
      ok: false,
      error: { reason: "configuration_missing", detail: "ENOENT" },
    });
    writeFileSync(file, " ".repeat(70_000));
    expect(readConfiguration(file)).toMatchObject({
      ok: false,
      error: { reason: "configuration_invalid", detail: "the file is larger than 64 KB" },
    });
    rmSync(folder, { recursive: true });
  });
});
