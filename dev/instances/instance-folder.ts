/**
 * What an image and its fleet give an instance, in a folder of its own: `launcher.json` of the local world, and the
 * credentials of the fleet's role as AppStream writes them.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InstanceCredentials } from "../world/instance-roles.ts";
import { browserOnInstance, type WindowKind } from "./window.ts";

export interface InstanceOrder {
  /** Region to the address of its broker. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly credentials: InstanceCredentials;
  readonly applicationId: string;
  /** Whither the application's address may lead. */
  readonly origins: readonly string[];
  readonly window: WindowKind;
}

const PROFILE = "appstream_machine_role";

/** The folder's path; whoever has it removes it. */
export function instanceFolder({
  endpoints,
  credentials,
  applicationId,
  origins,
  window,
}: InstanceOrder): string {
  const folder = mkdtempSync(join(tmpdir(), "streamgate-instance-"));
  mkdirSync(join(folder, "temporary"), { mode: 0o700 });
  const { executable, flags } = browserOnInstance(window, folder);
  const configuration = {
    endpoints,
    authentication: { profile: PROFILE },
    applications: { [applicationId]: { browser: executable, origins } },
    pageBrowser: executable,
    browserArguments: flags,
    helpDesk: "extension 4357",
    development: true,
  };
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const lines = [
    `[${PROFILE}]`,
    `aws_access_key_id=${accessKeyId}`,
    `aws_secret_access_key=${secretAccessKey}`,
    `aws_session_token=${sessionToken}`,
  ];
  const mode = 0o600;
  writeFileSync(join(folder, "launcher.json"), JSON.stringify(configuration), { mode });
  writeFileSync(join(folder, "credentials"), `${lines.join("\n")}\n`, { mode });
  return folder;
}

/** The environment of a session on it, without what AppStream says; nothing of this computer's but what finds programs. */
export function instanceEnvironment(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    TMPDIR: join(folder, "temporary"),
    LANG: process.env.LANG ?? "en_GB.UTF-8",
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_CONFIG_FILE: join(folder, "no-config"),
  };
}
