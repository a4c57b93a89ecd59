/**
 * The keys of the emulated KMS, each by its alias.
 * Invariant: made when first named to it, held in memory only; no private key is ever in the repository.
 */
import { generateKeyPair, type KeyObject, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { AwsError } from "../appstream-emulator/protocol/aws-error.ts";

export interface EmulatedKey {
  readonly arn: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface KeyRing {
  /** A fresh key takes the place of one that has the alias already. */
  makeKey(alias: string): Promise<EmulatedKey>;
  /** Throws KMS's error for an alias that leads nowhere. */
  named(alias: string): EmulatedKey;
}

const ACCOUNT = "111122223333";
const generate = promisify(generateKeyPair);

export function makeKeyRing(region: string): KeyRing {
  const keys = new Map<string, EmulatedKey>();
  return {
    async makeKey(alias) {
      const { privateKey, publicKey } = await generate("rsa", { modulusLength: 2048 });
      const key = { arn: `arn:aws:kms:${region}:${ACCOUNT}:key/${randomUUID()}`, privateKey, publicKey };
      keys.set(alias, key);
      return key;
    },
    named(alias) {
      const key = keys.get(alias);
      if (key === undefined) {
        throw new AwsError(
          "NotFoundException",
          `Alias arn:aws:kms:${region}:${ACCOUNT}:${alias} is not found.`,
        );
      }
      return key;
    },
  };
}
