/**
 * References to what never stands in a policy itself: secrets by name, and keys that sign inside AWS KMS by their alias.
 * Each place takes what it can use, and says why where it cannot. Messages never repeat what was written.
 */
import * as v from "valibot";

const SECRET = "env:[A-Za-z_][A-Za-z0-9_]*|ssm:[\\w.\\/\\-]+|secret:[\\w\\/+=.@:\\-]+";
/** KMS CreateAlias: at most 256 characters, of which `alias/aws/` belongs to AWS. */
const KMS_KEY = "kms:alias\\/(?!aws\\/)[A-Za-z0-9\\/_\\-]{1,250}";
const NO_REFERENCE =
  "must be a reference (`env:NAME`, `ssm:NAME` or `secret:NAME`); if this was the secret itself, replace the secret";
const BY_ALIAS =
  "must name the key in KMS by its alias, `kms:alias/NAME`: unlike a key's id or ARN it is the same in every Region";

/** A value that whoever holds the reference must get to see. */
export const secretReference = secretOr(
  "cannot be a key in KMS, which shows no secret; write `env:NAME`, `ssm:NAME` or `secret:NAME`",
);

export const decryptionKeyReference = secretOr(
  "cannot be a key in KMS: Node undoes XML encryption with the private key itself; write `env:NAME`, `ssm:NAME` or `secret:NAME`",
);

/** A secret that holds key and certificate; one in KMS is written with the file of its certificate. */
export const privateKeyReference = secretOr(
  "needs its certificate, which KMS does not have; write `{ key: kms:alias/NAME, certificate: FILE }`",
);

/** A private key in a secret, or a key in KMS. */
export const signingKeyReference = v.pipe(
  v.string(),
  v.regex(new RegExp(`^(?:${SECRET}|${KMS_KEY})$`, "v"), ({ input }) =>
    isOfKms(input) ? BY_ALIAS : NO_REFERENCE,
  ),
);

export const kmsKeyReference = v.pipe(
  v.string(),
  v.regex(new RegExp(`^${KMS_KEY}$`, "v"), ({ input }) =>
    isOfKms(input)
      ? BY_ALIAS
      : "must be `kms:alias/NAME`; a key of another kind holds its certificate, and is written as a text alone",
  ),
);

function secretOr(whyNotKms: string) {
  return v.pipe(
    v.string(),
    v.regex(new RegExp(`^(?:${SECRET})$`, "v"), ({ input }) => (isOfKms(input) ? whyNotKms : NO_REFERENCE)),
  );
}

function isOfKms(reference: string): boolean {
  return reference.startsWith("kms:");
}
