/**
 * A request for approval as an item of its home Region's launch table.
 * Items: `pk` (`approval:<id>`), `state` (requested, approved, refused, unanswered), `request` (JSON of what never changes),
 * `sealed`, `answerUntil` (epoch seconds), `writer` (random for each write), `expiresAt` (the TTL attribute), and once it is
 * answered `decision` (JSON).
 * Invariant: only a request that is `requested` changes, and only once. `writer` lets the SDK repeat a write whose answer
 * was lost: it finds its own first try and succeeds.
 */
import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { NewApproval, StoredApproval } from "../approval-ports.ts";
import type { ApprovalDecision } from "../core/approval.ts";

export function putApproval(
  tableName: string,
  { request, sealedDetails, expiresAt }: NewApproval,
): PutItemCommand {
  const writer = randomUUID();
  return new PutItemCommand({
    TableName: tableName,
    Item: {
      ...keyOf(request.id),
      state: { S: "requested" },
      request: { S: JSON.stringify(request) },
      sealed: { S: sealedDetails },
      answerUntil: { N: String(request.answerUntil) },
      writer: { S: writer },
      expiresAt: { N: String(expiresAt) },
    },
    ConditionExpression: "attribute_not_exists(pk) OR writer = :writer",
    ExpressionAttributeValues: { ":writer": { S: writer } },
  });
}

export function readApproval(tableName: string, id: string): GetItemCommand {
  return new GetItemCommand({ TableName: tableName, Key: keyOf(id), ConsistentRead: true });
}

export function closeApproval(
  tableName: string,
  id: string,
  closing: ApprovalDecision | "unanswered",
  nowEpochSeconds: number,
): UpdateItemCommand {
  const isUnanswered = closing === "unanswered";
  const inTime = isUnanswered ? "answerUntil <= :now" : "answerUntil > :now";
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(id),
    UpdateExpression: `SET #state = :state, writer = :writer${isUnanswered ? "" : ", decision = :decision"}`,
    ConditionExpression: `attribute_exists(pk) AND expiresAt > :now AND ((#state = :requested AND ${inTime}) OR writer = :writer)`,
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":requested": { S: "requested" },
      ":state": { S: isUnanswered ? closing : closing.verdict },
      ":writer": { S: randomUUID() },
      ":now": { N: String(nowEpochSeconds) },
      ...(!isUnanswered && { ":decision": { S: JSON.stringify(closing) } }),
    },
  });
}

/** Undefined for no item, for one of another kind, and for what TTL has not yet deleted. Throws for JSON that is none. */
export function approvalFrom(
  item: Readonly<Record<string, AttributeValue>> | undefined,
  nowEpochSeconds: number,
): StoredApproval | undefined {
  const { request, sealed, state, decision, expiresAt } = item ?? {};
  if (request?.S === undefined || sealed?.S === undefined) return undefined;
  if (nowEpochSeconds >= Number(expiresAt?.N)) return undefined;
  return {
    request: JSON.parse(request.S),
    sealedDetails: sealed.S,
    decision: decision?.S === undefined ? null : JSON.parse(decision.S),
    isClosedUnanswered: state?.S === "unanswered",
  };
}

function keyOf(id: string) {
  return { pk: { S: `approval:${id}` } };
}
