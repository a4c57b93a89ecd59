/**
 * Secrets Manager over the wire, for code that knows no other endpoint than AWS's: TLS under AWS's own name, reached
 * through a proxy that leads that name here and no other anywhere. Node goes by the proxy where the environment says so
 * (https://nodejs.org/docs/latest-v24.x/api/cli.html#node_use_env_proxy1), so the bundle is the one that is deployed.
 * Invariant: a request whose signature does not hold is refused.
 */
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { parseAuthorization } from "../../../dev/appstream-emulator/protocol/authorization.ts";
import { type Credentials, requireSignature } from "../../../dev/appstream-emulator/protocol/signature-v4.ts";
import { makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { closeServer, listenOnLoopback } from "../../../dev/loopback.ts";
import { type SecretsManager, SecretsManagerFault } from "./secrets-manager.ts";

export interface SecretsManagerApi {
  /** What leads a process here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Operations, oldest first. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

interface Input {
  readonly SecretId: string;
  readonly SecretString: string;
  readonly ClientRequestToken: string;
  readonly VersionId?: string;
  readonly VersionStage: string;
  readonly MoveToVersionId: string;
  readonly RemoveFromVersionId?: string;
}

export async function startSecretsManagerApi(
  secrets: SecretsManager,
  credentials: Credentials,
  { region, folder }: { readonly region: string; readonly folder: string },
): Promise<SecretsManagerApi> {
  const host = `secretsmanager.${region}.amazonaws.com`;
  const asked: string[] = [];
  const { privateKey, certificate } = await makeSamlKey({ commonName: host });
  const api = createTlsServer({ key: privateKey, cert: certificate }, async (request, response) => {
    const [, operation = ""] = request.headers["x-amz-target"]?.toString().split(".") ?? [];
    try {
      const body = await textOf(request);
      const authorization = parseAuthorization(request.headers.authorization);
      requireSignature(authorization, { path: "/", headers: request.headers, body }, credentials);
      if (authorization.service !== "secretsmanager" || authorization.region !== region)
        throw new SecretsManagerFault("InvalidSignatureException");
      asked.push(operation);
      response.end(JSON.stringify(perform(secrets, operation, JSON.parse(body) as Input)));
    } catch (cause) {
      const type = cause instanceof SecretsManagerFault ? cause.message : (cause as Error).name;
      response.writeHead(400).end(JSON.stringify({ __type: type }));
    }
  });
  const apiPort = await listenOnLoopback(api, 0);
  const proxy = createServer((_, response) => response.writeHead(403).end());
  proxy.on("connect", ({ url }, socket) => {
    if (url !== `${host}:443`) return socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const onward = connect(apiPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    return socket.on("error", () => onward.destroy());
  });
  const proxyPort = await listenOnLoopback(proxy, 0);
  const certificateFile = join(folder, "secrets-manager.pem");
  writeFileSync(certificateFile, certificate);
  return {
    environment: {
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      NODE_EXTRA_CA_CERTS: certificateFile,
    },
    asked,
    async stop() {
      // Its tunnels end with it; the proxy would wait for them.
      await closeServer(api);
      await closeServer(proxy);
    },
  };
}

function perform(secrets: SecretsManager, operation: string, input: Input): object {
  const { SecretId: id, VersionStage: stage } = input;
  switch (operation) {
    case "GetSecretValue":
      return { SecretString: secrets.value(id, stage, input.VersionId) };
    case "PutSecretValue":
      secrets.put(id, input.ClientRequestToken, input.SecretString);
      return {};
    case "DescribeSecret": {
      const versions = secrets.versions(id).map((version) => [version.id, [...version.stages]]);
      return { VersionIdsToStages: Object.fromEntries(versions) };
    }
    case "UpdateSecretVersionStage":
      secrets.move(id, stage, input.MoveToVersionId, input.RemoveFromVersionId);
      return {};
    default:
      throw new SecretsManagerFault("UnknownOperationException");
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
