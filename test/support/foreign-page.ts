/** Pages of another site, for a browser: whatever a test puts on them, under a strict policy that lets our button in. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface ForeignSite {
  /** The same pages at two origins: one of the broker's site, one of another. */
  readonly sameSite: string;
  readonly otherSite: string;
  /** `body` at `/`, the broker whose button it loads (null loads none), and more for the page's own style sheet. */
  show(
    body: string,
    page?: { readonly broker?: string | null; readonly lang?: string; readonly style?: string },
  ): void;
  /** A page as it is, under the policy that it wants. */
  showWhole(page: string, contentSecurityPolicy: string): void;
  /** A page that leads to the address by its own script, with nobody touching it. */
  leadTo(address: string): void;
  stop(): Promise<void>;
}

const STYLE = `body{margin:0;padding:2rem;font:1rem/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}
:root{color-scheme:light dark}ul{display:grid;gap:1.5rem;list-style:none;padding:0}`;

export async function startForeignSite(broker: () => string): Promise<ForeignSite> {
  let html = "";
  let policy = "";
  let script = "";
  let style = STYLE;
  const files: Readonly<Record<string, () => readonly [type: string, text: string]>> = {
    "/": () => ["text/html; charset=utf-8", html],
    "/style.css": () => ["text/css", style],
    "/own.js": () => ["text/javascript", script],
  };
  const server: Server = createServer((request, response) => {
    const file = files[request.url ?? "/"]?.();
    if (file === undefined) return response.writeHead(204).end();
    const [type, text] = file;
    return response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    sameSite: `http://localhost:${port}`,
    otherSite: `http://127.0.0.1:${port}`,
    show(body, page = {}) {
      style = STYLE + (page.style ?? "");
      const origin = page.broker === undefined ? broker() : page.broker;
      const sources = ["script-src", "connect-src", "frame-src"].map(
        (name) => `${name} ${origin ?? "'none'"}`,
      );
      policy = `default-src 'none'; style-src 'self'; ${sources.join("; ")}; base-uri 'none'; require-trusted-types-for 'script'`;
      const script = origin === null ? "" : `<script src="${origin}/launch-button.js" async></script>`;
      html = `<!doctype html><html lang="${page.lang ?? "en"}"><head><meta charset="utf-8"><title>Intranet</title><link rel="stylesheet" href="/style.css">${script}</head><body><main><h1>Intranet</h1>${body}</main></body></html>`;
    },
    showWhole(page, contentSecurityPolicy) {
      html = page;
      policy = contentSecurityPolicy;
    },
    leadTo(address) {
      script = `location = ${JSON.stringify(address)};`;
      policy = "default-src 'self'";
      html = `<!doctype html><title>Elsewhere</title><script src="/own.js"></script>`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
