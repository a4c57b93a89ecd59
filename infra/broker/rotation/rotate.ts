/**
 * The four steps of a rotation as Secrets Manager asks for them. Each may come twice, and each must then do nothing
 * more than it did (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html).
 */
import { nextLiveKeys, parseLiveKeys } from "./live-keys.ts";
import type { SecretVersions } from "./secret-versions.ts";

export interface RotationEvent {
  readonly Step: string;
  readonly SecretId: string;
  /** Becomes the id of the new version. */
  readonly ClientRequestToken: string;
}

export interface RotationPorts {
  readonly versions: SecretVersions;
  readonly now: () => number;
  /** base64url of so many random bytes. */
  readonly randomText: (bytes: number) => string;
}

export async function rotate(
  event: RotationEvent,
  { versions, now, randomText }: RotationPorts,
): Promise<void> {
  const token = event.ClientRequestToken;
  switch (event.Step) {
    case "createSecret": {
      if ((await versions.value("AWSPENDING", token)) !== undefined) return;
      const current = (await versions.value("AWSCURRENT")) ?? "";
      return await versions.putPending(token, nextLiveKeys(current, now(), randomText));
    }
    case "setSecret":
      // Nobody else has to be told: the functions read the secret themselves.
      return;
    case "testSecret": {
      const pending = await versions.value("AWSPENDING", token);
      if (pending === undefined || parseLiveKeys(pending) === undefined) {
        throw new Error("the new value is not one or two live keys; it is not taken over");
      }
      return;
    }
    case "finishSecret":
      return await versions.makeCurrent(token);
    default:
      throw new TypeError("no such step of a rotation");
  }
}
