/**
 * Streaming URLs in the shape of the real ones: `parameters` is base64 of JSON whose values are all strings, and
 * `signature` is 32 bytes. Invariant: the signature covers the Region too, so a URL opens nowhere else.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { MAX_USER_DURATION_SECONDS, type SessionRequest } from "./streaming-session.ts";

/** What a URL says once its signature has been checked. */
export interface VerifiedUrl {
  readonly session: SessionRequest;
  readonly expiresEpochSeconds: number;
}

export class StreamingUrlSigner {
  readonly #key: Buffer;
  readonly #accountId: string;

  constructor(key: Buffer, accountId: string) {
    this.#key = key;
    this.#accountId = accountId;
  }

  url(origin: string, session: SessionRequest, expiresEpochSeconds: number): string {
    const parameters = Buffer.from(
      JSON.stringify({
        type: "END_USER",
        expires: String(expiresEpochSeconds),
        awsAccountId: this.#accountId,
        userId: session.userId,
        catalogSource: `stack/${session.stack}`,
        fleetRef: `fleet/${session.fleet}`,
        applicationId: session.applicationId,
        userContext: session.sessionContext,
        maxUserDurationInSecs: String(MAX_USER_DURATION_SECONDS),
      }),
    ).toString("base64");
    const signature = this.#sign(session.region, parameters).toString("base64");
    const query = `parameters=${encodeURIComponent(parameters)}&signature=${encodeURIComponent(signature)}`;
    return `${origin}/${session.region}/authenticate?${query}`;
  }

  /** Undefined unless this emulator signed exactly these parameters for this Region; expiry is the caller's to check. */
  verify(region: string, parameters: string, signature: string): VerifiedUrl | undefined {
    const given = Buffer.from(signature, "base64");
    const expected = this.#sign(region, parameters);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    // Signed by this emulator, so the shape is the one that url() wrote.
    const signed: Record<string, string> = JSON.parse(Buffer.from(parameters, "base64").toString("utf8"));
    return {
      session: {
        region,
        stack: (signed.catalogSource ?? "").replace(/^stack\//, ""),
        fleet: (signed.fleetRef ?? "").replace(/^fleet\//, ""),
        userId: signed.userId ?? "",
        applicationId: signed.applicationId ?? "",
        sessionContext: signed.userContext ?? "",
      },
      expiresEpochSeconds: Number(signed.expires),
    };
  }

  #sign(region: string, parameters: string): Buffer {
    return createHmac("sha256", this.#key).update(`${region}\n${parameters}`).digest();
  }
}
