/**
 * Somebody with a browser but no window, on the way between broker and identity provider: fills the password form,
 * does what the page's script would, and follows redirects across all hosts to the page where a person decides.
 */
import { CookieJar } from "./cookie-jar.ts";
import { type Form, formOf } from "./html-form.ts";
import { personNamed } from "./people.ts";
import type { Credentials } from "./person.ts";

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

/** A SAMLResponse as it left the identity provider. */
export interface CarriedResponse {
  readonly form: Form;
  /** The page that holds it. */
  readonly page: Page;
}

interface Visit {
  /** Where the link, the form or the frame is; undefined: the address was typed. */
  readonly from?: Page;
  /** Posted where given. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly isFrame?: boolean;
}

const MAX_HOPS = 20;
const MAX_PASSWORDS = 5;

export class Visitor {
  readonly #cookies = new CookieJar();
  readonly #credentials: Credentials;
  /** Every address that was asked for, in order. */
  readonly addresses: URL[] = [];
  /** The forms with a SAMLResponse that were handed over, in order. */
  readonly samlResponses: Form[] = [];
  /** How often a password was asked for. */
  passwordsTyped = 0;

  constructor(username: string) {
    this.#credentials = personNamed(username);
  }

  /** To a page of the broker, the stream, or whatever else is the end. */
  async travel(url: URL | string): Promise<Page> {
    const end = await this.#toResponse(await this.open(url));
    return "form" in end ? await this.handOver(end) : end;
  }

  /** Stops with the response in hand. */
  async fetchResponse(url: URL | string): Promise<CarriedResponse> {
    const end = await this.#toResponse(await this.open(url));
    if ("form" in end) return end;
    throw new Error(`no SAMLResponse at ${end.url} (${end.status}): ${end.html}`);
  }

  async handOver({ form, page }: CarriedResponse): Promise<Page> {
    this.samlResponses.push(form);
    return await this.#visit(form.action, { from: page, fields: form.fields });
  }

  /** The first form of the page. */
  async submit(page: Page): Promise<Page> {
    const form = formOf(page);
    if (form === undefined) throw new Error(`no form at ${page.url}: ${page.html}`);
    return await this.#visit(form.action, { from: page, fields: form.fields });
  }

  /** As if the address was typed. */
  async open(url: URL | string): Promise<Page> {
    return await this.#visit(url, {});
  }

  /** What a frame on `page` shows. */
  async openFrame(url: URL | string, page: Page): Promise<Page> {
    return await this.#visit(url, { from: page, isFrame: true });
  }

  async #toResponse(start: Page): Promise<Page | CarriedResponse> {
    let page = start;
    for (;;) {
      const form = formOf(page);
      if (form && "SAMLResponse" in form.fields) return { form, page };
      if (form && "password" in form.fields) page = await this.#typePassword(page, form);
      // LemonLDAP::NG asks whether a session is to be renewed, before it asks for the password.
      else if (form && "confirm" in form.fields) page = await this.submit(page);
      else return page;
    }
  }

  async #typePassword(page: Page, form: Form): Promise<Page> {
    this.passwordsTyped += 1;
    if (this.passwordsTyped > MAX_PASSWORDS) throw new Error(`the password is not taken: ${page.html}`);
    const { username, password } = this.#credentials;
    // SimpleSAMLphp asks for `username`, LemonLDAP::NG for `user`; neither minds the other.
    const fields = { ...form.fields, username, user: username, password };
    return await this.#visit(form.action, { from: page, fields });
  }

  async #visit(url: URL | string, { fields, ...visit }: Visit): Promise<Page> {
    let target = new URL(url);
    let body = fields && new URLSearchParams(fields);
    let isSameSite = true;
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      isSameSite &&= visit.from === undefined || visit.from.url.hostname === target.hostname;
      this.addresses.push(target);
      const sentWith = { isSameSite, isPost: body !== undefined, isFrame: visit.isFrame ?? false };
      const response = await fetch(target, {
        ...(body && { method: "POST", body }),
        headers: {
          accept: "text/html",
          cookie: this.#cookies.header(target, sentWith),
          ...fetchMetadata(visit, isSameSite),
        },
        redirect: "manual",
      });
      this.#cookies.keep(target, response.headers.getSetCookie());
      const html = await response.text();
      const next = nextAddress(response);
      if (next === undefined) return { url: target, status: response.status, html };
      [target, body] = [new URL(next, target), undefined];
    }
    throw new Error(`too many redirects from ${url}`);
  }
}

/** Servers decide by them too (W3C Fetch Metadata). */
function fetchMetadata({ from, isFrame }: Visit, isSameSite: boolean): Record<string, string> {
  return {
    "sec-fetch-dest": isFrame ? "iframe" : "document",
    "sec-fetch-site": from === undefined ? "none" : isSameSite ? "same-origin" : "cross-site",
  };
}

function nextAddress({ headers, status }: Response): string | undefined {
  const location = status >= 300 && status < 400 ? headers.get("location") : null;
  return location ?? /^0;\s*url=(.*)$/.exec(headers.get("refresh") ?? "")?.[1];
}
