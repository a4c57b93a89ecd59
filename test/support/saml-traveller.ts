/**
 * A person with two browsers without a window, one that talks to the broker and one that talks to the demo's SAML
 * identity provider, and nothing between them but what a person's browser would carry across.
 */
import { Browser, type Page } from "../dev/identity-provider/browser.ts";
import { formOf, type PostedForm } from "../dev/identity-provider/saml/service-provider.ts";
import type { DemoWorld } from "./demo-world.ts";

/** One answer of the broker, no redirect followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly location: string | null;
  readonly html: string;
}

/** A browser of the broker's that follows nothing by itself and says what kind of request it makes. */
export class BrokerBrowser {
  readonly #origin: string;
  readonly cookies: Map<string, string>;

  constructor(origin: string, cookies: Iterable<readonly [string, string]> = []) {
    this.#origin = origin;
    this.cookies = new Map(cookies);
  }

  /** Another with the same cookies, perhaps at another port of the broker. */
  copy(origin = this.#origin): BrokerBrowser {
    return new BrokerBrowser(origin, this.cookies);
  }

  async get(path: string): Promise<Answer> {
    return await this.#send(path, { headers: { "sec-fetch-dest": "document" } });
  }

  async post(path: string, fields: Readonly<Record<string, string>>, site = "same-origin"): Promise<Answer> {
    const headers = { "sec-fetch-site": site, "sec-fetch-dest": "document" };
    return await this.#send(path, { method: "POST", body: new URLSearchParams(fields), headers });
  }

  /** Follows redirects as long as they stay at the broker; answers a page of the broker, or where it was sent. */
  async follow(answer: Answer): Promise<Answer | URL> {
    let current = answer;
    for (let hops = 0; current.location !== null; hops += 1) {
      const next = new URL(current.location, this.#origin);
      if (next.origin !== this.#origin) return next;
      if (hops === 10) throw new Error(`too many redirects to ${next}`);
      current = await this.get(next.pathname + next.search);
    }
    return current;
  }

  async open(path: string): Promise<Answer | URL> {
    return await this.follow(await this.get(path));
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async #send(
    path: string,
    init: RequestInit & { readonly headers: Record<string, string> },
  ): Promise<Answer> {
    const response = await fetch(`${this.#origin}${path}`, {
      ...init,
      headers: { accept: "text/html", cookie: this.cookieHeader, ...init.headers },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const { status, headers } = response;
    return { status, headers, location: headers.get("location"), html: await response.text() };
  }
}

export interface SamlTraveller {
  readonly broker: BrokerBrowser;
  readonly campus: Browser;
  /** Follows a link at the broker to the identity provider and signs in there. Answers what would be posted back. */
  signInFor(path: string): Promise<PostedForm>;
  /** Clicks a tile at the identity provider, and signs in there if asked to. */
  clickTile(application?: string): Promise<PostedForm>;
  /** Posts it as the identity provider's page does, from another site. */
  bring(form: PostedForm): Promise<Answer>;
  /** All of the way of a link: a page of the broker, or the streaming URL. */
  signInTo(path: string): Promise<Answer | URL>;
  /** The same at the demo's OpenID provider, in the same browser. */
  signInByOpenId(path: string): Promise<Answer | URL>;
}

export function samlTraveller({ world }: DemoWorld, username: string): SamlTraveller {
  const broker = new BrokerBrowser(world.origin);
  const campus = new Browser();
  const identityProvider = world.samlIdentityProvider;
  const signInAt = async (page: Page): Promise<PostedForm> => {
    const isForm = page.html.includes('name="password"');
    const credentials = { username, password: `${username}-demo` };
    return formOf(isForm ? await campus.openPage(page.url, credentials) : page);
  };
  const traveller: SamlTraveller = {
    broker,
    campus,
    async signInFor(path) {
      const request = await broker.open(path);
      if (!(request instanceof URL))
        throw new Error(`expected a redirect, got ${request.status}: ${request.html}`);
      return await signInAt(await campus.openPage(request));
    },
    async clickTile(application) {
      const url = identityProvider.tileUrl(`${world.origin}/login/campus/metadata`, application);
      return await signInAt(await campus.openPage(url));
    },
    async bring({ action, fields }) {
      return await broker.post(new URL(action).pathname, fields, "cross-site");
    },
    async signInTo(path) {
      return await broker.follow(await traveller.bring(await traveller.signInFor(path)));
    },
    async signInByOpenId(path) {
      const request = await broker.open(path);
      if (!(request instanceof URL)) throw new Error(`expected a redirect, got ${request.status}`);
      const corporate = new Browser();
      const form = await corporate.openPage(request);
      const callback = await corporate.openRedirect(form.url, { username, password: `${username}-demo` });
      return await broker.open(callback.pathname + callback.search);
    },
  };
  return traveller;
}

/** What the broker's form on this page would post. */
export function hiddenFieldsOf(page: Answer | URL): Record<string, string> {
  if (page instanceof URL) throw new Error(`expected a page, was sent to ${page.origin}`);
  const inputs = page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, value]));
}

/** The demo policy as it stands, with both its identity providers. */
export const withBothProviders = <P>(policy: P): P => policy;
