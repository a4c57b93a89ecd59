/** A secret's versions in Secrets Manager, as far as a rotation needs them. Messages hold names, never a value. */
import { request } from "node:https";
import { type Credentials, type SignedRequest, signedRequest } from "./signed-request.ts";

type Stage = "AWSCURRENT" | "AWSPENDING";

export interface SecretVersions {
  /** Undefined where there is no such version. */
  value(stage: Stage, version?: string): Promise<string | undefined>;
  putPending(version: string, value: string): Promise<void>;
  /** Moves AWSCURRENT to the version, wherever it was. */
  makeCurrent(version: string): Promise<void>;
}

/** Sends a request to AWS over TLS and answers status and body. */
export type Send = (signed: SignedRequest) => Promise<{ readonly status: number; readonly body: string }>;

export interface SecretVersionsOptions {
  readonly secretId: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly now: () => number;
  readonly send: Send;
}

export function createSecretVersions(options: SecretVersionsOptions): SecretVersions {
  const { secretId, region, credentials, now, send } = options;
  const ask = async (operation: string, input: object): Promise<Answer> => {
    const body = JSON.stringify({ SecretId: secretId, ...input });
    const call = { region, service: "secretsmanager", target: `secretsmanager.${operation}`, body };
    const answer = await send(signedRequest(call, credentials, now()));
    if (answer.status === 200) return JSON.parse(answer.body) as Answer;
    throw new SecretsManagerError(operation, answer.status, typeOf(answer.body));
  };
  return {
    async value(stage, version) {
      try {
        const wanted = version === undefined ? {} : { VersionId: version };
        return (await ask("GetSecretValue", { VersionStage: stage, ...wanted })).SecretString;
      } catch (cause) {
        if (cause instanceof SecretsManagerError && cause.type === "ResourceNotFoundException")
          return undefined;
        throw cause;
      }
    },
    async putPending(version, value) {
      const input = { ClientRequestToken: version, SecretString: value, VersionStages: ["AWSPENDING"] };
      await ask("PutSecretValue", input);
    },
    async makeCurrent(version) {
      const { VersionIdsToStages: versions = {} } = await ask("DescribeSecret", {});
      const former = Object.keys(versions).find((id) => versions[id]?.includes("AWSCURRENT"));
      if (former === version) return;
      await ask("UpdateSecretVersionStage", {
        VersionStage: "AWSCURRENT",
        MoveToVersionId: version,
        ...(former !== undefined && { RemoveFromVersionId: former }),
      });
    },
  };
}

interface Answer {
  readonly SecretString?: string;
  readonly VersionIdsToStages?: Readonly<Record<string, readonly string[]>>;
}

class SecretsManagerError extends Error {
  override readonly name = "SecretsManagerError";
  readonly type: string;
  constructor(operation: string, status: number, type: string) {
    super(`secretsmanager:${operation} answered ${status} ${type}`);
    this.type = type;
  }
}

/** `__type` may come with a namespace: `com.amazonaws.secretsmanager#ResourceNotFoundException`. */
function typeOf(body: string): string {
  const [, type = "unknown"] = /"__type"\s*:\s*"(?:[\w.]+#)?(\w{1,80})"/.exec(body) ?? [];
  return type;
}

const TIMEOUT_MILLISECONDS = 5_000;
const MAX_BYTES = 256 * 1024;

export const sendToAws: Send = (signed) =>
  new Promise((resolve, reject) => {
    const { host, headers, body } = signed;
    const call = request(
      { host, method: "POST", path: "/", headers, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_BYTES) call.destroy(new Error("answer too large"));
          chunks.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
      },
    );
    call.on("error", reject);
    call.end(body);
  });
