/**
 * Requests for approval on DynamoDB, in the launch table of the Region that each was made in, which its id names. Single-item
 * conditional writes only, in an order in which every entry of a list has its request: the request, the person's list,
 * which decides who was first, and the application's list.
 */
import type { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { ApprovalStore } from "../approval-ports.ts";
import { type ApprovalRequest, homeOfApproval } from "../core/approval.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { StoreFailure } from "../ports.ts";
import { approvalFrom, closeApproval, putApproval, readApproval } from "./approval-item.ts";
import {
  type ApprovalListKey,
  addToList,
  entriesFrom,
  type ListEntry,
  readList,
  takeOffList,
} from "./approval-list.ts";
import { answered, answeredWith, type Patience } from "./dynamodb-client.ts";

/** A Region's table; `patience` as the client's own. */
export interface RegionalTable {
  readonly client: DynamoDBClient;
  readonly patience?: Patience | undefined;
}

export interface ApprovalStoreOptions {
  /** One for each Region of the broker. */
  readonly tables: ReadonlyMap<string, RegionalTable>;
  /** Where requests are made: the Region this runs in. */
  readonly own: string;
  readonly tableName: string;
}

/** As many as an approver looks through. */
const MOST_OPEN = 100;

export function createApprovalStore({ tables, own, tableName }: ApprovalStoreOptions): ApprovalStore {
  const at = (region: string): RegionalTable => {
    const table = tables.get(region);
    if (table === undefined) throw new TypeError("an approval of a Region that is none of the broker's");
    return table;
  };
  const entriesIn = ({ client, patience }: RegionalTable, key: ApprovalListKey) =>
    answeredWith(async (options) => {
      const { Item } = await client.send(readList(tableName, key), options);
      return entriesFrom(Item);
    }, patience);
  const findIn = ({ client, patience }: RegionalTable, id: string, now: number) =>
    answeredWith(async (options) => {
      const { Item } = await client.send(readApproval(tableName, id), options);
      return approvalFrom(Item, now);
    }, patience);
  const takeOff = async (region: string, key: ApprovalListKey, entry: ListEntry): Promise<void> => {
    const { client, patience } = at(region);
    // Whoever reads the list asks the request itself, so that an entry too many costs a look.
    await answered((options) => client.send(takeOffList(tableName, key, entry), options), patience);
  };

  /** The person's entry for the application, to be replaced; `conflict` where its request is open. */
  const replaceable = async (
    entries: readonly ListEntry[],
    application: string,
    now: number,
  ): Promise<Result<ListEntry | undefined, StoreFailure>> => {
    const former = entries.find(({ name }) => name === application);
    if (former === undefined || former.until <= now) return ok(former);
    const other = await findIn(at(own), former.id, now);
    if (!other.ok) return other;
    const isOpen = other.value !== undefined && other.value.decision === null;
    return isOpen ? err("conflict") : ok(former);
  };

  return {
    async open({ request, ...approval }, now) {
      const { client, patience } = at(own);
      const { id, application, requester, answerUntil: until } = request;
      const [ofPerson, ofApplication] = await Promise.all([
        entriesIn(at(own), `of:${requester.userId}`),
        entriesIn(at(own), `for:${application}`),
      ]);
      if (!ofPerson.ok) return ofPerson;
      if (!ofApplication.ok) return ofApplication;
      const [over, open] = parted(ofApplication.value, now);
      if (open.length >= MOST_OPEN) return err("full");
      const former = await replaceable(ofPerson.value, application, now);
      if (!former.ok) return former;
      const list = (command: UpdateItemCommand) =>
        answered((options) => client.send(command, options), patience);
      const theirs = { name: application, id, until };
      const [theirsOver] = parted(ofPerson.value, now);
      const key: ApprovalListKey = `of:${requester.userId}`;
      const put = putApproval(tableName, { request, ...approval });
      const written = await answered((options) => client.send(put, options), patience);
      if (!written.ok) return written;
      // Whoever loses here leaves a request behind whose id nobody knows.
      const listed = await list(addToList(tableName, key, theirs, former.value, theirsOver, now));
      if (!listed.ok) return listed;
      // Off the approvers' page it has still its link, which the person passes on.
      await list(addToList(tableName, `for:${application}`, { name: id, id, until }, undefined, over, now));
      return ok(undefined);
    },
    async find(id, now) {
      const home = tables.get(homeOfApproval(id) ?? "");
      return home === undefined ? ok(undefined) : await findIn(home, id, now);
    },
    async close(request, closing, now) {
      const { id } = request;
      const home = homeOfApproval(id) ?? "";
      const { client, patience } = at(home);
      const command = closeApproval(tableName, id, closing, now);
      const closed = await answered((options) => client.send(command, options), patience);
      if (closed.ok) await Promise.all(listsOf(request).map(([key, entry]) => takeOff(home, key, entry)));
      return closed;
    },
    async listed(whose, now) {
      const key: ApprovalListKey = "userId" in whose ? `of:${whose.userId}` : `for:${whose.application}`;
      const answers = await Promise.all([...tables.values()].map((table) => entriesIn(table, key)));
      const found = answers.flatMap((answer) => (answer.ok ? answer.value : []));
      return {
        ids: found.filter(({ until }) => now < until).map(({ id }) => id),
        isWhole: answers.every(({ ok: hasAnswered }) => hasAnswered),
      };
    },
  };
}

function listsOf({ id, application, requester, answerUntil: until }: ApprovalRequest) {
  return [
    [`for:${application}`, { name: id, id, until }],
    [`of:${requester.userId}`, { name: application, id, until }],
  ] as const;
}

function parted(entries: readonly ListEntry[], now: number): readonly [ListEntry[], ListEntry[]] {
  return [entries.filter(({ until }) => until <= now), entries.filter(({ until }) => now < until)];
}
