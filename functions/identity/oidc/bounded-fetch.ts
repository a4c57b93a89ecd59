/**
 * Every request to an OpenID provider: to hosts the policy names, over https (loopback http in development),
 * without following redirects, with a deadline over headers and body, and with a cap on the body.
 * Invariant: an answer of the provider is never larger or later than this file allows.
 */

export type ProviderFault =
  | "timed_out"
  | "unreachable"
  | "answer_too_large"
  | "redirected"
  | "server_error"
  | "forbidden_url";

/** The provider did not give a usable HTTP answer; holds no URL and no body. */
export class ProviderUnavailable extends Error {
  override readonly name = "ProviderUnavailable";
  readonly fault: ProviderFault;
  constructor(fault: ProviderFault, options?: ErrorOptions) {
    super(`the identity provider is unavailable: ${fault}`, options);
    this.fault = fault;
  }
}

export interface FetchBounds {
  /** `host[:port]` as in URL.host. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Development only: plain http to a loopback host. */
  readonly allowLoopbackHttp: boolean;
  readonly timeoutMilliseconds: number;
  readonly maxBodyBytes: number;
}

interface BoundedRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type BoundedFetch = (url: string, request?: BoundedRequest) => Promise<Response>;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Throws ProviderUnavailable; a 4xx comes back as it is, for the caller to read. */
export function createBoundedFetch(bounds: FetchBounds): BoundedFetch {
  return async (url, request = {}) => {
    if (!isAllowedUrl(url, bounds)) throw new ProviderUnavailable("forbidden_url");
    const signal = AbortSignal.timeout(bounds.timeoutMilliseconds);
    try {
      const response = await fetch(url, { ...request, redirect: "manual", signal } as RequestInit);
      if (response.status >= 300 && response.status < 400) throw new ProviderUnavailable("redirected");
      if (response.status >= 500) throw new ProviderUnavailable("server_error");
      const body = await readCapped(response, bounds.maxBodyBytes);
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (cause) {
      if (cause instanceof ProviderUnavailable) throw cause;
      throw new ProviderUnavailable(signal.aborted ? "timed_out" : "unreachable", { cause });
    }
  };
}

/** Whether the broker may talk to this URL at all. */
export function isAllowedUrl(
  text: string,
  bounds: Pick<FetchBounds, "allowedHosts" | "allowLoopbackHttp">,
): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isSecure = url.protocol === "https:";
  const isLoopback = bounds.allowLoopbackHttp && url.protocol === "http:" && LOOPBACK.has(url.hostname);
  return (
    (isSecure || isLoopback) &&
    url.username === "" &&
    url.password === "" &&
    bounds.allowedHosts.has(url.host)
  );
}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new ProviderUnavailable("answer_too_large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
