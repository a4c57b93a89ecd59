/**
 * Stands in for the package `debug` in bundles, which node-saml writes to: whatever DEBUG says, nothing is printed. What
 * it would print quotes the response, and a log is no place for that.
 */
export default function createDebug(): () => void {
  return () => {};
}
