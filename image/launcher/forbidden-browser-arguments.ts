/**
 * Flags that open the browser to others, send it elsewhere, have it believe anybody, write down its secrets or start
 * something else; never given to one. Pure.
 */

const FORBIDDEN = [
  /^--(?:remote-|user-data-dir|profile-directory|no-startup-window|load-extension|browser-subprocess-path)/,
  /^--(?:[a-z0-9-]*-cmd-prefix|[a-z0-9-]*-launcher)/,
  /^--(?:log-net-log|ssl-key-log-file|enable-logging|log-file)/,
  /^--(?:ignore-certificate-errors|host-resolver-rules|host-rules|proxy-|disable-web-security)/,
];

/** In lower case: on Windows the browser reads its flags so. */
export function isForbiddenBrowserArgument(argument: string): boolean {
  return FORBIDDEN.some((form) => form.test(argument.toLowerCase()));
}
