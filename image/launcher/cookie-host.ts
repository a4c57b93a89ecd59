/**
 * For whom a cookie is: the declared host alone wherever that is enough, and a host with all below it only where the
 * application lives below it (RFC 6265 §5.3, host-only-flag). Pure.
 */

/** As CDP takes it, or undefined for a domain that no declared host belongs to. */
export function cookieHost(domain: string, hosts: readonly string[]): string | undefined {
  const bare = domain.replace(/^\./, "");
  if (!domain.startsWith(".") && hosts.includes(bare)) return bare;
  const isParent = hosts.some((host) => host === bare || host.endsWith(`.${bare}`));
  // A name of one label is a whole top-level domain, and an address has nothing below it.
  return isParent && bare.includes(".") && !/^[\d.]+$/.test(bare) ? `.${bare}` : undefined;
}
