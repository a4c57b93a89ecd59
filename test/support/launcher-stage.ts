/**
 * An instance in a folder: configuration, credentials, a program that writes down what it got, and a stand-in for a
 * browser that speaks the DevTools protocol over its pipes. The launcher runs in a process of its own.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { CONTEXT, ROLE_CREDENTIALS } from "./launcher-broker.ts";

const MAIN = fileURLToPath(new URL("../../image/launcher/main.ts", import.meta.url));

const RECORDER = `
  require("node:fs").writeFileSync(process.argv[2], JSON.stringify({ arguments: process.argv.slice(3), environment: process.env }));`;

/** Answers every command; `--stand-in=…` names what it does otherwise. Opens what it is told to by reading it. */
const BROWSER = `#!${process.execPath}
const fs = require("node:fs"), path = require("node:path"), { Socket } = require("node:net");
const flags = process.argv.slice(2), out = new Socket({ fd: 4 });
const mode = flags.find((flag) => flag.startsWith("--stand-in="))?.slice(11);
const record = { flags, environment: process.env, calls: [] };
if (mode === "dies") process.exit(3);
let text = "", cookies = [];
new Socket({ fd: 3 }).on("data", (chunk) => {
  text += chunk;
  for (let end; (end = text.indexOf("\\0")) !== -1; text = text.slice(end + 1)) take(JSON.parse(text.slice(0, end)));
}).on("end", () => process.exit(0));
function take({ id, method, params }) {
  record.calls.push({ method, params });
  if (method === "Storage.setCookies") cookies = params.cookies;
  if (params.url?.startsWith("file:")) record.page = fs.readFileSync(new URL(params.url), "utf8");
  fs.writeFileSync(path.join(__dirname, "browser-" + (params.url?.startsWith("file:") ? "page" : "application") + ".json"), JSON.stringify(record));
  const isRefused = mode === "refuses-cookies" && method === "Storage.setCookies";
  const result = method === "Storage.getCookies" ? { cookies: mode === "drops-cookies" ? [] : cookies } : {};
  out.write(JSON.stringify(isRefused ? { id, error: { message: "Invalid cookie fields" } } : { id, result }) + "\\0");
  if (method === "Target.createTarget" || method === "Browser.close") setTimeout(() => process.exit(0), 50);
}`;

export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

export interface ProgramRecord {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface BrowserRecord {
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly calls: readonly { readonly method: string; readonly params: Readonly<Record<string, unknown>> }[];
  readonly page?: string;
}

export class LauncherStage {
  readonly folder = mkdtempSync(join(tmpdir(), "launcher-stage-"));
  readonly logFile = join(this.folder, "launcher.log");
  readonly #url: string;
  readonly #main: string;

  constructor(brokerUrl: string, main = MAIN) {
    this.#url = brokerUrl;
    this.#main = main;
    mkdirSync(join(this.folder, "temporary"));
    writeFileSync(join(this.folder, "recorder.cjs"), RECORDER);
    writeFileSync(join(this.folder, "browser"), BROWSER, { mode: 0o755 });
    const { accessKeyId, secretAccessKey } = ROLE_CREDENTIALS;
    writeFileSync(
      join(this.folder, "credentials"),
      `[appstream_machine_role]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
    );
    this.configure();
  }

  /** `launcher.json`, changed at the top level. */
  configure(changes: Readonly<Record<string, unknown>> = {}): void {
    writeFileSync(
      join(this.folder, "launcher.json"),
      JSON.stringify({ ...this.configuration(), ...changes }),
    );
  }

  configuration() {
    return {
      endpoints: { "eu-west-1": this.#url },
      authentication: { profile: "appstream_machine_role" },
      applications: {
        treasury: {
          program: process.execPath,
          arguments: [join(this.folder, "recorder.cjs"), join(this.folder, "program.json")],
          accepts: {
            arguments: ["--profile=treasury", "--open=*", "--user=*"],
            environment: ["TREASURY_USER"],
          },
        },
        portal: { browser: join(this.folder, "browser"), origins: ["https://treasury.example"] },
      },
      pageBrowser: join(this.folder, "browser"),
      logFile: this.logFile,
      helpDesk: "+34 900 000 000",
      development: true,
    };
  }

  variables(): Record<string, string> {
    return {
      APPSTREAM_SESSION_CONTEXT: CONTEXT,
      AppStream_UserName: "u-lucia",
      AppStream_Stack_Name: "treasury",
      AppStream_Resource_Name: "treasury-ireland",
      AppStream_Session_ID: "0f0f0f0f-1111-2222-3333-444444444444",
    };
  }

  async launch(
    variables: Readonly<Record<string, string | undefined>> = {},
    words: readonly string[] = [],
    until: { readonly said: string; readonly run: () => void } | undefined = undefined,
  ): Promise<Ended> {
    const child = spawn(
      process.execPath,
      [this.#main, "--config", join(this.folder, "launcher.json"), ...words],
      {
        env: {
          HOME: this.folder,
          TMPDIR: join(this.folder, "temporary"),
          LANG: "en_GB.UTF-8",
          AWS_SHARED_CREDENTIALS_FILE: join(this.folder, "credentials"),
          AWS_CONFIG_FILE: join(this.folder, "no-config"),
          ...this.variables(),
          ...variables,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    // Whoever waits for a line ends the launcher after it, as the end of a session does.
    child.stderr.on("data", (chunk: Buffer) => {
      if (until === undefined || !chunk.includes(until.said)) return;
      until.run();
      child.kill();
    });
    const [exitCode, out, error] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    const events = error
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { exitCode, output: out + error, events };
  }

  /** What the program was started with; undefined if it was not. */
  program(): ProgramRecord | undefined {
    return this.#take("program.json");
  }

  browser(): BrowserRecord | undefined {
    return this.#take("browser-application.json");
  }

  /** The browser that was to show the page. */
  page(): BrowserRecord | undefined {
    return this.#take("browser-page.json");
  }

  log(): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, "utf8") : "";
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  #take<T>(name: string): T | undefined {
    const file = join(this.folder, name);
    if (!existsSync(file)) return undefined;
    const record = JSON.parse(readFileSync(file, "utf8")) as T;
    rmSync(file);
    return record;
  }
}
