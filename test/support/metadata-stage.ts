/**
 * `streamgate metadata` on real files in a folder of their own, with a publisher on loopback. The clock stands at
 * METADATA_NOW; the policy is one of development, since the publisher has no https.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import type { ExitCode } from "../../cli/command.ts";
import { metadataCommand } from "../../cli/commands/metadata.ts";
import { replaceFile } from "../../cli/replace-file.ts";
import { runCommandLine } from "../../cli/runner.ts";
import { startServer } from "./identity-builders.ts";
import { type Json, withValue } from "./policies.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import { aSamlPolicyInput, METADATA_NOW } from "./saml-metadata-builders.ts";

interface Publication {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface MetadataStage {
  /** Changed at will. */
  publication: Publication;
  /** Inside the folder. */
  path(name: string): string;
  /** Undefined where there is none. */
  read(name: string): string | undefined;
  write(name: string, content: string): void;
  /** Of the folder and those in it; none of it is a temporary one. */
  files(): readonly string[];
  run(...words: readonly string[]): Promise<{
    readonly exitCode: ExitCode;
    readonly out: readonly string[];
    readonly error: readonly string[];
  }>;
}

export interface StageOptions {
  /** What stands in the file; undefined: there is none. */
  readonly approved?: string;
  readonly published: string;
  /** The pinned certificate, in `federation.pem`. */
  readonly signedBy?: string;
  /** Changes the policy. */
  readonly change?: (input: Json, url: string) => Json;
}

/** The policy is `policy.yaml`, the metadata `saml/idp.xml`. */
export async function metadataStage(options: StageOptions): Promise<MetadataStage> {
  const { approved, published, signedBy, change = (input) => input } = options;
  const folder = mkdtempSync(join(tmpdir(), "streamgate-metadata-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const origin = await startServer((_request, response) => {
    const { status = 200, headers = {}, body } = stage.publication;
    response.writeHead(status, headers).end(body);
  });
  const url = `${origin}/metadata`;
  const stage: MetadataStage = {
    publication: { body: published },
    path,
    read: (name) => (stage.files().includes(name) ? readFileSync(path(name), "utf8") : undefined),
    write(name, content) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
    },
    files: () => readdirSync(folder, { recursive: true }).map(String).toSorted(),
    async run(...words) {
      const terminal = {
        ...recordedTerminal({}, METADATA_NOW),
        readFile: (file: string) => readFile(file, "utf8"),
        replaceFile,
      };
      const line = ["metadata", path("policy.yaml"), ...words];
      const exitCode = await runCommandLine(line, [metadataCommand], terminal);
      return { exitCode, out: terminal.outLines, error: terminal.errorLines };
    },
  };
  const metadata = {
    file: "saml/idp.xml",
    url,
    ...(signedBy === undefined ? {} : { signedBy: "federation.pem" }),
  };
  const input = withValue(["development"], true, aSamlPolicyInput(metadata));
  stage.write("policy.yaml", stringify(change(input, url)));
  mkdirSync(path("saml"));
  if (approved !== undefined) stage.write("saml/idp.xml", approved);
  if (signedBy !== undefined) stage.write("federation.pem", signedBy);
  return stage;
}
