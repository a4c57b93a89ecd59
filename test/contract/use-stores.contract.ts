/** What the stores of limited use must do. Run on those in memory, on dynalite and on DynamoDB Local. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { NO_USE, type PersonUse } from "../../functions/core/person-use.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { LookedAfter, UseStore } from "../../functions/use-ports.ts";
import { aSlot, aUse } from "../support/use-builders.ts";

const NOW = 1_795_165_200;
const KEPT_SECONDS = 40 * 86_400;
const FREE: PersonUse = {
  ...aUse([aSlot()], [{ application: "atlas", from: NOW, seconds: 60 }]),
  version: 0,
};

export function describeUseStores(
  make: () => { readonly uses: UseStore; readonly lookedAfter: LookedAfter },
): void {
  const stage = () => ({ ...make(), userId: `u-${randomUUID()}`, application: `app-${randomUUID()}` });

  it("knows no use of somebody who used nothing", async () => {
    const { uses, userId } = stage();
    expect(await uses.read(userId, NOW)).toStrictEqual(ok(NO_USE));
  });

  it("keeps what was written, and counts the writes", async () => {
    const { uses, userId } = stage();
    expect(await uses.write(userId, FREE, NOW)).toStrictEqual(ok(undefined));
    expect(await uses.read(userId, NOW)).toStrictEqual(ok({ ...FREE, version: 1 }));
    expect(await uses.write(userId, { ...FREE, version: 1, slots: [] }, NOW)).toStrictEqual(ok(undefined));
    expect(await uses.read(userId, NOW)).toStrictEqual(ok({ ...FREE, version: 2, slots: [] }));
  });

  it("writes nothing over what it has not read", async () => {
    const { uses, userId } = stage();
    await uses.write(userId, FREE, NOW);
    for (const version of [0, 2]) {
      expect(await uses.write(userId, { ...FREE, version }, NOW)).toStrictEqual(err("conflict"));
    }
    expect(await uses.read(userId, NOW)).toMatchObject(ok({ version: 1 }));
  });

  it("lets one of fifty write at once", async () => {
    const { uses, userId } = stage();
    const writes = await Promise.all(Array.from({ length: 50 }, () => uses.write(userId, FREE, NOW)));
    expect(writes.filter((written) => written.ok)).toHaveLength(1);
    // A store under load may leave some of the others without an answer.
    expect(writes.filter((written) => !written.ok)).toHaveLength(49);
  });

  it("forgets after every period is over, and is written over then", async () => {
    const { uses, userId } = stage();
    await uses.write(userId, FREE, NOW);
    expect(await uses.read(userId, NOW + KEPT_SECONDS - 1)).toMatchObject(ok({ slots: [aSlot()] }));
    const over = await uses.read(userId, NOW + KEPT_SECONDS);
    expect(over).toStrictEqual(ok({ ...NO_USE, version: 1 }));
    expect(await uses.write(userId, { ...FREE, version: 1 }, NOW + KEPT_SECONDS)).toStrictEqual(
      ok(undefined),
    );
  });

  it("gives out as many seats as there are, to fifty at once", async () => {
    const { uses, application } = stage();
    const asks = Array.from({ length: 50 }, (_, index) =>
      uses.takeSeat(application, `launch-${index}`, 7, NOW),
    );
    const answers = await Promise.all(asks);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(7);
    expect(answers.filter((answer) => !answer.ok)).toHaveLength(43);
  });

  it("gives one seat to a launch that asks twice, and has it back once", async () => {
    const { uses, application } = stage();
    for (const launch of ["launch-1", "launch-1"]) {
      expect(await uses.takeSeat(application, launch, 1, NOW)).toStrictEqual(ok(undefined));
    }
    expect(await uses.takeSeat(application, "launch-2", 1, NOW)).toStrictEqual(err("conflict"));
    for (const launch of ["launch-1", "launch-1", "launch-3"]) {
      expect(await uses.leaveSeat(application, launch)).toStrictEqual(ok(undefined));
    }
    expect(await uses.takeSeat(application, "launch-2", 1, NOW)).toStrictEqual(ok(undefined));
    expect(await uses.takeSeat(application, "launch-3", 1, NOW)).toStrictEqual(err("conflict"));
  });

  it("counts the seats that are taken, of many applications at once", async () => {
    const { uses, application } = stage();
    const ids = Array.from({ length: 120 }, (_, index) => `${application}-${index}`);
    for (const launch of ["launch-1", "launch-2"]) await uses.takeSeat(`${application}-7`, launch, 5, NOW);
    await uses.takeSeat(`${application}-119`, "launch-1", 5, NOW);
    await uses.leaveSeat(`${application}-119`, "launch-1");
    const taken = await uses.seatsTaken(ids);
    expect(taken.size).toBe(120);
    expect([...taken].filter(([, seats]) => seats > 0)).toStrictEqual([[`${application}-7`, 2]]);
    expect(await uses.seatsTaken([])).toStrictEqual(new Map());
  });

  it("tells who is due, the longest overdue first, and of nobody else", async () => {
    const { lookedAfter, userId } = stage();
    await lookedAfter.remind(`${userId}-1`, NOW - 5, NOW);
    await lookedAfter.remind(`${userId}-2`, NOW - 9, NOW);
    await lookedAfter.remind(`${userId}-3`, NOW + 1, NOW);
    expect(await dueOf(lookedAfter, userId, NOW)).toStrictEqual([
      { userId: `${userId}-2`, dueAt: NOW - 9 },
      { userId: `${userId}-1`, dueAt: NOW - 5 },
    ]);
  });

  it("puts the next reminder in the place of one, or none", async () => {
    const { lookedAfter, userId } = stage();
    await lookedAfter.remind(userId, NOW, NOW);
    expect(await lookedAfter.done({ userId, dueAt: NOW }, NOW + 60, NOW)).toStrictEqual(ok(undefined));
    expect(await dueOf(lookedAfter, userId, NOW + 59)).toStrictEqual([]);
    expect(await dueOf(lookedAfter, userId, NOW + 60)).toHaveLength(1);
    expect(await lookedAfter.done({ userId, dueAt: NOW + 60 }, undefined, NOW)).toStrictEqual(ok(undefined));
    expect(await dueOf(lookedAfter, userId, NOW + 9_999)).toStrictEqual([]);
  });

  it("puts nobody off who is due already, or soon", async () => {
    const { lookedAfter, userId } = stage();
    await lookedAfter.remind(userId, NOW, NOW);
    for (let seconds = 0; seconds < 5; seconds += 1) {
      await lookedAfter.remind(userId, NOW + 60 + seconds, NOW + seconds);
    }
    expect(await dueOf(lookedAfter, userId, NOW)).toHaveLength(1);
  });

  it("forgets no reminder that came since", async () => {
    const { lookedAfter, userId } = stage();
    await lookedAfter.remind(userId, NOW, NOW);
    await lookedAfter.remind(userId, NOW + 60, NOW);
    expect(await lookedAfter.done({ userId, dueAt: NOW }, undefined, NOW)).toStrictEqual(err("conflict"));
    expect(await dueOf(lookedAfter, userId, NOW + 60)).toHaveLength(1);
  });
}

async function dueOf(lookedAfter: LookedAfter, prefix: string, now: number) {
  const due = await lookedAfter.due(now);
  if (!due.ok) throw new Error(due.error);
  return due.value.filter(({ userId }) => userId.startsWith(prefix));
}
