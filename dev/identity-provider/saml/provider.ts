/** What every endpoint of the identity provider works with, and where these endpoints are. */

import type { DemoPerson } from "../people.ts";
import type { BrowserState, Browsers, SignIn } from "./browsers.ts";
import type { KeyRing } from "./key-ring.ts";
import type { SignedParts } from "./minting/signed-response.ts";
import type { ServiceProviders } from "./service-providers.ts";

export interface Provider {
  readonly entityId: string;
  readonly addresses: Addresses;
  readonly people: readonly DemoPerson[];
  readonly serviceProviders: ServiceProviders;
  readonly keys: KeyRing;
  readonly browsers: Browsers;
  readonly sign: SignedParts;
  readonly now: () => Date;
}

export interface Addresses {
  readonly metadata: string;
  readonly singleSignOn: string;
  readonly singleLogout: string;
}

/** One request of a browser. */
export interface Visit {
  readonly query: URLSearchParams;
  /** As it came: signatures are over these octets. */
  readonly rawQuery: string;
  readonly browser: BrowserState;
}

/** A working day. */
const SIGN_IN_SECONDS = 8 * 3600;

export function addressesAt(origin: string): Addresses {
  return { metadata: `${origin}/metadata`, singleSignOn: `${origin}/sso`, singleLogout: `${origin}/slo` };
}

/** The sign-in of this browser, if it is still good. */
export function currentSignIn({ now }: Provider, { signIn }: BrowserState): SignIn | null {
  if (!signIn) return null;
  const ageSeconds = (now().getTime() - signIn.authnInstant.getTime()) / 1000;
  return ageSeconds < SIGN_IN_SECONDS ? signIn : null;
}
