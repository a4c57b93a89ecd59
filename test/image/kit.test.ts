import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseConfiguration } from "../../image/launcher/configuration.ts";

const kit = fileURLToPath(new URL("../../image/kit/", import.meta.url));
const read = (file: string): string => readFileSync(`${kit}${file}`, "utf8");

interface Executable {
  readonly context: string;
  readonly filename: string;
  readonly arguments: string;
}

/** AppStream's samples write the keys of Linux with capitals. */
function executablesOf(text: string): readonly (readonly [number, readonly Executable[]])[] {
  const lowered = text.replaceAll(/"[A-Za-z0-9]+":/g, (key) => key.toLowerCase());
  const { sessionstart, sessiontermination } = JSON.parse(lowered);
  return [sessionstart, sessiontermination].map(({ waitingtime, executables }) => [waitingtime, executables]);
}

describe.each(["windows", "linux"])("the kit for %s", (system) => {
  it("has a configuration that the launcher takes", () => {
    expect(parseConfiguration(read(`${system}/launcher.json`))).toMatchObject({ ok: true });
  });

  it("has session scripts within AppStream's limits: one a context, at most a minute, 1000 characters", () => {
    for (const [waitingSeconds, executables] of executablesOf(read(`${system}/config.json`))) {
      expect(waitingSeconds).toBeLessThanOrEqual(60);
      expect(executables.map(({ context }) => context)).toEqual(["system", "user"]);
      for (const { filename, arguments: words } of executables) {
        expect(Math.max(filename.length, words.length)).toBeLessThanOrEqual(1_000);
      }
    }
  });

  it("runs the self-test at the start of a session, and never lets it end with a fault for the person", () => {
    const words = executablesOf(read(`${system}/config.json`))[0]?.[1].map((one) => one.arguments);
    expect(words).toEqual(["", expect.stringMatching(/launcher\.cjs --self-test --report$/)]);
  });
});
