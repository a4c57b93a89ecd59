/**
 * Cookies of a handover are such as a browser takes from the application's own address, and sends with its first
 * request there. A cookie that a browser drops in silence would leave a person in front of a sign-in page.
 */
import { laterClaims } from "./first-claims.ts";
import { urlTemplate } from "./handover-url.ts";
import type { Policy } from "./policy.ts";
import type { CookiePolicy } from "./policy-handover.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const cookieRules = {
  cookie_domain: (policy) => ofCookies(policy, domainFault),
  cookie_path: (policy) => ofCookies(policy, pathFault),
  cookie_prefix: (policy) => ofCookies(policy, prefixFault),
  cookie_twice: cookiesTwice,
} satisfies PolicyRules;

interface Fault {
  readonly key: "domain" | "path";
  readonly message: string;
}

interface Placed {
  readonly path: PolicyIssue["path"];
  readonly cookie: CookiePolicy;
  readonly url: string;
}

function placedCookies({ applications }: Policy): readonly Placed[] {
  return Object.entries(applications).flatMap(([id, { handover }]) => {
    const browser = handover?.browser ?? null;
    if (browser === null) return [];
    const here = ["applications", id, "handover", "browser", "cookies"];
    return browser.cookies.map((cookie, index) => ({ path: [...here, index], cookie, url: browser.url }));
  });
}

function ofCookies(
  policy: Policy,
  faultOf: (cookie: CookiePolicy, url: string) => Fault | undefined,
): readonly PolicyIssue[] {
  return placedCookies(policy).flatMap(({ path, cookie, url }) => {
    const fault = faultOf(cookie, url);
    return fault === undefined ? [] : [{ path: [...path, fault.key], message: fault.message }];
  });
}

/** Domain matching of RFC 6265 §5.1.3. That a domain has a dot is the schema's to say; there is no list of public suffixes here. */
function domainFault({ domain }: CookiePolicy, url: string): Fault | undefined {
  if (domain === null) return undefined;
  const { hostname } = new URL(url);
  const isAddress = /^\[|^[\d.]+$/v.test(hostname);
  if (hostname === domain || (!isAddress && hostname.endsWith(`.${domain}`))) return undefined;
  return { key: "domain", message: "must be the host of the `url`, or a domain that it is in; or left out" };
}

/** Path matching of RFC 6265 §5.1.4, against what of the address is the policy's own. */
function pathFault({ path }: CookiePolicy, url: string): Fault | undefined {
  const certain = (urlTemplate(url)?.path ?? "").replace(/\{.*$/v, "");
  const below = path.endsWith("/") ? path : `${path}/`;
  if (path === "/" || certain === path || certain.startsWith(below)) return undefined;
  return {
    key: "path",
    message: "must lead to the path of the `url`, or the first request goes without the cookie",
  };
}

/** Browsers compare prefixes of names without regard to case, and drop what breaks their promise. */
function prefixFault({ name, domain, path }: CookiePolicy): Fault | undefined {
  if (!name.toLowerCase().startsWith("__host-")) return undefined;
  if (domain !== null) return { key: "domain", message: "must be left out of a cookie named `__Host-…`" };
  return path === "/" ? undefined : { key: "path", message: "must be `/` in a cookie named `__Host-…`" };
}

function cookiesTwice(policy: Policy): readonly PolicyIssue[] {
  const claims = placedCookies(policy).map(({ path, cookie }) => ({
    path,
    key: JSON.stringify([path[1], cookie.name, cookie.domain, cookie.path]),
  }));
  return laterClaims(claims, ({ path }) => ({
    path,
    message: "has the name, domain and path of an earlier one, which it would replace",
  }));
}
