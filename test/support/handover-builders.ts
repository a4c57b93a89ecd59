/** One handover that works, and facts of a launch; a test names what it deviates in. */
import type { HandoverFacts } from "../../functions/core/handover.ts";
import type { ApplicationPolicy } from "../../functions/core/policy.ts";
import type {
  BrowserHandoverPolicy,
  CookiePolicy,
  FrontChannelPolicy,
  HandoverPolicy,
  TokenPolicy,
} from "../../functions/core/policy-handover.ts";
import { anApplication } from "./core-builders.ts";

export function aToken(overrides: Partial<TokenPolicy> = {}): TokenPolicy {
  return { audience: "https://treasury.example", groups: ["staff"], seconds: 300, ...overrides };
}

export function aCookie(overrides: Partial<CookiePolicy> = {}): CookiePolicy {
  return { name: "session", domain: null, path: "/", sameSite: "Lax", token: aToken(), ...overrides };
}

export function aFrontChannel(overrides: Partial<FrontChannelPolicy> = {}): FrontChannelPolicy {
  return { url: "https://treasury.example/redeem", parameter: "code", token: aToken(), ...overrides };
}

export function aBrowser(overrides: Partial<BrowserHandoverPolicy> = {}): BrowserHandoverPolicy {
  return { url: "https://treasury.example/open/{context}", cookies: [], frontChannel: null, ...overrides };
}

export function aHandover(overrides: Partial<HandoverPolicy> = {}): HandoverPolicy {
  return { arguments: [], environment: {}, browser: null, ...overrides };
}

/** An application that takes any deep link, so that only the handover stands between a link and a program. */
export function anOpenApplication(handover: HandoverPolicy | null): ApplicationPolicy {
  return anApplication({ context: { pattern: "[\\s\\S]*", maxLength: 1024 }, handover });
}

export function handoverFacts(overrides: Partial<HandoverFacts> = {}): HandoverFacts {
  return {
    application: anOpenApplication(aHandover()),
    userId: "u-7f3a9c",
    context: null,
    displayName: "Ana García",
    email: "ana@campus.example",
    country: "ES",
    groups: ["staff"],
    identityProvider: "campus",
    ...overrides,
  };
}
