/**
 * The doors of the fleets, on DynamoDB: one item a fleet, shared by all execution environments of this Region. Who comes
 * costs one write, with a number two; who comes to a door of which it is known that nothing is left costs nothing; the first to come with a
 * newer observation turns the door, for all.
 * Invariant: a store that is late or away holds up nobody. Places are then given by AppStream alone.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { aheadOf, answerAt, type Door, turned } from "../core/door.ts";
import { err, ok, type Result } from "../core/result.ts";
import { withinDeadline } from "../deadline.ts";
import type { Clock, DoorAnswer, Doors, DoorVisit, StoreFailure } from "../ports.ts";
import { doorFrom, enterDoor, readDoor, turnDoor } from "./door-item.ts";
import { type DoorView, doorView } from "./door-view.ts";
import { answered, answeredWith, OPTIONAL } from "./dynamodb-client.ts";
import { lineNumbers } from "./line-numbers.ts";

export interface DoorStoreOptions {
  /** Of one try: a second one could take a second place. */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly now: Clock;
  /** Of everything that one answer takes; default: that of what a launch goes on without. */
  readonly deadlineMilliseconds?: number;
}

/** Others write at the same time; who has lost this often is told that the places are gone, as they soon are. */
const MOST_TRIES = 4;
/** After the store was away or late, it is left alone for this long. */
const REST_MILLISECONDS = 2_000;

export function createDoorStore({
  client,
  tableName,
  now,
  deadlineMilliseconds = OPTIONAL.deadlineMilliseconds,
}: DoorStoreOptions): Doors {
  const patience = { deadlineMilliseconds };
  const numbers = lineNumbers(client, tableName, now, patience);
  const views = new Map<string, DoorView>();
  const turning = new Map<string, Promise<Result<Door, StoreFailure>>>();
  let restsUntil = Number.NEGATIVE_INFINITY;
  const unlessResting = async <T>(work: () => Promise<T>, otherwise: T, isLost: (answer: T) => boolean) => {
    if (now() < restsUntil) return otherwise;
    const answer = await withinDeadline(deadlineMilliseconds, otherwise, work);
    if (isLost(answer)) restsUntil = now() + REST_MILLISECONDS;
    return answer;
  };

  const viewOf = (fleet: string): DoorView => {
    const view = views.get(fleet) ?? newView(fleet);
    views.set(fleet, view);
    return view;
  };
  const newView = (fleet: string): DoorView =>
    doorView(
      () =>
        answeredWith(async (options) => {
          const { Item } = await client.send(readDoor(tableName, fleet), options);
          return doorFrom(Item);
        }, patience),
      now,
    );

  const turn = async (visit: DoorVisit): Promise<Result<Door, StoreFailure>> => {
    const view = viewOf(visit.fleet);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const former = await view.fresh();
      if (!former.ok || former.value.observedAt >= visit.observedAt) return former;
      const door = turned(former.value, visit);
      const command = turnDoor(tableName, visit.fleet, former.value, door, now());
      const written = await answered((options) => client.send(command, options), patience);
      if (written.ok) view.saw(door);
      if (written.ok || written.error !== "conflict") return written.ok ? ok(door) : written;
    }
    return err("conflict");
  };
  /** At least as new as the visit's observation; one turn at a time, and the others wait for it. */
  const doorAt = async (visit: DoorVisit): Promise<Result<Door, StoreFailure>> => {
    const last = viewOf(visit.fleet).last();
    if (last !== undefined && last.observedAt >= visit.observedAt) return ok(last);
    const underWay = turning.get(visit.fleet);
    if (underWay !== undefined) {
      const other = await underWay;
      // It may have been for an observation older than ours.
      return other.ok ? await doorAt(visit) : other;
    }
    const turnedNow = turn(visit).finally(() => turning.delete(visit.fleet));
    turning.set(visit.fleet, turnedNow);
    return await turnedNow;
  };

  const enter = async (visit: DoorVisit): Promise<DoorAnswer> => {
    const door = await doorAt(visit);
    const { number } = visit;
    // Whoever is refused keeps their number.
    if (number === undefined || !door.ok || answerAt(door.value, number) !== "entered")
      return await takePlace(door, visit);
    const used = await numbers.use(visit, number);
    if (!used.ok && used.error !== "conflict") return "unknown";
    if (!used.ok) return await takePlace(door, { ...visit, number: undefined });
    const answer = await takePlace(door, visit);
    if (answer === "full" || answer === "behind") await numbers.giveBack(visit, number);
    return answer;
  };
  const takePlace = async (known: Result<Door, StoreFailure>, visit: DoorVisit): Promise<DoorAnswer> => {
    let door = known;
    for (let tries = 0; tries < MOST_TRIES && door.ok; tries += 1) {
      // Of one observation there are never more places than before, so a refusal seen once stays one.
      const answer = answerAt(door.value, visit.number);
      if (answer !== "entered") return answer;
      const { fleet, number } = visit;
      const isCalled = number !== undefined && number <= door.value.admitted;
      const entrant = { fleet, observedAt: visit.observedAt, number: isCalled ? number : undefined };
      const command = enterDoor(tableName, entrant, now());
      const written = await answered((options) => client.send(command, options), patience);
      if (written.ok) return "entered";
      door = written.error === "conflict" ? await viewOf(fleet).fresh() : written;
    }
    return door.ok || door.error === "conflict" ? "full" : "unknown";
  };

  return {
    enter: (visit) => unlessResting(() => enter(visit), "unknown", isUnknown),
    look: (visit) =>
      unlessResting<DoorAnswer>(
        async () => {
          const door = await viewOf(visit.fleet).recent();
          return door.ok ? answerAt(turned(door.value, visit), visit.number) : "unknown";
        },
        "unknown",
        isUnknown,
      ),
    draw: (fleet, userId, keptSeconds) =>
      unlessResting<Result<number, StoreFailure>>(
        () => numbers.draw({ fleet, userId }, keptSeconds),
        err("unavailable"),
        isAway,
      ),
    async giveBack(fleet, userId, number) {
      const returned = () => numbers.giveBack({ fleet, userId }, number);
      await unlessResting<Result<void, StoreFailure>>(returned, err("unavailable"), isAway);
    },
    ahead: (fleet, number) =>
      unlessResting<number | undefined>(
        async () => {
          const door = await viewOf(fleet).recent();
          return door.ok ? aheadOf(door.value, number) : undefined;
        },
        undefined,
        (answer) => answer === undefined,
      ),
  };
}

function isAway(answer: Result<unknown, StoreFailure>): boolean {
  return !answer.ok && answer.error === "unavailable";
}

function isUnknown(answer: DoorAnswer): boolean {
  return answer === "unknown";
}
