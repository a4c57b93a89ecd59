/**
 * Hand-off to AppStream's native Windows client: `amazonappstream:` and the streaming URL in base64
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/redirect-streaming-session-from-web-to-client.html).
 */

/** `streamingUrl` is ASCII, as every URL from `URL.href` is. */
export function nativeClientUrl(streamingUrl: string): string {
  return `amazonappstream:${btoa(streamingUrl)}`;
}
