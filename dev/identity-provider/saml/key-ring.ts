/**
 * The identity provider's signing keys over time: one that signs, and while it rolls in good order, the next one.
 * Invariant: metadata always has the key that signs.
 */

import { makeSamlKey, type SamlKey } from "./minting/saml-key.ts";

export interface KeyRing {
  /** The key that signs. */
  current(): SamlKey;
  /** What metadata publishes, the key that signs first. */
  published(): readonly SamlKey[];
  /**
   * With `publishBoth`, a next key is published beside the one that goes on signing. Without, that next key takes
   * over, or a new one that nobody has seen if there is none; the old key is published no more.
   */
  roll(options?: { readonly publishBoth?: boolean }): Promise<void>;
}

export async function makeKeyRing(): Promise<KeyRing> {
  const makeKey = () => makeSamlKey({ commonName: "Northwind Bank sign-in" });
  let current = await makeKey();
  let next: SamlKey | null = null;
  return {
    current: () => current,
    published: () => (next ? [current, next] : [current]),
    async roll({ publishBoth = false } = {}) {
      const upcoming = next ?? (await makeKey());
      [current, next] = publishBoth ? [current, upcoming] : [upcoming, null];
    },
  };
}
