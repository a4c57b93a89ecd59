/**
 * Launch records on DynamoDB, one item a launch, single-item conditional writes only.
 * Items: `pk` (launch id), `state`, `placement` and `failedAttempts` (JSON), `record` (JSON of what never changes),
 * `handleDigest`, `handleExpiresAt`, `expiresAt` (epoch seconds, the table's TTL attribute).
 */
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { FailedAttempt, LaunchRecord } from "../core/launch-record.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { LaunchStore, StoreFailure } from "../ports.ts";
import { storeFailure } from "./dynamodb-client.ts";

/** A closed or expired launch is never written again. */
const STILL_ATTEMPTING = "attribute_exists(pk) AND #state = :attempting AND expiresAt > :now";

export function createLaunchStore(client: DynamoDBClient, tableName: string): LaunchStore {
  const update = async (
    launchId: string,
    expression: string,
    values: Readonly<Record<string, string>>,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>> => {
    const set = Object.entries(values).map(([name, value]) => [name, { S: value }] as const);
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { pk: { S: launchId } },
          UpdateExpression: expression,
          ConditionExpression: STILL_ATTEMPTING,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ...Object.fromEntries(set),
            ":attempting": { S: "attempting" },
            ":now": { N: String(nowEpochSeconds) },
          },
        }),
      );
      return ok(undefined);
    } catch (cause) {
      return err(storeFailure(cause));
    }
  };

  return {
    async begin(record) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: item(record),
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
        return ok(undefined);
      } catch (cause) {
        return err(storeFailure(cause));
      }
    },
    reassign: (launchId, { handleDigest, ...placement }, failedAttempts, now) =>
      update(
        launchId,
        "SET placement = :placement, handleDigest = :digest, failedAttempts = :failed",
        { ":placement": JSON.stringify(placement), ":digest": handleDigest, ":failed": text(failedAttempts) },
        now,
      ),
    finish: (launchId, outcome, failedAttempts, now) =>
      update(
        launchId,
        "SET #state = :state, failedAttempts = :failed, reason = :reason",
        {
          ":state": outcome.state,
          ":failed": text(failedAttempts),
          ":reason": outcome.state === "failed" ? outcome.reason : "none",
        },
        now,
      ),
  };
}

function item(record: LaunchRecord): Record<string, { S: string } | { N: string }> {
  const { placement, failedAttempts, launchId, handleExpiresAt, expiresAt, ...unchanging } = record;
  const { handleDigest, ...where } = placement;
  return {
    pk: { S: launchId },
    state: { S: "attempting" },
    placement: { S: JSON.stringify(where) },
    handleDigest: { S: handleDigest },
    failedAttempts: { S: text(failedAttempts) },
    record: { S: JSON.stringify(unchanging) },
    handleExpiresAt: { N: String(handleExpiresAt) },
    expiresAt: { N: String(expiresAt) },
  };
}

function text(failedAttempts: readonly FailedAttempt[]): string {
  return JSON.stringify(failedAttempts);
}
