import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Answering,
  aLaunch,
  answerLaunch,
  answerRefused,
  type LauncherBroker,
  startLauncherBroker,
} from "../../support/launcher-broker.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";

const HANDLE = "h".repeat(43);
const answerGatewayRefused: Answering = (response) => {
  response.writeHead(403).end('{"message":"Forbidden"}');
};
const answerRedirect: Answering = (response) => {
  response.writeHead(307, { location: "https://elsewhere.example/" }).end();
};
const answerText =
  (text: string): Answering =>
  (response) => {
    response.end(text);
  };
const answerDated =
  (milliseconds: number): Answering =>
  (response) => {
    response.writeHead(403, { date: new Date(Date.now() + milliseconds).toUTCString() }).end("{}");
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
  broker.answerWith(answerLaunch(aLaunch()));
});

const CONTEXTS: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
  ["no context", { APPSTREAM_SESSION_CONTEXT: undefined }, "context_missing"],
  ["an empty context", { APPSTREAM_SESSION_CONTEXT: "" }, "context_missing"],
  ["a context with a flag", { APPSTREAM_SESSION_CONTEXT: "--renderer-cmd-prefix=sh" }, "context_malformed"],
  [
    "a context with a new line",
    { APPSTREAM_SESSION_CONTEXT: `v1.eu-west-1.${HANDLE}\n` },
    "context_malformed",
  ],
  ["a context of 100 KB", { APPSTREAM_SESSION_CONTEXT: "x".repeat(100_000) }, "context_malformed"],
  ["a session without a name", { AppStream_UserName: undefined }, "facts_missing"],
  ["a fleet with a quote", { AppStream_Resource_Name: 'a"b' }, "facts_missing"],
];

describe("what the session says", () => {
  it.each(CONTEXTS)("ends on the page for %s, and nothing is sent", async (_what, variables, reason) => {
    const before = broker.redeemed.length;
    const { events, exitCode } = await stage.launch(variables);
    expect(events.map(({ event, reason }) => [event, reason])).toEqual([
      ["launch_failed", reason],
      ["page_shown", reason],
    ]);
    expect(exitCode).toBeGreaterThanOrEqual(10);
    expect(broker.redeemed.length).toBe(before);
    expect(stage.program()).toBeUndefined();
    expect(stage.page()?.page).toContain('data-testid="reference"');
  });
});

const ANSWERS: readonly (readonly [string, Answering, string, number])[] = [
  ["altered, late, replayed or of another user (all look the same)", answerRefused, "context_refused", 1],
  ["refused by the gateway before the broker", answerGatewayRefused, "instance_not_allowed", 1],
  ["dated an hour ahead of the instance", answerDated(3_600_000), "clock_off", 1],
  ["dated an hour behind the instance", answerDated(-3_600_000), "clock_off", 1],
  ["a redirect", answerRedirect, "broker_unreachable", 3],
  ["no JSON", answerText("<html>Sign in to the guest network</html>"), "answer_malformed", 1],
  ["half an answer", answerText('{"launchId":"l"'), "answer_malformed", 1],
  ["larger than 64 KB", answerText("x".repeat(100_000)), "answer_too_large", 3],
  ["one key more", answerLaunch({ ...aLaunch(), shell: "/bin/sh" }), "answer_malformed", 1],
  ["one key less", answerLaunch({ ...aLaunch(), environment: undefined }), "answer_malformed", 1],
  ["arguments in one text", answerLaunch({ ...aLaunch(), arguments: "--a --b" }), "answer_malformed", 1],
  [
    "an application of another image",
    answerLaunch(aLaunch({ application: "design" })),
    "application_unknown",
    1,
  ],
  [
    "an application of no image",
    answerLaunch(aLaunch({ application: "constructor" })),
    "application_unknown",
    1,
  ],
  ["an argument not declared", answerLaunch(aLaunch({ arguments: ["--admin"] })), "arguments_undeclared", 1],
  [
    "a declared argument twice",
    answerLaunch(aLaunch({ arguments: ["--open=a", "--open=b"] })),
    "arguments_undeclared",
    1,
  ],
  [
    "a variable not declared",
    answerLaunch(aLaunch({ environment: { OTHER: "x" } })),
    "environment_undeclared",
    1,
  ],
  [
    "an address for a program",
    answerLaunch(aLaunch({ browser: { url: "https://treasury.example/", cookies: [] } })),
    "address_undeclared",
    1,
  ],
];

describe("what the broker says", () => {
  it.each(ANSWERS)("ends on the page for an answer that is %s", async (_what, answering, reason, tries) => {
    broker.answerWith(answering);
    const before = broker.redeemed.length;
    const { events } = await stage.launch();
    expect(events.map(({ event, reason }) => [event, reason])).toEqual([
      ["launch_failed", reason],
      ["page_shown", reason],
    ]);
    const asked = broker.redeemed.slice(before);
    expect(asked).toHaveLength(tries);
    expect(new Set(asked.map(({ members }) => members.attempt)).size).toBe(1);
    expect(stage.program()).toBeUndefined();
  });

  it("starts the application when a later try goes well", async () => {
    let tries = 0;
    broker.answerWith((response, redeemed) => {
      tries += 1;
      if (tries === 1) response.writeHead(503, { "retry-after": "1" }).end("{}");
      else if (tries === 2) response.destroy();
      else answerLaunch(aLaunch())(response, redeemed, tries);
    });
    expect((await stage.launch()).exitCode).toBe(0);
    expect(stage.program()?.arguments).toHaveLength(2);
  });
});

describe("what the instance lacks", () => {
  it.each([
    [
      "its configuration",
      () => writeFileSync(join(stage.folder, "launcher.json"), "{"),
      "configuration_invalid",
    ],
    [
      "the role's credentials",
      () => writeFileSync(join(stage.folder, "credentials"), ""),
      "credentials_missing",
    ],
    [
      "the program",
      () => stage.configure({ applications: { treasury: { ...treasury(), program: "/nowhere/treasury" } } }),
      "program_missing",
    ],
    [
      "a folder on the way to the program",
      () =>
        stage.configure({ applications: { treasury: { ...treasury(), program: "/etc/passwd/treasury" } } }),
      "program_missing",
    ],
    [
      "the browser",
      () => {
        const portal = { browser: "/nowhere/browser", origins: ["https://treasury.example"] };
        const browser = { url: "https://treasury.example/", cookies: [] };
        stage.configure({ applications: { treasury: portal } });
        broker.answerWith(answerLaunch(aLaunch({ arguments: [], environment: {}, browser })));
      },
      "browser_missing",
    ],
    [
      "a key that is long enough",
      () => {
        writeFileSync(join(stage.folder, "short.key"), "c2hvcnQ\n");
        stage.configure({ authentication: { keyFile: join(stage.folder, "short.key") } });
      },
      "credentials_missing",
    ],
  ])("ends on the page without %s", async (_what, prepare, reason) => {
    prepare();
    const { events } = await stage.launch({}, [], { said: "page_shown", run: () => undefined });
    expect(events[0]).toMatchObject({ event: "launch_failed", reason });
    expect(stage.program()).toBeUndefined();
  });

  it("says on the command line how it is used, and repeats nothing of it", async () => {
    const { exitCode, output } = await stage.launch({}, ["--renderer-cmd-prefix=sh"]);
    expect(exitCode).toBe(64);
    expect(output).toBe("usage: launcher [--application ID] [--config FILE] [--self-test [--report]]\n");
  });
});

function treasury() {
  return stage.configuration().applications.treasury;
}
