/** CreateStreamingURL signed by hand (AWS General Reference, "Signing AWS API requests") over one kept connection. */
import { createHash, createHmac } from "node:crypto";
import { Agent, request } from "node:https";

const TARGET = "PhotonAdminProxyService.CreateStreamingURL";
const CONTENT_TYPE = "application/x-amz-json-1.1";
const SIGNED = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target";

const agent = new Agent({ keepAlive: true });
const { hostname, port, host } = new URL(String(process.env.AWS_ENDPOINT_URL_APPSTREAM));

export async function createStreamingUrl(region: string, input: object): Promise<string> {
  const answer: unknown = JSON.parse(await post(region, JSON.stringify(input)));
  return (answer as { readonly StreamingURL: string }).StreamingURL;
}

function post(region: string, body: string): Promise<string> {
  const headers = signedHeaders(region, body);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, agent, method: "POST", path: "/", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(text));
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

function signedHeaders(region: string, body: string): Record<string, string> {
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const scope = `${timestamp.slice(0, 8)}/${region}/appstream/aws4_request`;
  const token = String(process.env.AWS_SESSION_TOKEN);
  const lines = [CONTENT_TYPE, host, timestamp, token, TARGET];
  const canonical = SIGNED.split(";").map((name, at) => `${name}:${lines[at]}\n`);
  const canonicalRequest = `POST\n/\n\n${canonical.join("")}\n${SIGNED}\n${sha256(body)}`;
  const key = scope
    .split("/")
    .reduce<string | Buffer>(
      (secret, part) => hmac(secret, part).digest(),
      `AWS4${process.env.AWS_SECRET_ACCESS_KEY}`,
    );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonicalRequest)}`).digest(
    "hex",
  );
  return {
    "content-type": CONTENT_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    host,
    "x-amz-date": timestamp,
    "x-amz-security-token": token,
    "x-amz-target": TARGET,
    authorization: `AWS4-HMAC-SHA256 Credential=${process.env.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): ReturnType<typeof createHmac> {
  return createHmac("sha256", key).update(text);
}
