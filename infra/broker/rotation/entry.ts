/** Lambda entry: Secrets Manager's rotation of the sealing keys. It runs in the first Region; the replicas follow. */
import { randomBytes } from "node:crypto";
import { type RotationEvent, rotate } from "./rotate.ts";
import { createSecretVersions, sendToAws } from "./secret-versions.ts";

export async function handler(event: RotationEvent): Promise<void> {
  const now = (): number => Date.now();
  const versions = createSecretVersions({
    secretId: event.SecretId,
    region: required("AWS_REGION"),
    // Read at each call: Lambda replaces the credentials of a running environment.
    credentials: {
      accessKeyId: required("AWS_ACCESS_KEY_ID"),
      secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
      sessionToken: process.env.AWS_SESSION_TOKEN,
    },
    now,
    send: sendToAws,
  });
  await rotate(event, { versions, now, randomText: (bytes) => randomBytes(bytes).toString("base64url") });
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set, which Lambda does`);
  return value;
}
