/**
 * Requests that are done once, on DynamoDB: an item in the launch table of the Region that does them, put under a condition,
 * so that of any number at once exactly one goes on. What the others ask about is read when the put has failed.
 * Items: `pk` (`idempotency:<id>`), `attempt`, `fingerprint`, `answer` (sealed, once there is one), `expiresAt` (epoch
 * seconds, the table's TTL attribute: of the lease, then of the answer). TTL deletes late, so the time is tested.
 */
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { err } from "../core/result.ts";
import type { FormerRequest, IdempotencyStore, OnceOnly } from "../portal-api-ports.ts";
import { answered, answeredWith } from "./dynamodb-client.ts";

export function createIdempotencyStore(client: DynamoDBClient, tableName: string): IdempotencyStore {
  const update = async (input: Omit<UpdateItemCommandInput, "TableName">) =>
    await answered((options) =>
      client.send(new UpdateItemCommand({ TableName: tableName, ...input }), options),
    );

  return {
    async begin(request, leaseEnds, nowEpochSeconds) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          ...keyOf(request),
          attempt: { S: request.attempt },
          fingerprint: { S: request.fingerprint },
          expiresAt: { N: String(leaseEnds) },
        },
        // The SDK repeats a put whose answer was lost; the repetition must not take the first try for somebody else's.
        ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now OR attempt = :attempt",
        ExpressionAttributeValues: {
          ":now": { N: String(nowEpochSeconds) },
          ":attempt": { S: request.attempt },
        },
      });
      const begun = await answered((options) => client.send(put, options));
      if (begun.ok) return begun;
      return err(
        begun.error === "conflict" ? await former(request, nowEpochSeconds) : { kind: "unavailable" },
      );
    },

    finish: async (request, sealedAnswer, expiresAt) =>
      await update({
        Key: keyOf(request),
        UpdateExpression: "SET answer = :answer, expiresAt = :expiresAt",
        ConditionExpression: "attempt = :attempt",
        ExpressionAttributeValues: {
          ":attempt": { S: request.attempt },
          ":answer": { S: sealedAnswer },
          ":expiresAt": { N: String(expiresAt) },
        },
      }),

    release: async (request, nowEpochSeconds) =>
      await update({
        Key: keyOf(request),
        UpdateExpression: "SET expiresAt = :now",
        ConditionExpression: "attempt = :attempt AND attribute_not_exists(answer)",
        ExpressionAttributeValues: {
          ":attempt": { S: request.attempt },
          ":now": { N: String(nowEpochSeconds) },
        },
      }),
  };

  async function former(request: OnceOnly, nowEpochSeconds: number): Promise<FormerRequest> {
    const get = new GetItemCommand({ TableName: tableName, Key: keyOf(request), ConsistentRead: true });
    const read = await answeredWith((options) => client.send(get, options));
    if (!read.ok) return { kind: "unavailable" };
    const { fingerprint, answer, expiresAt } = read.value.Item ?? {};
    // Over since the put: whoever asks again begins anew.
    if (Number(expiresAt?.N ?? 0) <= nowEpochSeconds) return { kind: "in_progress" };
    if (fingerprint?.S !== request.fingerprint) return { kind: "other_request" };
    return answer?.S === undefined ? { kind: "in_progress" } : { kind: "answered", sealedAnswer: answer.S };
  }
}

function keyOf({ id }: OnceOnly) {
  return { pk: { S: `idempotency:${id}` } };
}
