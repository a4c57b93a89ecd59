/**
 * What was approved, on DynamoDB: one item a person and application, in the launch table of every Region of the broker, so
 * that a launch asks its own Region's alone.
 * Items: `pk` (`grant:<user id>:<application>`), `grant` (JSON), `grantedAt` (epoch seconds), `expiresAt` (the TTL attribute).
 * TTL deletes late, so whoever reads a grant tests its time (core/approval.ts).
 * Invariant: of two the one that was given later stays.
 */
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { ApprovalGrants } from "../approval-ports.ts";
import type { ApprovalGrant } from "../core/approval.ts";
import type { ApprovalStoreOptions, RegionalTable } from "./approval-store.ts";
import { answered, answeredWith } from "./dynamodb-client.ts";

export function createApprovalGrants({ tables, own, tableName }: ApprovalStoreOptions): ApprovalGrants {
  const here = [...tables].filter(([region]) => region === own);
  const takes = async ({ client, patience }: RegionalTable, grant: ApprovalGrant): Promise<boolean> => {
    const put = new PutItemCommand({
      TableName: tableName,
      Item: {
        ...keyOf(grant.requester.userId, grant.application),
        grant: { S: JSON.stringify(grant) },
        grantedAt: { N: String(grant.grantedAt) },
        expiresAt: { N: String(grant.until) },
      },
      ConditionExpression: "attribute_not_exists(pk) OR grantedAt <= :grantedAt",
      ExpressionAttributeValues: { ":grantedAt": { N: String(grant.grantedAt) } },
    });
    const written = await answered((options) => client.send(put, options), patience);
    return written.ok || written.error === "conflict";
  };
  return {
    async read(userId, application) {
      const [[, table] = []] = here;
      if (table === undefined) throw new TypeError("the Region is none of the broker's");
      const get = new GetItemCommand({
        TableName: tableName,
        Key: keyOf(userId, application),
        // The yes was written a moment ago, and the person comes at once.
        ConsistentRead: true,
      });
      return await answeredWith(async (options): Promise<ApprovalGrant | undefined> => {
        const { Item } = await table.client.send(get, options);
        const text = Item?.grant?.S;
        return text === undefined ? undefined : JSON.parse(text);
      }, table.patience);
    },
    async write(grant, where) {
      const targets = where === "here" ? here : [...tables];
      const answers = await Promise.all(
        targets.map(async ([region, table]) => ((await takes(table, grant)) ? [] : [region])),
      );
      return answers.flat();
    },
  };
}

function keyOf(userId: string, application: string) {
  return { pk: { S: `grant:${userId}:${application}` } };
}
