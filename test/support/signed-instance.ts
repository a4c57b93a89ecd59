/** Requests signed as AWS's own SDKs sign them, with the credentials of an instance. */
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "../../functions/stores/sha256.ts";

export interface InstanceCall {
  readonly origin: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly body: string;
  readonly service?: string;
  /** Default: now. */
  readonly signingDate?: Date;
}

/** `POST /context/redeem`, ready for `fetch`. */
export async function signedRedemption(call: InstanceCall): Promise<Request> {
  const { origin, region, credentials, body, service = "execute-api", signingDate = new Date() } = call;
  const url = new URL("/context/redeem", origin);
  const signature = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const { headers } = await signature.sign(
    {
      ...{ method: "POST", protocol: url.protocol, hostname: url.hostname, path: url.pathname, body },
      headers: { host: url.host, "content-type": "application/json", accept: "application/json" },
    },
    { signingDate },
  );
  return new Request(url, { method: "POST", headers, body });
}
