/**
 * The launch button in Chromium: from the script's parsing to twenty buttons that can be clicked, on a page that loads
 * itself again as often as is asked. Nothing is cached, so that the script is parsed each time.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { LAUNCH_BUTTON_SCRIPT } from "../../../functions/http/launch-button/script.ts";
import { browserOnInstance, installedChromium } from "../../instances/window.ts";
import { closeServer, listenOnLoopback } from "../../loopback.ts";
import { median, quantile } from "../statistics.ts";

export interface ButtonFigures {
  readonly readyP50: number;
  readonly readyP99: number;
  readonly loads: number;
}

const DEADLINE_MILLISECONDS = 60_000;
const BUTTONS = 20;

/**
 * An inline script runs where it is put in, so that parsing, running and the elements it makes are all there is between
 * the two readings. It takes itself for the file that it was.
 */
const PAGE = `<!doctype html><title>Buttons</title>
${'<streamgate-launch application="treasury" context="FXD-204417"><a href="/launch/treasury">Treasury desk</a></streamgate-launch>\n'.repeat(BUTTONS)}
<script type="module">
  const src = location.origin + "/launch-button.js";
  const text = await (await fetch(src)).text();
  const script = Object.defineProperty(document.createElement("script"), "src", { value: src });
  script.text = text;
  const began = performance.now();
  document.head.append(script);
  const took = performance.now() - began;
  const links = [...document.querySelectorAll("streamgate-launch")].filter(
    (element) => element.shadowRoot?.querySelector("a[href]"),
  );
  await fetch("/figure?" + (links.length === ${BUTTONS} ? took : NaN), { method: "POST" });
  location.reload();
</script>`;

/** Undefined where no Chromium is installed. The first loads warm the browser and do not count. */
export async function measureButton(directory: string, loads: number): Promise<ButtonFigures | undefined> {
  if (installedChromium() === undefined) return undefined;
  const figures: number[] = [];
  const warmUps = Math.ceil(loads / 10);
  const { promise: measured, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer(({ url = "/" }, response) => {
    response.setHeader("Cache-Control", "no-store");
    if (url.startsWith("/figure?")) {
      figures.push(Number(url.slice("/figure?".length)));
      if (figures.length >= warmUps + loads) resolve();
      response.end();
    } else if (url === "/launch-button.js") {
      response.setHeader("Content-Type", "text/javascript").end(LAUNCH_BUTTON_SCRIPT);
    } else if (url === "/") {
      response.setHeader("Content-Type", "text/html").end(PAGE);
    } else response.setHeader("Content-Type", "application/json").end('{"state":"ready"}');
  });
  const origin = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  const profile = join(directory, "button-profile");
  const { executable, flags } = browserOnInstance("headless", directory);
  const own = [`--user-data-dir=${profile}`, "--no-first-run", "--disable-sync"];
  const child = spawn(executable, [...flags, ...own, origin], { stdio: "ignore" });
  const ended = new Promise((done) => child.once("exit", done));
  const deadline = setTimeout(reject, DEADLINE_MILLISECONDS, new Error("the page did not load often enough"));
  try {
    await measured;
  } finally {
    clearTimeout(deadline);
    child.kill();
    await ended;
    await closeServer(server);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  const counted = figures.slice(warmUps, warmUps + loads);
  return { readyP50: median(counted), readyP99: quantile(counted, 0.99), loads: counted.length };
}
