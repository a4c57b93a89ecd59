/**
 * What a secret reference stands for: `env:NAME` from the environment, `ssm:` and `secret:` from the AWS Parameters
 * and Secrets Lambda Extension on loopback, which caches them
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html).
 * Invariant: neither a value nor a wrongly written reference ever stands in an error.
 */
import { request } from "node:http";

export type SecretSource = (reference: string) => Promise<string>;

type Environment = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MILLISECONDS = 2_000;
const MAX_BYTES = 256 * 1024;

export function createSecretSource(environment: Environment): SecretSource {
  return async (reference) => {
    const [kind, ...rest] = reference.split(":");
    const name = rest.join(":");
    switch (rest.length === 0 ? undefined : kind) {
      case "env":
        return fromEnvironment(environment, name);
      case "ssm": {
        const path = `/systemsmanager/parameters/get?withDecryption=true&name=${encodeURIComponent(name)}`;
        return member(await fromExtension(environment, path, name), "Parameter", "Value", name);
      }
      case "secret": {
        const path = `/secretsmanager/get?secretId=${encodeURIComponent(name)}`;
        return member(await fromExtension(environment, path, name), "SecretString", undefined, name);
      }
      default:
        throw new Error("a secret reference is env:NAME, ssm:NAME or secret:NAME");
    }
  };
}

/** A value pasted where its name belongs must not be repeated: only what looks like a name is. */
function printable(name: string): string {
  return /^[A-Za-z0-9/_.-]{1,100}$/.test(name) && !/[A-Za-z0-9]{20}/.test(name) ? name : "(not a name)";
}

function fromEnvironment(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new Error(`the secret env:${printable(name)} is not set`);
  return value;
}

async function fromExtension(environment: Environment, path: string, name: string): Promise<unknown> {
  const port = Number(environment.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? 2773);
  const token = environment.AWS_SESSION_TOKEN ?? "";
  try {
    return JSON.parse(await get(port, path, token));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "garbage" : (cause as Error).message;
    throw new Error(
      `the secret ${printable(name)} could not be read from the Parameters and Secrets extension: ${reason}`,
    );
  }
}

function get(port: number, path: string, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "x-aws-parameters-secrets-token": token };
    const call = request(
      { host: "127.0.0.1", port, path, headers, timeout: TIMEOUT_MILLISECONDS },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_BYTES) call.destroy(new Error("answer too large"));
          chunks.push(chunk);
        });
        response.on("error", reject);
        response.on("end", () => {
          if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString("utf8"));
          else reject(new Error(`status ${response.statusCode}`));
        });
      },
    );
    const timer = setTimeout(() => call.destroy(new Error("timed out")), TIMEOUT_MILLISECONDS);
    call.on("close", () => clearTimeout(timer));
    call.on("error", reject);
    call.end();
  });
}

function member(answer: unknown, outer: string, inner: string | undefined, name: string): string {
  const first = (answer as Record<string, unknown> | null)?.[outer];
  const value = inner === undefined ? first : (first as Record<string, unknown> | undefined)?.[inner];
  if (typeof value !== "string" || value === "")
    throw new Error(`the secret ${printable(name)} has no text value`);
  return value;
}
