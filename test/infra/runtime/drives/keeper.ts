/**
 * A run of the keeper, as EventBridge calls it: a person whose session is over has their slot and their reminder taken away,
 * by what the tables and AppStream say.
 */
import { expect } from "vitest";
import { createDynamoDbClient } from "../../../../functions/stores/dynamodb-client.ts";
import { createLookedAfterStore } from "../../../../functions/stores/looked-after-store.ts";
import { createUseStore } from "../../../../functions/stores/use-store.ts";
import { aSlot, aUse } from "../../../support/use-builders.ts";
import { functionOf } from "../deployed-broker.ts";
import type { EventDrive } from "./drive.ts";

const USER = "u-whose-session-is-over";

export const driveKeeper: EventDrive = async (broker) => {
  const { world } = broker;
  const client = createDynamoDbClient({ region: "eu-west-1", endpoint: world.storeEndpoint });
  const homes = () => ({ client, patience: undefined });
  const uses = createUseStore(homes, world.tables.launch);
  const lookedAfter = createLookedAfterStore({ homes, own: client, tableName: world.tables.launch });
  const now = Math.floor(Date.now() / 1_000);
  const slot = aSlot({ application: "server-console", fleet: "admin-ireland", startedAt: now - 9_999 });
  await uses.write(USER, { ...aUse([slot]), version: 0 }, now);
  await lookedAfter.remind(USER, now - 60, now);

  const keeper = await broker.start(functionOf(broker.functions, "keeper"));
  const event = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
  expect(await keeper.invoke(event)).toEqual({ people: 1, ended: 0, unheard: 0 });
  expect(await uses.read(USER, now)).toMatchObject({ value: { slots: [] } });
  expect(await lookedAfter.due(now)).toEqual({ ok: true, value: [] });
  client.destroy();
};
