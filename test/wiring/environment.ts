/** A complete environment of the functions: a compiled policy in a folder of its own, keys, endpoints where nothing listens. */

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { policyDigest } from "../../functions/stores/policy-source.ts";
import { aPolicy, ORIGIN } from "../support/http-builders.ts";

/** Port 9 is `discard`: a connection to it is refused at once. */
const NOWHERE = "http://127.0.0.1:9";
/** What a test looks for where no secret may be. */
export const SEALING_KEY = Buffer.alloc(32, 7).toString("base64url");
export const PSEUDONYM_KEY = Buffer.alloc(32, 8).toString("base64url");

export interface World {
  readonly environment: Record<string, string>;
  readonly folder: string;
  readonly remove: () => void;
}

export function aWorld(
  policy: Policy = aPolicy(),
  samlMetadata: CompiledPolicy["samlMetadata"] = {},
  signingCertificates: CompiledPolicy["signingCertificates"] = {},
): World {
  const folder = mkdtempSync(join(tmpdir(), "streamgate-wiring-"));
  const policyFile = join(folder, "policy.json");
  writePolicy(policyFile, policy, undefined, samlMetadata, signingCertificates);
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    environment: {
      BROKER_ORIGIN: ORIGIN,
      AWS_REGION: "eu-west-1",
      BROKER_REGIONS: "eu-west-1,us-east-1",
      POLICY_FILE: policyFile,
      LAUNCH_TABLE: "launches",
      LOGIN_TABLE: "logins",
      SEALING_KEYS: "env:SEALING_KEYS_VALUE",
      SEALING_KEYS_VALUE: `k1:${SEALING_KEY}`,
      PSEUDONYM_KEY: "env:PSEUDONYM_KEY_VALUE",
      PSEUDONYM_KEY_VALUE: PSEUDONYM_KEY,
      CORPORATE_SECRET: "corporate-client-secret",
      AWS_ENDPOINT_URL_APPSTREAM: NOWHERE,
      AWS_ENDPOINT_URL_DYNAMODB: NOWHERE,
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
    },
  };
}

export function writePolicy(
  file: string,
  policy: Policy,
  version?: string,
  samlMetadata: CompiledPolicy["samlMetadata"] = {},
  signingCertificates: CompiledPolicy["signingCertificates"] = {},
): void {
  const content = { policy, samlMetadata, signingCertificates };
  writeFileSync(file, JSON.stringify({ format: 1, version: version ?? policyDigest(content), ...content }));
}

/** A table that finds nothing of whom anybody ended, and does not answer whatever else it is asked. */
export async function tableOfNoRevocations(): Promise<{
  readonly endpoint: string;
  /** Every request's body. */
  readonly asked: readonly string[];
  stop(): void;
}> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push(body);
    const isAsked = /"(?:revoked|disabled):/.test(body);
    response.writeHead(isAsked ? 200 : 500, { "content-type": "application/x-amz-json-1.0" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, asked, stop: () => void server.close() };
}
