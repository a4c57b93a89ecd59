import { describe, expect, it } from "vitest";
import { err, ok, type Result } from "../../functions/core/result.ts";
import { type CacheTimes, cacheDocument } from "../../functions/identity/cached-document.ts";

const TIMES: CacheTimes = { freshMilliseconds: 600, staleMilliseconds: 10_000, cooldownMilliseconds: 30 };
const START = 1_000_000;

/** A source that gives `v1`, `v2`, … while it is up, and counts. */
function stage(times = TIMES) {
  const source = { requests: 0, isUp: true };
  const load = async (): Promise<Result<string, string>> => {
    source.requests += 1;
    const answer = source.isUp ? ok(`v${source.requests}`) : err(`down ${source.requests}`);
    await new Promise((resolve) => setImmediate(resolve));
    return answer;
  };
  return { source, document: cacheDocument(load, times) };
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("cacheDocument, get", () => {
  it("asks for nothing before it is asked", () => {
    expect(stage().source.requests).toBe(0);
  });

  it("asks once while the document is fresh", async () => {
    const { source, document } = stage();
    for (const later of [0, 1, 599]) expect(await document.get(START + later)).toStrictEqual(ok("v1"));
    expect(source.requests).toBe(1);
  });

  it("asks again at the moment it is no longer fresh", async () => {
    const { document } = stage();
    await document.get(START);
    expect(await document.get(START + 600)).toStrictEqual(ok("v2"));
  });

  it("sends one request for many callers at once", async () => {
    const { source, document } = stage();
    const answers = await Promise.all(times(50).map(() => document.get(START)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(source.requests).toBe(1);
  });

  it("sends one request for many callers at once that fail", async () => {
    const { source, document } = stage();
    source.isUp = false;
    const answers = await Promise.all(times(50).map(() => document.get(START)));
    expect(answers).toStrictEqual(times(50).map(() => err("down 1")));
    expect(source.requests).toBe(1);
  });

  it("remembers a failure for the length of the cool-down", async () => {
    const { source, document } = stage();
    source.isUp = false;
    for (const later of [0, 1, 15, 29])
      expect(await document.get(START + later)).toStrictEqual(err("down 1"));
    expect(source.requests).toBe(1);
    expect(await document.get(START + 30)).toStrictEqual(err("down 2"));
  });

  it("recovers with the first request after the cool-down", async () => {
    const { source, document } = stage();
    source.isUp = false;
    await document.get(START);
    source.isUp = true;
    expect(await document.get(START + 29)).toStrictEqual(err("down 1"));
    expect(await document.get(START + 30)).toStrictEqual(ok("v2"));
    expect(await document.get(START + 31)).toStrictEqual(ok("v2"));
  });

  it("serves the last document while the source is down, asking once a cool-down", async () => {
    const { source, document } = stage();
    await document.get(START);
    source.isUp = false;
    for (const later of [600, 601, 629]) expect(await document.get(START + later)).toStrictEqual(ok("v1"));
    expect(source.requests).toBe(2);
    expect(await document.get(START + 630)).toStrictEqual(ok("v1"));
    expect(source.requests).toBe(3);
  });

  it("stops serving the last document at the end of its time", async () => {
    const { source, document } = stage();
    await document.get(START);
    source.isUp = false;
    expect(await document.get(START + 9_999)).toStrictEqual(ok("v1"));
    expect(await document.get(START + 10_000)).toStrictEqual(err("down 2"));
    expect(await document.get(START + 20_000)).toStrictEqual(err("down 3"));
  });

  it("counts the time of a document from when it was had, not from the last failure", async () => {
    const { source, document } = stage();
    await document.get(START);
    source.isUp = false;
    for (let later = 600; later < 10_000; later += 100) {
      expect(await document.get(START + later)).toStrictEqual(ok("v1"));
    }
    expect(await document.get(START + 10_000)).toMatchObject({ ok: false });
    source.isUp = true;
    expect(await document.get(START + 10_030)).toMatchObject({ ok: true });
  });
});

describe("cacheDocument, refresh", () => {
  it("asks again for a document that is fresh, once the cool-down is over", async () => {
    const { document } = stage();
    await document.get(START);
    expect(await document.refresh(START + 30)).toStrictEqual(ok("v2"));
    expect(await document.get(START + 31)).toStrictEqual(ok("v2"));
  });

  it("gives the document as it is within the cool-down", async () => {
    const { source, document } = stage();
    const before = await document.get(START);
    const after = await document.refresh(START + 29);
    expect(after).toStrictEqual(before);
    expect(source.requests).toBe(1);
  });

  it("sends at most one request a cool-down however many tokens with unknown keys arrive", async () => {
    const { source, document } = stage();
    await document.get(START);
    for (const later of times(300)) await document.refresh(START + later);
    expect(source.requests).toBe(1 + 9);
  });

  it("sends one request for many callers at once", async () => {
    const { source, document } = stage();
    await document.get(START);
    await Promise.all(times(50).map(() => document.refresh(START + 100)));
    expect(source.requests).toBe(2);
  });

  it("joins a request that is underway", async () => {
    const { source, document } = stage();
    const [first, second] = await Promise.all([document.get(START), document.refresh(START)]);
    expect([first, second]).toStrictEqual([ok("v1"), ok("v1")]);
    expect(source.requests).toBe(1);
  });

  it("loads a document that was never had", async () => {
    const { document } = stage();
    expect(await document.refresh(START)).toStrictEqual(ok("v1"));
  });

  it("keeps the same document where the source is down, so that a caller sees nothing new", async () => {
    const { source, document } = stage();
    const before = await document.get(START);
    source.isUp = false;
    const after = await document.refresh(START + 100);
    expect(before.ok && after.ok && after.value === before.value).toBe(true);
    expect(source.requests).toBe(2);
  });

  it("keeps to the cool-down after a failure", async () => {
    const { source, document } = stage();
    source.isUp = false;
    for (const later of [0, 10, 29])
      expect(await document.refresh(START + later)).toStrictEqual(err("down 1"));
    expect(source.requests).toBe(1);
  });
});
