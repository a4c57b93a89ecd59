/**
 * What redeeming a session context needs from the outside. As in ports.ts, time comes in as an argument.
 */
import type { HandleFault, PresentedRedemption } from "./core/handle-fault.ts";
import type { InstanceSignature } from "./core/instance-signature.ts";
import type { LaunchRecord, Placement } from "./core/launch-record.ts";
import type { Result } from "./core/result.ts";

/** What instances sign with where no role can sign for them. */
export interface FleetKeys {
  /** Whether a key behind the reference made this signature over the body; never rejects. */
  verify(
    reference: string,
    signature: InstanceSignature,
    body: Uint8Array,
  ): Promise<Result<boolean, "unavailable">>;
}

/** One instance's claim to what a launch hands over. */
export interface Redemption extends PresentedRedemption {
  readonly launchId: string;
  /** SHA-256 of the session and what it calls this redemption: the same when it asks again, as an answer was lost. */
  readonly attemptDigest: string;
  /** AppStream's, as the instance knows it. */
  readonly sessionId: string;
}

/** A launch whose handle has been redeemed, with what its application is handed. */
export interface RedeemedLaunch
  extends Pick<
    LaunchRecord,
    "launchId" | "identityProvider" | "subject" | "userId" | "application" | "sealedHandover"
  > {
  readonly placement: Omit<Placement, "handleDigest" | "binding">;
  /** Seconds since the epoch: when that first happened, for a redemption that asks again too. */
  readonly redeemedAt: number;
}

export type RedemptionFault =
  | HandleFault
  /** The handle names a Region that is none of the broker's. */
  | "handle_home_unknown"
  /** The store of its home did not answer in time; it may have been redeemed, by this very redemption. */
  | "unavailable";

/** The handles of all Regions of the broker, each redeemed in its home and nowhere else. */
export interface ContextStore {
  /** Atomic: of any number of redemptions at once, in any Region, exactly one is answered, and again when it asks again. */
  redeem(
    home: string,
    redemption: Redemption,
    nowEpochSeconds: number,
  ): Promise<Result<RedeemedLaunch, RedemptionFault>>;
}
