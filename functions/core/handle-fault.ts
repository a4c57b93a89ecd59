/**
 * Why a handle was not redeemed, from the launch's item as it was read after its condition had failed. Only an operator
 * learns which it was. Invariant: it says nothing of the launch to whoever has not its secret half.
 */

export type HandleFault =
  /** Nothing by that id: never issued, over, or made up. */
  | "handle_unknown"
  /** Some launch has that id, and another secret: made up, or of a fleet that was tried before the last one. */
  | "handle_altered"
  | "handle_of_another_user"
  | "handle_of_another_fleet"
  | "handle_of_failed_launch"
  /** By another redemption, or by the same one too long ago. */
  | "handle_spent"
  | "handle_expired";

export interface HandleFacts {
  readonly state: string;
  readonly userId: string;
  readonly handleDigest: string;
  readonly binding: string;
  readonly isRedeemed: boolean;
  /** Seconds since the epoch. */
  readonly handleExpiresAt: number;
  readonly expiresAt: number;
}

/** What the instance said, and what its handle comes to. */
export interface PresentedRedemption {
  readonly userId: string;
  readonly handleDigest: string;
  /** Of every place that the instance may speak for. */
  readonly bindings: readonly string[];
}

/** Undefined: nothing is wrong by now, and the same redemption may be tried again. */
export function handleFault(
  launch: HandleFacts | undefined,
  presented: PresentedRedemption,
  nowEpochSeconds: number,
): HandleFault | undefined {
  if (launch === undefined || launch.expiresAt <= nowEpochSeconds) return "handle_unknown";
  if (launch.handleDigest !== presented.handleDigest) return "handle_altered";
  if (launch.userId !== presented.userId) return "handle_of_another_user";
  if (!presented.bindings.includes(launch.binding)) return "handle_of_another_fleet";
  if (launch.state === "failed") return "handle_of_failed_launch";
  if (launch.isRedeemed) return "handle_spent";
  return launch.handleExpiresAt <= nowEpochSeconds ? "handle_expired" : undefined;
}
