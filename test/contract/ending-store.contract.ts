/** What every store of requested ends must do: no request is lost, and nobody is found who did not sign in so. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type { EndingQueue, EndingRequests, PersonIndex, RequestedEnd } from "../../functions/ending-ports.ts";

export type EndingStore = PersonIndex & EndingRequests & EndingQueue;

const NOW = 1_795_165_200;
const DAYS = 86_400;

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
    await store.request(names, "backchannel_logout", NOW);
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
    expect(end).toMatchObject({ by: "backchannel_logout", requestedAt: NOW });
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
    await Promise.all(names.map((name) => store.request([name], "disable", NOW)));
    const pending = await pendingOf(store);
    expect(pending).toHaveLength(before + 20);
    for (const end of pending) expect(await store.done(end)).toStrictEqual(ok(undefined));
    expect(await pendingOf(store)).toStrictEqual([]);
  });

  it("does not take a request for done that was made anew since", async () => {
    const store = make();
    const person = somebody();
    const [end] = await requestedOf(store, person);
    await store.request([person], "disable", NOW + 1);
    if (end === undefined) throw new Error("no request");
    expect(await store.done(end)).toStrictEqual(err("conflict"));
    const renewed = { ...end, by: "disable", requestedAt: NOW + 1 } as const;
    expect(await pendingOf(store)).toContainEqual(renewed);
    expect(await store.done(renewed)).toStrictEqual(ok(undefined));
    expect(await store.done(renewed)).toStrictEqual(err("conflict"));
  });

  it("answers the oldest first", async () => {
    const store = make();
    await store.request([{ logoutKey: randomUUID() }], "disable", NOW + 60);
    await store.request([{ logoutKey: randomUUID() }], "disable", NOW - 60);
    const times = (await pendingOf(store)).map(({ requestedAt }) => requestedAt);
    expect(times).toStrictEqual(times.toSorted((a, b) => a - b));
  });
}
