/**
 * What AppStream said of a Region's fleets, shared by all execution environments of this Region of the broker: one item
 * a Region and policy version in the launch table, so that one of them asks for all, and none reads what another policy's
 * fleets were.
 * Items: `pk` (`fleets:<region>:<policy version>`), `snapshot` (JSON), `observedAt`, `leaseUntil` (both in milliseconds
 * since the epoch), `owner` (who has the lease), `expiresAt` (epoch seconds, the table's TTL attribute).
 * TTL deletes late; every moment in it is tested by who reads it.
 */
import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import type { KnownFleet } from "../core/fleet-status.ts";
import type { Result } from "../core/result.ts";
import type { FleetSnapshot, FleetSnapshots, StoreFailure } from "../ports.ts";
import { answered, answeredWith, OPTIONAL } from "./dynamodb-client.ts";

export interface FleetSnapshotsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly policyVersion: string;
  /** Default: that of what a launch goes on without. */
  readonly deadlineMilliseconds?: number;
}

/** Nobody asks for a policy's fleets any more once the next one is deployed. */
const KEPT_SECONDS = 86_400;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const known = v.union([
  v.literal("not_found"),
  v.object({
    kind: v.picklist(["always_on", "on_demand", "elastic", "multi_session"]),
    state: v.picklist(["starting", "running", "stopping", "stopped"]),
    freePlaces: v.nullable(count),
    places: v.nullable(count),
    isDomainJoined: v.boolean(),
    streamView: v.nullable(v.picklist(["app", "desktop"])),
    errors: v.array(v.string()),
    isAssociated: v.nullable(v.boolean()),
    disconnectTimeoutSeconds: v.nullable(count),
    observedAt: count,
  }),
]) satisfies v.GenericSchema<unknown, KnownFleet>;

/** Another version of the broker may have written it. */
const storedSnapshot = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ observedAt: count, turn: count, fleets: v.array(v.tuple([v.string(), known])) }),
);

export function createFleetSnapshots({
  client,
  tableName,
  policyVersion,
  deadlineMilliseconds = OPTIONAL.deadlineMilliseconds,
}: FleetSnapshotsOptions): FleetSnapshots {
  const owner = randomUUID();
  const patience = { deadlineMilliseconds };
  const keyOf = (region: string) => ({ pk: { S: `fleets:${region}:${policyVersion}` } });
  const update = async (
    region: string,
    changes: Readonly<Record<string, AttributeValue>>,
    condition: string,
    values: Readonly<Record<string, AttributeValue>>,
  ): Promise<Result<void, StoreFailure>> => {
    const names = Object.keys(changes);
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(region),
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: {
        "#owner": "owner",
        ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ...values,
        ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value])),
      },
    });
    return await answered((options) => client.send(command, options), patience);
  };

  return {
    async read(region) {
      // Not consistent: half the price, and who reads too early only finds the claim taken.
      const get = new GetItemCommand({ TableName: tableName, Key: keyOf(region) });
      return await answeredWith(async (options) => {
        const { Item } = await client.send(get, options);
        return snapshotFrom(Item?.snapshot?.S);
      }, patience);
    },
    claim: (region, { now, until, staleAt }) =>
      update(
        region,
        { owner: { S: owner }, leaseUntil: moment(until), expiresAt: expiry(now) },
        "(attribute_not_exists(leaseUntil) OR leaseUntil <= :now) AND (attribute_not_exists(observedAt) OR observedAt <= :stale)",
        { ":now": moment(now), ":stale": moment(staleAt) },
      ),
    publish: (region, snapshot) =>
      update(
        region,
        {
          snapshot: { S: JSON.stringify({ ...snapshot, fleets: [...snapshot.fleets] }) },
          observedAt: moment(snapshot.observedAt),
          leaseUntil: moment(0),
          expiresAt: expiry(snapshot.observedAt),
        },
        "#owner = :self",
        { ":self": { S: owner } },
      ),
    postpone: (region, until) =>
      update(region, { leaseUntil: moment(until) }, "#owner = :self", { ":self": { S: owner } }),
  };
}

function snapshotFrom(text: string | undefined): FleetSnapshot | undefined {
  const stored = v.safeParse(storedSnapshot, text);
  return stored.success ? { ...stored.output, fleets: new Map(stored.output.fleets) } : undefined;
}

function moment(milliseconds: number): AttributeValue {
  return { N: String(Math.ceil(milliseconds)) };
}

function expiry(milliseconds: number): AttributeValue {
  return { N: String(Math.floor(milliseconds / 1_000) + KEPT_SECONDS) };
}
