/**
 * SHA-256, or HMAC of it where there is a secret, in the shape that the SDK's signer asks for. The broker has the same of
 * its own: the image shares no code with it (docs/decisions/0023-the-image-is-a-second-lock.md).
 */
import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

type Octets = string | ArrayBuffer | ArrayBufferView;

export class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: Octets) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", octets(secret));
  }

  update(data: Octets): void {
    this.#hash.update(octets(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function octets(data: Octets): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
