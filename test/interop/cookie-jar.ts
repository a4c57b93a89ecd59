/** Cookies by host, as browsers keep them for http on this machine: ports share them, and `SameSite` decides. */

interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly sameSite: string;
}

/** What a request is, where a browser makes a difference. */
export interface SentWith {
  /** Every address from the page that led here. */
  readonly isSameSite: boolean;
  readonly isPost: boolean;
  readonly isFrame: boolean;
}

export class CookieJar {
  readonly #hosts = new Map<string, Map<string, Cookie>>();

  header({ hostname, pathname }: URL, { isSameSite, isPost, isFrame }: SentWith): string {
    const isWithLax = isSameSite || !(isPost || isFrame);
    const sent = [...(this.#hosts.get(hostname) ?? [])].filter(([, { path, sameSite }]) => {
      return pathname.startsWith(path) && (isWithLax || sameSite === "none");
    });
    return sent.map(([name, { value }]) => `${name}=${value}`).join("; ");
  }

  /** `lines`: the values of Set-Cookie. */
  keep({ hostname }: URL, lines: readonly string[]): void {
    const cookies = this.#hosts.get(hostname) ?? new Map<string, Cookie>();
    this.#hosts.set(hostname, cookies);
    for (const line of lines) {
      const [pair = "", ...rest] = line.split(/;\s*/);
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      const attributes = new Map(
        rest.map((text) => text.split("=")).map(([key = "", content = ""]) => [key.toLowerCase(), content]),
      );
      const isOver =
        attributes.get("max-age") === "0" || Date.parse(attributes.get("expires") ?? "") < Date.now();
      if (isOver || value === "") cookies.delete(name);
      else {
        const sameSite = attributes.get("samesite")?.toLowerCase() ?? "lax";
        cookies.set(name, { value, path: attributes.get("path") ?? "/", sameSite });
      }
    }
  }
}
