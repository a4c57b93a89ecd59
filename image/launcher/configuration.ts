/**
 * `launcher.json`, which lies beside the launcher in the image: where the broker is, how this instance proves itself,
 * and what may be started at all. Every fault is listed at once, each at its key.
 * Invariant: which program runs, and which arguments it may get, is said here and never by the broker.
 */
import { readFileSync, statSync } from "node:fs";
import * as v from "valibot";
import { type Configuration, ConfigurationSchema } from "./configuration-schema.ts";
import type { Fault } from "./fault.ts";
import { err, ok, type Result } from "./result.ts";

const MAX_BYTES = 64 * 1024;

export type ConfigurationFault = Fault & { readonly faults: readonly string[] };

export function readConfiguration(file: string): Result<Configuration, ConfigurationFault> {
  let text: string;
  try {
    if (statSync(file).size > MAX_BYTES) return invalid(["the file is larger than 64 KB"]);
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unreadable";
    return err({
      reason: "configuration_missing",
      detail: code,
      faults: [`the file cannot be read (${code})`],
    });
  }
  return parseConfiguration(text);
}

export function parseConfiguration(text: string): Result<Configuration, ConfigurationFault> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // The parser's message quotes the file.
    return invalid(["the file is no JSON"]);
  }
  const parsed = v.safeParse(ConfigurationSchema, raw);
  return parsed.success ? ok(parsed.output) : invalid(parsed.issues.map(sentence));
}

function sentence(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => String(key)).join(".");
  return `${path === "" ? "the file" : path}: ${issue.message}`;
}

function invalid(faults: readonly string[]): Result<never, ConfigurationFault> {
  return err({ reason: "configuration_invalid", detail: faults.join("; "), faults });
}
