/**
 * How an instance proves which fleet it is of: the fleet's role by SigV4, or the fleet's own key by HMAC where no role
 * can be used. Both cover the body, so that a request cannot be given another handle or session.
 */
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Configuration } from "./configuration-schema.ts";
import { Sha256 } from "./sha256.ts";

interface UnsignedRequest {
  readonly url: URL;
  /** Of the endpoint, not of the handle. */
  readonly region: string;
  readonly fleet: string;
  readonly body: string;
  readonly nowMilliseconds: number;
}

/** The request's headers. Throws where there are no credentials; what it throws may name files of the instance. */
export type RequestSigner = (request: UnsignedRequest) => Promise<Readonly<Record<string, string>>>;

const HMAC_SCHEME = "Streamgate-HMAC-SHA256";
/** 256 bits in base64; the broker separates two keys by a comma. */
const KEY = /^[\x21-\x2b\x2d-\x7e]{43,512}$/;
const CONTENT_TYPE = "application/json";

export function createRequestSigner(authentication: Configuration["authentication"]): RequestSigner {
  return "profile" in authentication
    ? signWithProfile(authentication.profile)
    : signWithKey(authentication.keyFile);
}

function signWithProfile(profile: string): RequestSigner {
  // AppStream writes this profile; whatever else the environment offers is not the fleet's role.
  const credentials = fromIni({ profile, ignoreCache: true });
  return async ({ url, region, body, nowMilliseconds }) => {
    const signature = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
    const headers = { host: url.host, "content-type": CONTENT_TYPE };
    const { protocol, hostname, pathname: path } = url;
    const request = { method: "POST", protocol, hostname, path, headers, body };
    const signed = await signature.sign(request, { signingDate: new Date(nowMilliseconds) });
    const { host: _, ...rest } = signed.headers;
    return rest;
  };
}

function signWithKey(keyFile: string): RequestSigner {
  return async ({ fleet, body, nowMilliseconds }) => {
    const date = Math.floor(nowMilliseconds / 1000);
    const digest = createHash("sha256").update(body).digest("hex");
    const signature = createHmac("sha256", readKey(keyFile))
      .update(`streamgate-redeem-v1\n${date}\n${digest}`)
      .digest("base64url");
    const authorization = `${HMAC_SCHEME} Fleet=${fleet}, Date=${date}, Signature=${signature}`;
    return { "content-type": CONTENT_TYPE, authorization };
  };
}

/** The text is the key, as it stands in the broker's secret: `openssl rand -base64 32`, for example. */
function readKey(file: string): string {
  const key = readFileSync(file, "utf8").trim();
  if (!KEY.test(key)) throw new TypeError("the key file must hold one key of at least 43 characters");
  return key;
}
