/**
 * No range is claimed twice: which network an address belongs to must not depend on the order of the file.
 * Ranges may nest; the longest prefix wins.
 */
import { laterClaims } from "./first-claims.ts";
import { parseCidr } from "./ip-address.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const networkRules = { range_twice: rangesTwice } satisfies PolicyRules;

function rangesTwice({ location }: Policy): readonly PolicyIssue[] {
  const claims = Object.entries(location.networks).flatMap(([network, { ranges }]) =>
    ranges.flatMap((text, index) => {
      const range = parseCidr(text);
      if (!range.ok) return [];
      const { family, first, prefixLength } = range.value;
      return [{ network, index, key: `${family} ${first}/${prefixLength}` }];
    }),
  );
  return laterClaims(claims, (later, first) => ({
    path: ["location", "networks", later.network, "ranges", later.index],
    message:
      later.network === first.network
        ? "is the same range as an earlier one of this network"
        : `is already the network \`${first.network}\``,
  }));
}
