/**
 * The Debian 12 packages that the real identity providers come from.
 * Invariant: where one is missing the tests fail and say how to get it; they are never skipped.
 */
import { spawnSync } from "node:child_process";

export const SIMPLESAMLPHP_PACKAGES: readonly string[] = [
  "openssl",
  "simplesamlphp",
  "php-cli",
  "php-xml",
  "php-mbstring",
];

/** Without its recommends the portal lacks what it loads at every start, and Lasso is only a suggestion. */
export const LEMONLDAP_PACKAGES: readonly string[] = [
  "openssl",
  "liblemonldap-ng-portal-perl",
  "liblasso-perl",
  "libplack-perl",
  "libglib-perl",
  "libgd-securityimage-perl",
  "libimage-magick-perl",
  "libio-string-perl",
  "libstring-random-perl",
  "libxml-simple-perl",
];

/** Throws an Error that names each missing package and the command that installs them. */
export function requireDebian(packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  throw new Error(
    `Missing Debian packages: ${missing.join(", ")}. Install them on Debian 12 and run the tests again:\n` +
      `apt-get install -y --no-install-recommends ${missing.join(" ")}`,
  );
}

function isInstalled(name: string): boolean {
  const query = spawnSync("dpkg-query", ["--status", name], { encoding: "utf8" });
  return query.status === 0 && query.stdout.includes("\nStatus: install ok installed\n");
}
