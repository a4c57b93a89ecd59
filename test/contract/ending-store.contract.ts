/** What every store of requested ends must do: no request is lost, and nobody is found who did not sign in so. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type {
  EndingQueue,
  EndingRequests,
  EndingWithdrawals,
  PersonIndex,
  RequestedEnd,
} from "../../functions/ending-ports.ts";

export type EndingStore = PersonIndex & EndingRequests & EndingWithdrawals & EndingQueue;

const NOW = 1_795_165_200;
const DAYS = 86_400;
const LOGOUT = { by: "backchannel_logout", launchedUntil: NOW } as const;
const DISABLE = { by: "disable", launchedUntil: null } as const;

/** `make` gives the store of one Region, with what others left there. */
export function describeEndingStore(make: () => EndingStore): void {
  const somebody = () => ({
    identityProvider: "corporate",
    subject: randomUUID(),
    userId: randomUUID().slice(0, 20),
  });
  const requestedOf = async (
    store: EndingStore,
    ...names: Parameters<EndingStore["request"]>[0]
  ): Promise<readonly RequestedEnd[]> => {
    const before = await pendingOf(store);
    await store.request(names, LOGOUT, NOW);
    const known = new Set(before.map(({ key }) => key));
    return (await pendingOf(store)).filter(({ key }) => !known.has(key));
  };
  const pendingOf = async (store: EndingStore): Promise<readonly RequestedEnd[]> => {
    const pending = await store.pending();
    if (!pending.ok) throw new Error(pending.error);
    return pending.value;
  };

  it("finds whom a request is about, by their identity", async () => {
    const store = make();
    const person = somebody();
    await store.remember(person, [], NOW);
    const [end] = await requestedOf(store, person);
    expect(end).toMatchObject({ ...LOGOUT, requestedAt: NOW });
    expect(await store.people(end?.key ?? "", NOW)).toStrictEqual(ok([person]));
  });

  it("finds them by what their provider calls the session, and everybody who is called the same", async () => {
    const store = make();
    const [ana, ben, key] = [somebody(), somebody(), randomUUID()];
    await store.remember(ana, [randomUUID(), key], NOW);
    await store.remember(ben, [key], NOW);
    const [end] = await requestedOf(store, { logoutKey: key });
    const people = await store.people(end?.key ?? "", NOW);
    if (!people.ok) throw new Error(people.error);
    expect(people.value.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))).toStrictEqual(
      [ana, ben].toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
    );
  });

  it("finds nobody who never signed in, and nobody whose last stream is long over", async () => {
    const store = make();
    const person = somebody();
    const [end] = await requestedOf(store, person);
    expect(await store.people(end?.key ?? "", NOW)).toStrictEqual(ok([]));
    await store.remember(person, [], NOW);
    expect(await store.people(end?.key ?? "", NOW + 5 * DAYS)).toStrictEqual(ok([person]));
    expect(await store.people(end?.key ?? "", NOW + 6 * DAYS)).toStrictEqual(ok([]));
  });

  it("keeps each of twenty requests at once until it is done", async () => {
    const store = make();
    const names = Array.from({ length: 20 }, () => ({ logoutKey: randomUUID() }));
    const before = (await pendingOf(store)).length;
    await Promise.all(names.map((name) => store.request([name], DISABLE, NOW)));
    const pending = await pendingOf(store);
    expect(pending).toHaveLength(before + 20);
    for (const end of pending) expect(await store.done(end)).toStrictEqual(ok(undefined));
    expect(await pendingOf(store)).toStrictEqual([]);
  });

  it("does not take a request for done that was made anew since", async () => {
    const store = make();
    const person = somebody();
    const [end] = await requestedOf(store, person);
    await store.request([person], { ...LOGOUT, launchedUntil: NOW + 1 }, NOW + 1);
    if (end === undefined) throw new Error("no request");
    expect(await store.done(end)).toStrictEqual(err("conflict"));
    const renewed = { ...end, launchedUntil: NOW + 1, requestedAt: NOW + 1 } as const;
    expect(await pendingOf(store)).toContainEqual(renewed);
    expect(await store.done(renewed)).toStrictEqual(ok(undefined));
    expect(await store.done(renewed)).toStrictEqual(err("conflict"));
  });

  it("keeps what a disabling asks for, whoever signs out meanwhile", async () => {
    const store = make();
    const person = somebody();
    await store.request([person], DISABLE, NOW);
    const [{ key } = { key: "" }] = (await pendingOf(store)).filter(({ by }) => by === "disable");
    await store.request([person], LOGOUT, NOW + 1);
    expect(await pendingOf(store)).toEqual(
      expect.arrayContaining([
        { key, ...DISABLE, requestedAt: NOW },
        { key, ...LOGOUT, requestedAt: NOW + 1 },
      ]),
    );
    await store.withdraw(person, "disable");
  });

  it("takes back what was asked for by that cause alone, and what nobody asked for", async () => {
    const store = make();
    const person = somebody();
    const key = (await requestedOf(store, person))[0]?.key;
    await store.request([person], DISABLE, NOW);
    const causes = async () => (await pendingOf(store)).filter((end) => end.key === key).map(({ by }) => by);
    expect(await causes()).toHaveLength(2);
    expect(await store.withdraw(person, "disable")).toStrictEqual(ok(undefined));
    expect(await causes()).toStrictEqual(["backchannel_logout"]);
    expect(await store.withdraw(person, "disable")).toStrictEqual(ok(undefined));
    expect(await store.withdraw(somebody(), "disable")).toStrictEqual(ok(undefined));
  });
}
