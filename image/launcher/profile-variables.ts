/**
 * AppStream's variables on Linux: `/etc/profile.d/appstream_*_vars.sh`, which a desktop that began before the session
 * has not read. They are parsed and never run.
 * Invariant: a value in which a shell would do anything but take it as it stands counts as absent.
 */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Variables } from "./session-facts.ts";

const FILE = /^appstream_[a-z]+_vars\.sh$/;
const MAX_BYTES = 64 * 1024;
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?(APPSTREAM_\w{1,64}|AppStream_\w{1,64})=(.*?)[ \t]*$/;
const VALUES = [/^"([^"\\$`]*)"$/, /^'([^']*)'$/, /^([\w+=,.@:/-]*)$/];

/** Everything in the folder's files; the last of a name counts, as it would in a shell. */
export function readProfileVariables(folder: string): Variables {
  const texts = filesOf(folder).map((file) => readStart(join(folder, file)));
  return Object.fromEntries(texts.flatMap(parseProfileVariables));
}

export function parseProfileVariables(text: string): readonly (readonly [string, string | undefined])[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, name, written] = ASSIGNMENT.exec(line) ?? [];
    return name === undefined || written === undefined ? [] : [[name, plainValue(written)] as const];
  });
}

function plainValue(written: string): string | undefined {
  return VALUES.map((form) => form.exec(written)?.[1]).find((value) => value !== undefined);
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => FILE.test(file));
  } catch {
    // No such folder: this is no AppStream instance with Linux, and the environment is all there is.
    return [];
  }
}

function readStart(file: string): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(MAX_BYTES);
      return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, MAX_BYTES, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Unreadable counts as absent; what is then missing is named by the facts' check.
    return "";
  }
}
