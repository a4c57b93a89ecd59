import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAnswer } from "../../../image/launcher/answer.ts";
import { parseConfiguration } from "../../../image/launcher/configuration.ts";
import { declaredStart } from "../../../image/launcher/declared.ts";
import { launch } from "../../../image/launcher/launch.ts";
import {
  aLaunch,
  answerLaunch,
  answerRefused,
  CONTEXT,
  type LauncherBroker,
  startLauncherBroker,
} from "../../support/launcher-broker.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";
import { INJECTED, injectedContexts } from "./injected-strings.ts";

let broker: LauncherBroker;
let stage: LauncherStage;

beforeAll(async () => {
  broker = await startLauncherBroker();
  stage = new LauncherStage(broker.url);
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(stage.folder, "credentials");
});
afterAll(async () => {
  delete process.env.AWS_SHARED_CREDENTIALS_FILE;
  stage.remove();
  await broker.stop();
});

/** In this process, so that a hundred strings take seconds; the program is a process of its own. */
async function launched(variables: Readonly<Record<string, string>>): Promise<string> {
  const configuration = parseConfiguration(readFileSync(join(stage.folder, "launcher.json"), "utf8"));
  if (!configuration.ok) throw new TypeError(configuration.error.detail);
  const outcome = await launch({
    configuration: configuration.value,
    environment: {},
    variables: { ...stage.variables(), ...variables },
    application: undefined,
    platform: process.platform,
    now: Date.now,
    signal: new AbortController().signal,
  });
  if (!outcome.ok) return outcome.error.reason;
  await outcome.value.ended;
  return "started";
}

describe("the injection table", () => {
  it("has sixty strings at the least, each once", () => {
    expect(new Set(INJECTED).size).toBe(INJECTED.length);
    expect(INJECTED.length).toBeGreaterThanOrEqual(60);
  });
});

describe("a context that is something else", () => {
  it.each(INJECTED.map((text, row) => [row, text.slice(0, 40), text] as const))(
    "starts nothing and is no argument of anything, row %i: %j",
    async (_row, _shown, text) => {
      broker.answerWith((response, redeemed, tries) => {
        const isKnown = redeemed.members.context === CONTEXT;
        (isKnown ? answerLaunch(aLaunch()) : answerRefused)(response, redeemed, tries);
      });
      const before = broker.redeemed.length;
      for (const context of injectedContexts(text)) {
        expect(await launched({ APPSTREAM_SESSION_CONTEXT: context })).toMatch(/^context_/);
      }
      // The alphabet of a handle has a hyphen, so some of them have its form; those the broker refuses.
      const sent = broker.redeemed.slice(before).map(({ members }) => members.context);
      for (const context of sent) expect(context).toMatch(/^v1\.[a-z0-9-]+\.[\w-]{43,}$/);
      expect(stage.program()).toBeUndefined();
    },
  );
});

describe("an answer with something else in it", () => {
  it.each(INJECTED.map((text, row) => [row, text.slice(0, 40), text] as const))(
    "gives the program its declared arguments or none at all, row %i: %j",
    async (_row, _shown, text) => {
      const places = [
        [text],
        ["--profile=treasury", text],
        [`--open=${text}`],
        [`--profile=treasury ${text}`],
      ];
      for (const words of places) {
        broker.answerWith(answerLaunch(aLaunch({ arguments: words })));
        const outcome = await launched({});
        const got = stage.program();
        if (outcome === "started") {
          // A value behind a declared prefix: whole, in one piece and in its place.
          expect(got?.arguments).toEqual([`--open=${text}`]);
          expect(text).toMatch(/^[\x20-\x7e]+$/);
          expect(text).not.toMatch(/["'%`]/);
        } else expect(got).toBeUndefined();
      }
    },
  );

  it.each(INJECTED.map((text, row) => [row, text.slice(0, 40), text] as const))(
    "sets no other variable and starts no browser with it, row %i: %j",
    (_row, _shown, text) => {
      const { treasury, portal } = stage.configuration().applications;
      const program = { ...treasury, arguments: [] };
      const named = parseAnswer(JSON.stringify(aLaunch({ environment: { [text]: "x" } })));
      expect(named.ok && declaredStart(named.value, program).ok).toBe(false);

      const browser = (url: string) =>
        parseAnswer(
          JSON.stringify(
            aLaunch({ application: "portal", arguments: [], environment: {}, browser: { url, cookies: [] } }),
          ),
        );
      for (const url of [text, `https://treasury.example${text}`, `https://treasury.example/${text}`]) {
        const answer = browser(url);
        const start = answer.ok ? declaredStart(answer.value, portal) : answer;
        // What is let through is one word that begins with the declared origin.
        if (start.ok && "url" in start.value) {
          expect(start.value.url).toMatch(
            /^https:\/\/treasury\.example\/[\x21\x23-\x26\x28-\x5f\x61-\x7e]*$/,
          );
        }
      }
    },
  );
});
