import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { openDevtoolsPipe } from "../../../image/launcher/devtools-pipe.ts";
import { closeWithLastPage } from "../../../image/launcher/watch-pages.ts";

type Event = readonly ["created" | "changed" | "destroyed", string, string?];

const created = (id: string, url: string): Event => ["created", id, url];
const destroyed = (id: string): Event => ["destroyed", id];

/** What the browser was asked for after these, in the order in which they came. */
async function askedAfter(events: readonly Event[]): Promise<readonly string[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asked: string[] = [];
  input.on("data", (chunk: Buffer) => {
    const { id, method } = JSON.parse(chunk.toString("utf8").slice(0, -1));
    asked.push(method);
    output.write(`${JSON.stringify({ id, result: {} })}\0`);
  });
  const devtools = openDevtoolsPipe(input, output);
  await closeWithLastPage(devtools, 1_000);
  for (const [what, targetId, url] of events) {
    const name = { created: "targetCreated", changed: "targetInfoChanged", destroyed: "targetDestroyed" }[
      what
    ];
    const params = what === "destroyed" ? { targetId } : { targetInfo: { targetId, type: "page", url } };
    output.write(`${JSON.stringify({ method: `Target.${name}`, params })}\0`);
  }
  await devtools.call("Browser.getVersion", {}, 1_000);
  return asked.filter((method) => method === "Browser.close");
}

describe("closeWithLastPage", () => {
  it("ends the browser with its last page, however many there were", async () => {
    const two = [created("a", "https://a.example/"), created("b", "https://b.example/"), destroyed("a")];
    expect(await askedAfter(two)).toEqual([]);
    expect(await askedAfter([...two, destroyed("b")])).toEqual(["Browser.close"]);
  });

  it("does not wait for parts of the browser's own window", async () => {
    const popup = created("p", "chrome://omnibox-popup.top-chrome/");
    expect(await askedAfter([created("a", "https://a.example/"), popup, destroyed("a")])).toEqual([
      "Browser.close",
    ]);
    expect(await askedAfter([popup, destroyed("p")])).toEqual([]);
  });

  it("knows a page that gets its address later", async () => {
    const later: readonly Event[] = [
      created("a", ""),
      ["changed", "a", "https://a.example/"],
      destroyed("a"),
    ];
    expect(await askedAfter(later)).toEqual(["Browser.close"]);
  });
});

describe("openDevtoolsPipe", () => {
  it("ends every call when the browser is gone, and answers none after that", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const devtools = openDevtoolsPipe(input, output);
    const waiting = devtools.call("Browser.getVersion", {}, 60_000);
    output.destroy();
    expect(await waiting).toBeUndefined();
    expect(await devtools.call("Browser.getVersion", {}, 60_000)).toBeUndefined();
  });

  it("does not wait longer than it is told to, and takes answers in pieces and nonsense for what they are", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const devtools = openDevtoolsPipe(input, output);
    expect(await devtools.call("A", {}, 20)).toBeUndefined();
    const waiting = devtools.call("B", {}, 5_000);
    for (const piece of ["nonsense\0", "null\0", '{"id":2,"res', 'ult":{"é":1}}', "\0"]) output.write(piece);
    expect(await waiting).toEqual({ é: 1 });
  });

  it("leaves a browser that sends no end of a message", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const devtools = openDevtoolsPipe(input, output);
    const waiting = devtools.call("A", {}, 60_000);
    output.write(Buffer.alloc(5 * 1024 * 1024, 65));
    expect(await waiting).toBeUndefined();
  });
});
