/**
 * Who claimed a thing first, for faults of the kind "already taken by …".
 */

/** Calls `taken` with the first claimant for every later claim of the same key, and collects what it returns. */
export function laterClaims<C extends { readonly key: string }, T>(
  claims: readonly C[],
  taken: (later: C, first: C) => T,
): readonly T[] {
  const first = new Map<string, C>();
  return claims.flatMap((claim) => {
    const earlier = first.get(claim.key);
    if (earlier !== undefined) return [taken(claim, earlier)];
    first.set(claim.key, claim);
    return [];
  });
}
