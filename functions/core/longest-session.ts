/**
 * How long a broker session can last at most, whatever the policy says or said when it was sealed.
 * Invariant: what ends sessions is remembered at least as long as any session that it ends.
 */
export const LONGEST_BROKER_SESSION_SECONDS = 12 * 3_600;

/** The longest streaming session that AppStream allows, and the longest time to come back to it. */
export const LONGEST_STREAMING_SECONDS = 432_000 + 36_000;
