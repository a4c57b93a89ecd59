/** Keys that sign, or do not, in place of those in KMS. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { err, ok } from "../../functions/core/result.ts";
import type { PublishedSigner, Signer, SigningFailure } from "../../functions/ports.ts";

export interface TestSigner extends Signer {
  readonly publicKey: KeyObject;
  /** What was signed, oldest first. */
  readonly signed: readonly Uint8Array[];
  /** From now on every signature fails; undefined: none does. */
  fail(failure: SigningFailure | undefined): void;
}

export function aSigner(
  pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
  }),
): TestSigner {
  const signed: Uint8Array[] = [];
  let failure: SigningFailure | undefined;
  return {
    publicKey: pair.publicKey,
    signed,
    fail: (next) => {
      failure = next;
    },
    async sign(data) {
      if (failure !== undefined) return err(failure);
      signed.push(data);
      return ok(sign("sha256", data, pair.privateKey));
    },
  };
}

/** As it is in KMS. */
export function aPublishedSigner(signer: TestSigner = aSigner()): PublishedSigner {
  const spki = signer.publicKey.export({ type: "spki", format: "der" });
  return { sign: signer.sign, publicKey: async () => ok(spki) };
}

export const THROTTLED: SigningFailure = { key: "kms:alias/streamgate-signing", fault: "throttled" };
