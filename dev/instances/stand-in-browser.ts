/**
 * A stand-in for Chromium where none is installed: it speaks as much of the DevTools protocol over its pipes as the
 * launcher does, opens the address with the cookies it was given, notes the page's heading, and stays open until it is
 * told to close.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";

interface Command {
  readonly id: number;
  readonly method: string;
  readonly params: { readonly url?: string; readonly cookies?: readonly Cookie[] };
}

interface Cookie {
  readonly name: string;
  readonly value: string;
}

const FLAG = "--heading-file=";
const DEADLINE_MILLISECONDS = 10_000;
const headingFile = process.argv.find((word) => word.startsWith(FLAG))?.slice(FLAG.length);
const answers = new Socket({ fd: 4 });
let cookies: readonly Cookie[] = [];
let received = "";

new Socket({ fd: 3 })
  .on("data", (chunk) => {
    received += chunk.toString();
    const commands = received.split("\0");
    received = commands.pop() ?? "";
    for (const command of commands) take(JSON.parse(command));
  })
  // Whoever held the pipe is gone, and the window with it.
  .on("end", () => process.exit(0));

function take({ id, method, params }: Command): void {
  if (method === "Storage.setCookies") cookies = params.cookies ?? [];
  if (method === "Target.createTarget") void open(params.url ?? "about:blank");
  const result = method === "Storage.getCookies" ? { cookies } : {};
  answers.write(`${JSON.stringify({ id, result })}\0`, () => {
    if (method === "Browser.close") process.exit(0);
  });
}

async function open(url: string): Promise<void> {
  const text = await read(url).catch(() => "<h1>The page cannot be opened</h1>");
  const heading = /<h1[^>]*>([^<]*)<\/h1>/.exec(text)?.[1] ?? "A page without a heading";
  if (headingFile !== undefined) writeFileSync(headingFile, heading, { mode: 0o600 });
}

async function read(url: string): Promise<string> {
  if (url.startsWith("file:")) return readFileSync(new URL(url), "utf8");
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const signal = AbortSignal.timeout(DEADLINE_MILLISECONDS);
  const answer = await fetch(url, { headers: cookie === "" ? {} : { cookie }, redirect: "error", signal });
  return await answer.text();
}
