/**
 * Maintenance by command, on DynamoDB: one item `maintenance` in the launch table, with one attribute for each drained
 * fleet, so that a launch reads all of it at once and two commands never overwrite each other. The attribute holds
 * JSON {owner, reason, until}.
 * Invariant: an attribute that is no drain drains nothing, and keeps no other from being read.
 */
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { err, ok } from "../core/result.ts";
import type { Drain } from "../core/situation.ts";
import type { DrainStore } from "../ports.ts";
import { answered, type Patience } from "./dynamodb-client.ts";

/** No launch id: those are 22 characters of base64url. */
const KEY = { pk: { S: "maintenance" } };

/** Keeps fleet ids apart from `pk`, and from what the table does with attributes of its own. */
const PREFIX = "fleet ";

const storedDrain = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({ owner: v.string(), reason: v.string(), until: v.pipe(v.number(), v.safeInteger()) }),
);

/** `patience`: the client's own, where that is not the usual one. */
export function createDrainStore(client: DynamoDBClient, tableName: string, patience?: Patience): DrainStore {
  const update = async (expression: string, fleet: string, drain?: Drain) => {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: KEY,
      UpdateExpression: expression,
      // A fleet's id may be a reserved word, or hold characters that an expression cannot.
      ExpressionAttributeNames: { "#fleet": `${PREFIX}${fleet}` },
      ...(drain && { ExpressionAttributeValues: { ":drain": { S: serialized(drain) } } }),
    });
    return await answered((options) => client.send(command, options), patience);
  };

  return {
    async read() {
      const drains = new Map<string, Drain>();
      // Not consistent: half the price, and maintenance may begin a second later.
      const get = new GetItemCommand({ TableName: tableName, Key: KEY });
      const read = await answered(async (options) => {
        const { Item = {} } = await client.send(get, options);
        for (const [name, { S }] of Object.entries(Item)) {
          const drain = v.safeParse(storedDrain, S);
          if (name.startsWith(PREFIX) && drain.success) drains.set(name.slice(PREFIX.length), drain.output);
        }
      }, patience);
      return read.ok ? ok(drains) : err(read.error);
    },
    begin: (fleet, drain) => update("SET #fleet = :drain", fleet, drain),
    end: (fleet) => update("REMOVE #fleet", fleet),
  };
}

function serialized({ owner, reason, until }: Drain): string {
  return JSON.stringify({ owner, reason, until });
}
