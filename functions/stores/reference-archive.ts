/**
 * Reference codes from the launch tables of all the broker's Regions: one consistent read each, side by side, each under a
 * deadline of its own. Items are reference-store.ts's.
 * Invariant: what has expired is not there, and what cannot be read is a Region that did not answer.
 */
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { LaunchReference } from "../core/launch-reference.ts";
import { err, ok } from "../core/result.ts";
import type { ReferenceArchive } from "../reference-ports.ts";
import { answeredWith, createDynamoDbClient, OTHER_REGION } from "./dynamodb-client.ts";
import type { LaunchArchiveOptions } from "./launch-archive.ts";
import { REFERENCE_PREFIX } from "./reference-store.ts";

export function createReferenceArchive(options: LaunchArchiveOptions): ReferenceArchive {
  const { regions, own, tableName, endpoint } = options;
  const tables = regions.map((region) => {
    const far = region === own ? {} : { patience: OTHER_REGION };
    return { region, patience: far.patience, client: createDynamoDbClient({ region, endpoint, ...far }) };
  });
  return {
    async find(code, nowEpochSeconds) {
      const get = new GetItemCommand({
        TableName: tableName,
        Key: { pk: { S: `${REFERENCE_PREFIX}${code}` } },
        ConsistentRead: true,
      });
      const answers = await Promise.all(
        tables.map(async ({ region, client, patience }) => {
          const read = async (call: Parameters<Parameters<typeof answeredWith>[0]>[0]) => {
            const { Item } = await client.send(get, call);
            return Item && storedReference(code, Item.reference?.S, Item.expiresAt?.N);
          };
          return { region, answer: await answeredWith(read, patience) };
        }),
      );
      for (const { answer } of answers) {
        if (answer.ok && answer.value !== undefined && nowEpochSeconds < answer.value.expiresAt) {
          return ok(answer.value);
        }
      }
      const silent = answers.filter(({ answer }) => !answer.ok).map(({ region }) => region);
      return err(silent.length === 0 ? { kind: "not_found" } : { kind: "unavailable", regions: silent });
    },
  };
}

/** Throws for JSON that is none, which counts as a table that did not answer. */
function storedReference(correlationId: string, text = "", expiresAt = ""): LaunchReference {
  return { ...JSON.parse(text), correlationId, expiresAt: Number(expiresAt) };
}
