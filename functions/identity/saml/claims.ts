/**
 * An assertion → the claims record that identity/principal-mapping.ts maps, the same as for OpenID Connect.
 * `NameID` and `AuthnContextClassRef` are our names for those elements; an attribute cannot take them.
 */
import type { AssertionContent } from "./assertion.ts";

export function claimsOf({ attributes, nameId, authentication }: AssertionContent): Record<string, unknown> {
  const entries = [...attributes].map(([name, values]): [string, unknown] => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  return Object.fromEntries([
    ...entries,
    ["NameID", nameId.value],
    ["AuthnContextClassRef", authentication.contextClass],
  ]);
}
