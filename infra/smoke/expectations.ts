/**
 * PURE: what a deployed broker must answer to somebody without a session, and what is wrong when it does not. It signs
 * nobody in and launches nothing: that takes a person.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { Answer } from "./probe.ts";

export interface Expectation {
  readonly name: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Undefined if the answer is right. */
  readonly fault: (answer: Answer) => string | undefined;
}

/** By `origin` people open the broker: `https://stream.example.com`. */
export function expectations(origin: string, policy: Policy): readonly Expectation[] {
  const providers = Object.entries(policy.identityProviders);
  const [application] = Object.keys(policy.applications);
  const launch: readonly Expectation[] =
    application === undefined
      ? []
      : [
          { name: "a link asks who you are", path: `/launch/${application}`, fault: asksToSignIn },
          {
            name: "a forged session is nobody's",
            path: `/launch/${application}`,
            headers: { cookie: `__Host-streamgate-session=${"A".repeat(120)}` },
            fault: asksToSignIn,
          },
        ];
  return [
    { name: "the Region is healthy", path: "/healthz", fault: (answer) => statusFault(answer, 200) },
    { name: "pages are protected", path: "/", fault: pageFault },
    ...launch,
    ...providers.flatMap(([id, provider]) => ofProvider(origin, id, provider)),
  ];
}

/** Only where viewers pass our firewall: a header that says where its sender is may come from CloudFront alone. */
export const FORGED_COUNTRY: Expectation = {
  name: "a forged country is turned away",
  path: "/",
  headers: { "cloudfront-viewer-country": "CH" },
  fault: (answer) => statusFault(answer, 403),
};

function ofProvider(
  origin: string,
  id: string,
  { protocol }: IdentityProviderPolicy,
): readonly Expectation[] {
  if (protocol === "oidc") {
    const redirectUri = encodeURIComponent(`${origin}/login/${id}/callback`);
    return [
      {
        name: `${id} is asked to sign people in`,
        path: `/login/${id}`,
        fault: (answer) => redirectFault(answer, `redirect_uri=${redirectUri}`),
      },
    ];
  }
  return [
    {
      name: `${id} is asked to sign people in`,
      path: `/login/${id}/saml`,
      fault: (answer) => redirectFault(answer, "SAMLRequest="),
    },
    {
      name: `${id} can read our metadata`,
      path: `/login/${id}/metadata`,
      fault: (answer) =>
        statusFault(answer, 200) ??
        (answer.body.includes(`${origin}/login/${id}/acs`)
          ? undefined
          : "the metadata does not name the assertion consumer service of this origin"),
    },
  ];
}

function statusFault({ status, headers }: Answer, expected: number): string | undefined {
  if (status === expected) return undefined;
  const reference = headers["correlation-id"];
  return `answered ${status}, not ${expected}${reference === undefined ? "" : `; reference ${reference}`}`;
}

/** One provider: straight to it. Several: the page with all of them. */
function asksToSignIn(answer: Answer): string | undefined {
  const { status, headers, body } = answer;
  if (status === 303) {
    return headers.location?.startsWith("/login/") ? undefined : "redirects elsewhere than to a sign-in";
  }
  return statusFault(answer, 200) ?? (body.includes("/login/") ? undefined : "offers no sign-in");
}

function redirectFault(answer: Answer, expected: string): string | undefined {
  const wrong = statusFault(answer, 303);
  if (wrong !== undefined) return wrong;
  return answer.headers.location?.includes(expected)
    ? undefined
    : `redirects without ${expected.slice(0, expected.indexOf("=") + 1)} of this broker`;
}

const PROTECTIONS: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /default-src 'none'/,
  "strict-transport-security": /max-age=\d{7,}/,
  "cache-control": /no-store/,
  "x-frame-options": /DENY/,
};

function pageFault(answer: Answer): string | undefined {
  const wrong = statusFault(answer, 200);
  if (wrong !== undefined) return wrong;
  const missing = Object.entries(PROTECTIONS)
    .filter(([name, value]) => !value.test(answer.headers[name] ?? ""))
    .map(([name]) => name);
  return missing.length === 0 ? undefined : `has no ${missing.join(", ")}`;
}
