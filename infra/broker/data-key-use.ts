/** PURE: the use of a Region's data key, always through the service that holds the data and for one thing in it. */
import type { Deployment } from "../deployment/deployment.ts";
import type { Grant, Place } from "./capability.ts";

export interface DataKeyUse {
  readonly sid: string;
  readonly actions: readonly string[];
  /** The service whose data it is, asked on the caller's behalf (`kms:ViaService`). */
  readonly service: "dynamodb" | "secretsmanager";
  readonly region: string;
  /** What the service binds the data to; a value may hold `?` and `*`. */
  readonly context: Readonly<Record<string, string>>;
}

export function dataKeyGrant(place: Pick<Place, "keys">, use: DataKeyUse): Grant {
  const context = Object.entries(use.context).map(
    ([name, value]) => [`kms:EncryptionContext:${name}`, value] as const,
  );
  const patterns = context.filter(([, value]) => /[*?]/.test(value));
  const exact = context.filter((entry) => !patterns.includes(entry));
  return {
    sid: use.sid,
    actions: use.actions,
    resources: [place.keys.data(use.region)],
    conditions: {
      StringEquals: {
        "kms:ViaService": `${use.service}.${use.region}.amazonaws.com`,
        ...Object.fromEntries(exact),
      },
      ...(patterns.length > 0 && { StringLike: Object.fromEntries(patterns) }),
    },
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
export function tableKeyContext({ account }: Deployment, table: string): Readonly<Record<string, string>> {
  return { "aws:dynamodb:tableName": table, "aws:dynamodb:subscriberId": account };
}
