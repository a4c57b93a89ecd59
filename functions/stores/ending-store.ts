/**
 * Requested ends of streaming sessions, on DynamoDB, in the launch table. Items: `person-of:<key>`, one for each name that
 * a sign-in may be ended by: one attribute `user <user id>` a person (JSON {identityProvider, subject}), `expiresAt` (epoch
 * seconds, the table's TTL attribute). `endings:<cause>`, one a Region and cause: one attribute `end <key>` a request (JSON
 * {requestedAt, launchedUntil}), so that the keeper reads all of them at once and no write overwrites another's.
 * Invariant: what cannot be read as a request or a person is none, and keeps no other from being read; no number of sign-outs
 * overwrites, or takes the room of, what a disabling asks for.
 */
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { LONGEST_BROKER_SESSION_SECONDS } from "../core/longest-session.ts";
import type { StreamEndingCause } from "../core/policy-sessions.ts";
import { err, ok, type Result } from "../core/result.ts";
import type {
  EndingQueue,
  EndingRequests,
  EndingWithdrawals,
  PersonIndex,
  RequestedEnd,
  StreamingPerson,
} from "../ending-ports.ts";
import type { StoreFailure } from "../ports.ts";
import type { SessionsOf } from "../revocation-ports.ts";
import { answered, answeredWith, type Patience } from "./dynamodb-client.ts";
import { keyOf } from "./revocation-item.ts";

const CAUSES: readonly StreamEndingCause[] = ["disable", "backchannel_logout"];
const END = "end ";
const USER = "user ";
/** From the sign-in to the end of the last stream that it may lead to: AppStream's longest session, and coming back to it. */
const KEPT_SECONDS = LONGEST_BROKER_SESSION_SECONDS + 432_000 + 36_000;

const storedEnd = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    requestedAt: v.pipe(v.number(), v.safeInteger()),
    launchedUntil: v.nullable(v.pipe(v.number(), v.safeInteger())),
  }),
);
const storedPerson = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ identityProvider: v.string(), subject: v.string() }),
);

export interface EndingStoreOptions {
  /** This Region's. */
  readonly client: DynamoDBClient;
  /** The broker's other Regions', for whoever reads people. */
  readonly others?: readonly DynamoDBClient[];
  readonly tableName: string;
  /** The clients' own. */
  readonly patience: Patience;
}

export function createEndingStore({
  client,
  others = [],
  tableName,
  patience,
}: EndingStoreOptions): PersonIndex & EndingRequests & EndingWithdrawals & EndingQueue {
  const update = async (command: UpdateItemCommand) =>
    await answered((options) => client.send(command, options), patience);

  return {
    async remember(person, logoutKeys, nowEpochSeconds) {
      const { identityProvider, subject, userId } = person;
      const names: readonly SessionsOf[] = [person, ...logoutKeys.map((logoutKey) => ({ logoutKey }))];
      const written = await Promise.all(
        names.map((name) =>
          update(
            new UpdateItemCommand({
              TableName: tableName,
              Key: personKey(keyOf(name)),
              UpdateExpression: "SET #user = :person, expiresAt = :expiresAt",
              ExpressionAttributeNames: { "#user": `${USER}${userId}` },
              ExpressionAttributeValues: {
                ":person": { S: JSON.stringify({ identityProvider, subject }) },
                ":expiresAt": { N: String(nowEpochSeconds + KEPT_SECONDS) },
              },
            }),
          ),
        ),
      );
      return written.find((outcome) => !outcome.ok) ?? ok(undefined);
    },
    async request(sessions, wanted, requestedAt) {
      const names = sessions.map((each, place) => [`#end${place}`, `${END}${keyOf(each)}`] as const);
      return await update(
        new UpdateItemCommand({
          TableName: tableName,
          Key: endingsKey(wanted.by),
          UpdateExpression: `SET ${names.map(([name]) => `${name} = :end`).join(", ")}`,
          ExpressionAttributeNames: Object.fromEntries(names),
          ExpressionAttributeValues: { ":end": endText({ ...wanted, requestedAt }) },
        }),
      );
    },
    async withdraw(sessions, by) {
      const removed = await update(
        new UpdateItemCommand({
          TableName: tableName,
          Key: endingsKey(by),
          UpdateExpression: "REMOVE #end",
          ConditionExpression: "attribute_exists(#end)",
          ExpressionAttributeNames: { "#end": `${END}${keyOf(sessions)}` },
        }),
      );
      return !removed.ok && removed.error === "conflict" ? ok(undefined) : removed;
    },
    async pending() {
      const found: RequestedEnd[] = [];
      for (const by of CAUSES) {
        const get = new GetItemCommand({ TableName: tableName, Key: endingsKey(by), ConsistentRead: true });
        const read = await answeredWith((options) => client.send(get, options), patience);
        if (!read.ok) return read;
        for (const [name, { S }] of Object.entries(read.value.Item ?? {})) {
          const end = v.safeParse(storedEnd, S);
          if (name.startsWith(END) && end.success)
            found.push({ key: name.slice(END.length), by, ...end.output });
        }
      }
      return ok(found);
    },
    async people(key, nowEpochSeconds) {
      const tables = [client, ...others].map((each) =>
        peopleIn(each, tableName, key, nowEpochSeconds, patience),
      );
      const found = await Promise.all(tables);
      const people = found.flatMap((each) => (each.ok ? each.value : []));
      const distinct = new Map(people.map((person) => [JSON.stringify(person), person]));
      return found.every((each) => each.ok) ? ok([...distinct.values()]) : err("unavailable");
    },
    async done(end) {
      return await update(
        new UpdateItemCommand({
          TableName: tableName,
          Key: endingsKey(end.by),
          UpdateExpression: "REMOVE #end",
          ConditionExpression: "#end = :end",
          ExpressionAttributeNames: { "#end": `${END}${end.key}` },
          ExpressionAttributeValues: { ":end": endText(end) },
        }),
      );
    },
  };
}

async function peopleIn(
  client: DynamoDBClient,
  tableName: string,
  key: string,
  nowEpochSeconds: number,
  patience: Patience,
): Promise<Result<readonly StreamingPerson[], StoreFailure>> {
  const get = new GetItemCommand({ TableName: tableName, Key: personKey(key) });
  const read = await answeredWith((options) => client.send(get, options), patience);
  if (!read.ok) return read;
  const { Item: item = {} } = read.value;
  // TTL deletes days late.
  if (Number(item.expiresAt?.N) <= nowEpochSeconds) return ok([]);
  const people = Object.entries(item).flatMap(([name, { S }]) => {
    const person = v.safeParse(storedPerson, S);
    if (!name.startsWith(USER) || !person.success) return [];
    return [{ ...person.output, userId: name.slice(USER.length) }];
  });
  return ok(people);
}

function personKey(key: string) {
  return { pk: { S: `person-of:${key}` } };
}

function endingsKey(by: StreamEndingCause) {
  return { pk: { S: `endings:${by}` } };
}

function endText({ requestedAt, launchedUntil }: Pick<RequestedEnd, "requestedAt" | "launchedUntil">) {
  return { S: JSON.stringify({ requestedAt, launchedUntil }) };
}
