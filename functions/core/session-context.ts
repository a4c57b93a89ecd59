/**
 * AppStream's SessionContext: `v1.<region>.<handle>`, at most 256 characters of base64url and dots.
 * The user can read it in the streaming URL and AppStream does not validate it, so it carries no meaning:
 * the handle is random and the broker keeps what it stands for
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/managing-stacks-fleets-session-context.html).
 */

const MAX_LENGTH = 256;
const FORM = /^v1\.[a-z0-9-]{1,32}\.[A-Za-z0-9_-]{43,}$/;
/** Sixteen bytes of launch id and thirty-two of secret, as launch-attempts.ts makes the handle. */
const ISSUED = /^v1\.(?<region>[a-z0-9-]{1,32})\.(?<launchId>[A-Za-z0-9_-]{22})(?<secret>[A-Za-z0-9_-]{43})$/;

/** What a handle says of itself, nothing of which is proven. */
export interface PresentedHandle {
  /** The home of the launch's record. */
  readonly region: string;
  readonly launchId: string;
  readonly secret: string;
}

/** `region` is the broker's own: the handle is redeemed where its record lives. */
export function formatSessionContext(region: string, handle: string): string {
  const text = `v1.${region}.${handle}`;
  if (text.length > MAX_LENGTH || !FORM.test(text)) {
    throw new TypeError("session context needs an AWS Region and a base64url handle of at least 256 bits");
  }
  return text;
}

/** Undefined for anything but what the broker issues. */
export function parseSessionContext(text: string): PresentedHandle | undefined {
  const { region, launchId, secret } = ISSUED.exec(text)?.groups ?? {};
  if (region === undefined || launchId === undefined || secret === undefined) return undefined;
  return { region, launchId, secret };
}
