/**
 * Credentials of fleets' roles, as AppStream puts them on an instance (`appstream_machine_role`): made up, of sessions of
 * those roles, and good for the local world's own gateways alone.
 */
import { createHash, randomBytes } from "node:crypto";
import type { IamCaller } from "../api-gateway/iam-authorizer.ts";

export interface InstanceCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface InstanceRoles {
  /** The same for a role whenever it is asked for. Throws for what is no role's ARN. */
  credentialsOf(roleArn: string): InstanceCredentials;
  callerOf(accessKeyId: string): IamCaller | undefined;
}

const ROLE = /^arn:(?<partition>[\w-]+):iam::(?<account>\d{12}):role\/(?:.*\/)?(?<name>[^/]+)$/;
/** A real one's length, nearly. */
const TOKEN_BYTES = 256;

export function createInstanceRoles(): InstanceRoles {
  const made = new Map<string, InstanceCredentials & IamCaller>();
  return {
    credentialsOf(roleArn) {
      const { partition, account, name } = ROLE.exec(roleArn)?.groups ?? {};
      if (partition === undefined) throw new TypeError(`${roleArn} is no role's ARN`);
      const accessKeyId = `ASIA${createHash("sha256").update(roleArn).digest("hex").slice(0, 16).toUpperCase()}`;
      const known = made.get(accessKeyId);
      if (known !== undefined) return credentials(known);
      const one = {
        ...{ accessKeyId, secretAccessKey: randomBytes(30).toString("base64") },
        sessionToken: randomBytes(TOKEN_BYTES).toString("base64"),
        userArn: `arn:${partition}:sts::${account}:assumed-role/${name}/i-${randomBytes(8).toString("hex")}`,
      };
      made.set(accessKeyId, one);
      return credentials(one);
    },
    callerOf: (accessKeyId) => made.get(accessKeyId),
  };
}

function credentials({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: InstanceCredentials): InstanceCredentials {
  return { accessKeyId, secretAccessKey, sessionToken };
}
