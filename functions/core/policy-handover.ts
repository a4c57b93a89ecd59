/** What the policy says of instances: who may redeem a session context, and what the launcher is then given. */
import type { SecretReference, SigningKeyReference } from "./policy-identity.ts";

/** Who may redeem for a fleet: exactly one of the two is set. */
export interface InstancesPolicy {
  /** The fleet's IAM role, which its instances sign as. */
  readonly roleArn: string | null;
  /** A secret of at least 256 bits that the fleet's image holds, where no role can be used. */
  readonly key: SecretReference | null;
}

/** Texts may hold slots (handover-slots.ts), and nothing else of a person or a link gets into them. */
export interface HandoverPolicy {
  /** One argument each; one whose slot has no value is left out. */
  readonly arguments: readonly string[];
  /** By name; one whose slot has no value is left out. */
  readonly environment: Readonly<Record<string, string>>;
  /** Null: the application is no browser's. */
  readonly browser: BrowserHandoverPolicy | null;
}

export interface BrowserHandoverPolicy {
  /** Slots stand in path and query only; a segment or pair whose slot has no value is left out. */
  readonly url: string;
  readonly cookies: readonly CookiePolicy[];
  /** Opened instead of `url`, which says whose it must be; null: cookies bring the token, or nothing does. */
  readonly frontChannel: FrontChannelPolicy | null;
}

/** Always Secure and HttpOnly, and gone when its token is. */
export interface CookiePolicy {
  readonly name: string;
  /** Null: of the URL's own host alone. */
  readonly domain: string | null;
  readonly path: string;
  readonly sameSite: "Strict" | "Lax" | "None";
  readonly token: TokenPolicy;
}

export interface FrontChannelPolicy {
  /** On the origin of the application's `url`; with slots as there. */
  readonly url: string;
  /** The name that the token has in the query. */
  readonly parameter: string;
  readonly token: TokenPolicy;
}

/** A JWT that the broker signs for one application. */
export interface TokenPolicy {
  readonly audience: string;
  /** Named in the token where the person has them: groups of the policy's one identity provider. */
  readonly groups: readonly string[];
  /** By identity provider, where the policy has several. */
  readonly groupsByProvider?: Readonly<Record<string, readonly string[]>>;
  readonly seconds: number;
}

export interface TokensPolicy {
  /** Null: the broker's origin. */
  readonly issuer: string | null;
  /** The first signs, all are published. */
  readonly keys: readonly SigningKeyReference[];
}
