/**
 * What the identity provider remembers of each browser: who is signed in, and what is under way. In memory, gone with
 * the process. Invariant: the cookie changes at every sign-in, so one that was planted before it is worth nothing.
 */

import { randomBytes } from "node:crypto";
import type { DemoPerson } from "../people.ts";
import type { AuthnRequest } from "./authn-request.ts";
import type { ServiceProvider } from "./service-providers.ts";

/** Who wants to know who this is. */
export interface Inquiry {
  readonly serviceProvider: ServiceProvider;
  readonly relayState: string | null;
  /** Null: nobody asked, the person clicked a tile. */
  readonly request: AuthnRequest | null;
}

export interface PendingSignIn {
  /** Null: the person wants to see "my apps". */
  readonly inquiry: Inquiry | null;
  readonly startedAt: Date;
  /** Whether the password was given since then. */
  hasSignedIn: boolean;
}

export interface SignIn {
  readonly person: DemoPerson;
  readonly authnInstant: Date;
  readonly sessionIndex: string;
  /** Entity IDs of those who have been told. */
  readonly informed: Set<string>;
}

export interface PendingLogout {
  readonly requestId: string;
  readonly asked: ServiceProvider;
  readonly signIn: SignIn;
  readonly remaining: readonly ServiceProvider[];
  /** Those who did not confirm. */
  readonly unconfirmed: readonly ServiceProvider[];
}

export interface BrowserState {
  signIn: SignIn | null;
  logout: PendingLogout | null;
  readonly pending: Map<string, PendingSignIn>;
}

export interface Browsers {
  /** A new state for a browser that shows no cookie of ours. */
  of(cookieHeader: string | undefined): BrowserState;
  /** The `set-cookie` line for it. */
  cookieOf(state: BrowserState): string;
  /** From now on it is known under another cookie. */
  renew(state: BrowserState): void;
}

/** Cookies know no ports: two providers on one host must not share a name. */
export function makeBrowsers(cookieName: string): Browsers {
  const states = new Map<string, BrowserState>();
  const values = new WeakMap<BrowserState, string>();

  function remember(state: BrowserState): BrowserState {
    const value = randomBytes(32).toString("base64url");
    states.delete(values.get(state) ?? "");
    states.set(value, state);
    values.set(state, value);
    return state;
  }

  return {
    of(cookieHeader = "") {
      const pairs = cookieHeader.split(/;\s*/).map((pair) => pair.split(/=(.*)/s));
      const value = pairs.find(([name]) => name === cookieName)?.[1] ?? "";
      return states.get(value) ?? remember({ signIn: null, logout: null, pending: new Map() });
    },
    cookieOf: (state) => `${cookieName}=${values.get(state)}; path=/; HttpOnly; SameSite=Lax`,
    renew: (state) => void remember(state),
  };
}
