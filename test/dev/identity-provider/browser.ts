/**
 * A browser without a window: a cookie jar that follows redirects and posts the forms a person would.
 * It stops where the redirect leaves the host that it talks to, which is where the relying party begins.
 */

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  /** The page, or the URL at another origin that the last redirect leads to. */
  async open(url: URL | string, form?: Record<string, string>): Promise<Page | URL> {
    let target = new URL(url);
    let body = form && new URLSearchParams(form);
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await fetch(target, {
        ...(body && { method: "POST", body }),
        headers: { cookie: this.#cookieHeader(target.pathname), accept: "text/html" },
        redirect: "manual",
      });
      this.#keepCookies(response);
      const location = response.headers.get("location");
      if (!location) {
        return {
          url: target,
          status: response.status,
          headers: response.headers,
          html: await response.text(),
        };
      }
      const next = new URL(location, target);
      if (next.origin !== target.origin) return next;
      [target, body] = [next, undefined];
    }
    throw new Error(`too many redirects from ${url}`);
  }

  async openPage(url: URL | string, form?: Record<string, string>): Promise<Page> {
    const end = await this.open(url, form);
    if (end instanceof URL) throw new Error(`expected a page, was sent to ${end}`);
    return end;
  }

  async openRedirect(url: URL | string, form?: Record<string, string>): Promise<URL> {
    const end = await this.open(url, form);
    if (!(end instanceof URL))
      throw new Error(`expected a redirect, got ${end.status} at ${end.url}: ${end.html}`);
    return end;
  }

  #cookieHeader(path: string): string {
    const sent = [...this.#cookies].filter(([, cookie]) => path.startsWith(cookie.path));
    return sent.map(([name, { value }]) => `${name}=${value}`).join("; ");
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      const path =
        attributes.find((attribute) => attribute.startsWith("path="))?.slice("path=".length) ?? "/";
      if (value) this.#cookies.set(name, { value, path });
      else this.#cookies.delete(name);
    }
  }
}
