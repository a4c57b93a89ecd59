import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSecretSource, type SecretSource } from "../../functions/stores/secret-source.ts";

const TOKEN = "session-token-of-the-function";
const VALUE = "s3cr3t-välue";
const LONGEST_WAIT = 2_500;

interface Extension {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: SecretSource;
  readonly requests: { readonly url: string | undefined; readonly token: unknown }[];
}

/** A server that plays the Parameters and Secrets extension, and the secret source of a function beside it. */
async function startExtension(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<Extension> {
  const requests: Extension["requests"] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url, token: request.headers["x-aws-parameters-secrets-token"] });
    answer(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const port = String((server.address() as AddressInfo).port);
  const environment = { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: port, AWS_SESSION_TOKEN: TOKEN };
  return { environment, secrets: createSecretSource(environment), requests };
}

function startAnswering(body: unknown, status = 200): Promise<Extension> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return startExtension((response) => response.writeHead(status).end(text));
}

async function messageOf(rejected: Promise<unknown>): Promise<string> {
  const cause: unknown = await rejected.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(cause instanceof Error)) throw new Error("it did not reject with an Error");
  return cause.message;
}

function unreadable(name: string, reason: string): string {
  return `the secret ${name} could not be read from the Parameters and Secrets extension: ${reason}`;
}

describe("createSecretSource", () => {
  it("takes env: from the environment", async () => {
    expect(await createSecretSource({ CLIENT_SECRET: VALUE })("env:CLIENT_SECRET")).toBe(VALUE);
  });

  it.each([
    ["is not there", {}],
    ["is empty", { CLIENT_SECRET: "" }],
  ])("refuses an env: that %s", async (_name, environment) => {
    const asked = createSecretSource(environment)("env:CLIENT_SECRET");
    expect(await messageOf(asked)).toBe("the secret env:CLIENT_SECRET is not set");
  });

  it("asks the extension for a decrypted parameter, with the function's token", async () => {
    const { secrets, requests } = await startAnswering({ Parameter: { Name: "/bank/key", Value: VALUE } });
    expect(await secrets("ssm:/bank/key")).toBe(VALUE);
    expect(requests).toStrictEqual([
      { url: "/systemsmanager/parameters/get?withDecryption=true&name=%2Fbank%2Fkey", token: TOKEN },
    ]);
  });

  it("asks the extension for a secret, with the function's token", async () => {
    const { secrets, requests } = await startAnswering({ SecretString: VALUE, VersionId: "1" });
    expect(await secrets("secret:bank/key")).toBe(VALUE);
    expect(requests).toStrictEqual([{ url: "/secretsmanager/get?secretId=bank%2Fkey", token: TOKEN }]);
  });

  it("keeps the colons of an ARN, and lets no name add a parameter of its own", async () => {
    const { secrets, requests } = await startAnswering({ SecretString: VALUE });
    await secrets("secret:arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf");
    await secrets("secret:a&versionStage=AWSPREVIOUS");
    expect(requests.map(({ url }) => url)).toStrictEqual([
      "/secretsmanager/get?secretId=arn%3Aaws%3Asecretsmanager%3Aeu-west-1%3A111122223333%3Asecret%3Aa-AbCdEf",
      "/secretsmanager/get?secretId=a%26versionStage%3DAWSPREVIOUS",
    ]);
  });

  it("sends an empty token where the function has none", async () => {
    const { environment, requests } = await startAnswering({ SecretString: VALUE });
    await createSecretSource({ ...environment, AWS_SESSION_TOKEN: undefined })("secret:a");
    expect(requests).toMatchObject([{ token: "" }]);
  });

  it.each(["vault:key", "ENV:KEY", ":key", ""])(
    "refuses the reference %j without repeating it",
    async (reference) => {
      const message = await messageOf(createSecretSource({})(reference));
      expect(message).toBe("a secret reference is env:NAME, ssm:NAME or secret:NAME");
    },
  );

  it.each([
    ["is null", "null"],
    ["is a number", "42"],
    ["has no such member", "{}"],
    ["has a member of another kind", '{"Parameter":"text","SecretString":{"a":1}}'],
    ["has a null in it", '{"Parameter":{"Value":null},"SecretString":null}'],
    ["is an empty text", '{"Parameter":{"Value":""},"SecretString":""}'],
    ["is a binary secret", '{"SecretBinary":"c2VjcmV0"}'],
  ])("refuses an answer that %s", async (_name, body) => {
    const { secrets } = await startAnswering(body);
    expect(await messageOf(secrets("secret:a"))).toBe("the secret a has no text value");
    expect(await messageOf(secrets("ssm:a"))).toBe("the secret a has no text value");
  });

  it("refuses garbage and repeats nothing of it", async () => {
    const { secrets } = await startAnswering(`{"SecretString":"${VALUE}"`);
    expect(await messageOf(secrets("secret:a"))).toBe(unreadable("a", "garbage"));
  });

  it.each([400, 403, 404, 500])("refuses status %i and repeats nothing of the body", async (status) => {
    const { secrets } = await startAnswering({ SecretString: VALUE }, status);
    expect(await messageOf(secrets("secret:a"))).toBe(unreadable("a", `status ${status}`));
  });

  it("refuses an answer that is not HTTP", async () => {
    const { secrets } = await startExtension((response) => response.socket?.end(`${VALUE}\r\n\r\n`));
    const message = await messageOf(secrets("secret:a"));
    expect(message).toContain(unreadable("a", ""));
    expect(message).not.toContain(VALUE);
  });

  it("refuses an extension that is not there", async () => {
    const environment = { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: "1" };
    const message = await messageOf(createSecretSource(environment)("ssm:a"));
    expect(message).toBe(unreadable("a", "connect ECONNREFUSED 127.0.0.1:1"));
  });

  it("refuses a port that is none", async () => {
    const environment = { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: "here" };
    expect(await messageOf(createSecretSource(environment)("ssm:a"))).toContain(unreadable("a", ""));
  });

  it("gives up on an extension that never answers, stalls half-way or trickles", async () => {
    const silent = () => {};
    const stalling = (response: ServerResponse) => response.writeHead(200).write('{"Secret');
    const extensions = await Promise.all([silent, stalling, trickle].map(startExtension));
    const started = performance.now();
    const messages = await Promise.all(extensions.map(({ secrets }) => messageOf(secrets("secret:a"))));
    expect(messages).toStrictEqual(messages.map(() => unreadable("a", "timed out")));
    expect(performance.now() - started).toBeLessThan(LONGEST_WAIT);
  });

  it("takes an answer of just under 256 KiB and refuses a larger one", async () => {
    const { secrets } = await startExtension((response, request) => {
      const length = request.url?.endsWith("large") ? 1024 * 1024 : 256 * 1024 - 100;
      response.end(JSON.stringify({ SecretString: "s".repeat(length) }));
    });
    expect(await secrets("secret:small")).toHaveLength(256 * 1024 - 100);
    expect(await messageOf(secrets("secret:large"))).toBe(unreadable("large", "answer too large"));
  });

  it("reads a character that two packets share", async () => {
    const bytes = Buffer.from(JSON.stringify({ SecretString: VALUE }));
    const middle = bytes.indexOf(0xc3) + 1;
    const { secrets } = await startExtension((response) => {
      response.write(bytes.subarray(0, middle));
      setTimeout(() => response.end(bytes.subarray(middle)), 30);
    });
    expect(await secrets("secret:a")).toBe(VALUE);
  });

  it("refuses a broken connection", async () => {
    const { secrets } = await startExtension((response) => response.socket?.resetAndDestroy());
    expect(await messageOf(secrets("secret:a"))).toBe(unreadable("a", "read ECONNRESET"));
  });
  it("refuses an answer whose connection is closed half-way", async () => {
    const { secrets } = await startExtension((response) => {
      response.writeHead(200, { "content-length": 1_000 }).write('{"SecretString":');
      setTimeout(() => response.socket?.end(), 30);
    });
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT, "still waiting"));
    const refused = secrets("secret:a").catch((error: Error) => error.message);
    expect(await Promise.race([refused, late])).toContain(unreadable("a", ""));
  });
  it("refuses a reference without a colon", async () => {
    const message = await messageOf(createSecretSource({ envX: VALUE })("envX"));
    expect(message).toBe("a secret reference is env:NAME, ssm:NAME or secret:NAME");
  });
  it("does not repeat a value that was written in the place of a name", async () => {
    expect(await messageOf(createSecretSource({})(`env:${VALUE}`))).not.toContain(VALUE);
  });
});

function trickle(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(" "), 200);
  response.on("close", () => clearInterval(timer));
}
