/**
 * AppStream's SessionContext: `v1.<region>.<handle>`, at most 256 characters of base64url and dots.
 * The user can read it in the streaming URL and AppStream does not validate it, so it carries no meaning:
 * the handle is random and the broker keeps what it stands for
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/managing-stacks-fleets-session-context.html).
 */

const MAX_LENGTH = 256;
const FORM = /^v1\.[a-z0-9-]{1,32}\.[A-Za-z0-9_-]{43,}$/;

/** `region` is the broker's own: the handle is redeemed where its record lives. */
export function formatSessionContext(region: string, handle: string): string {
  const text = `v1.${region}.${handle}`;
  if (text.length > MAX_LENGTH || !FORM.test(text)) {
    throw new TypeError("session context needs an AWS Region and a base64url handle of at least 256 bits");
  }
  return text;
}
