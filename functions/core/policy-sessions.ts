/** What the policy says of sessions that somebody else than their person ends. */

/** `backchannel_logout`: an OpenID provider's sign-out. `disable`: an operator's command. */
export type StreamEndingCause = "backchannel_logout" | "disable";

export interface SessionEndingPolicy {
  /** What ends the person's streaming sessions as well, in all Regions and with all that is not saved. Left out: nothing. */
  readonly endStreamsOn?: readonly StreamEndingCause[] | undefined;
}
