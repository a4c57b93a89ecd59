/**
 * AWS's Parameters and Secrets extension, on loopback beside a function. It answers whoever shows the token of the
 * function's own credentials and nobody else
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html).
 */
import { createServer } from "node:http";
import { closeServer, listenOnLoopback } from "../../../dev/loopback.ts";
import type { SecretsManager } from "./secrets-manager.ts";

export interface ParametersExtension {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startParametersExtension(
  secrets: SecretsManager,
  sessionToken: string,
): Promise<ParametersExtension> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    if (request.headers["x-aws-parameters-secrets-token"] !== sessionToken) {
      response.writeHead(401).end("the token is missing or another");
      return;
    }
    try {
      const id = url.searchParams.get("secretId") ?? "";
      if (url.pathname !== "/secretsmanager/get") throw new TypeError("no parameters in this world");
      response.end(JSON.stringify({ ARN: secrets.arn(id), Name: id, SecretString: secrets.value(id) }));
    } catch (cause) {
      response.writeHead(400).end((cause as Error).message);
    }
  });
  const port = await listenOnLoopback(server, 0);
  return { port, stop: () => closeServer(server) };
}
