/**
 * The policy's look, made ready for every page once: name, logo, accents, and whom to ask for help. Colours reach the
 * page in a style element of their own, whose hash the page's policy names; `#rrggbb` is all that the policy's schema
 * lets stand in it.
 */
import type { LocalizedText } from "../core/localized-text.ts";
import type { Policy } from "../core/policy.ts";
import type { BrandColours } from "../core/policy-branding.ts";
import { type PageStyle, pageStyle } from "./layout.ts";

export interface Branding {
  /** Undefined: the product's own. */
  readonly name: LocalizedText | undefined;
  /** Its address, and the CSP source that permits it. */
  readonly logo: { readonly address: string; readonly source: string } | undefined;
  readonly style: PageStyle | undefined;
  readonly support: LocalizedText | undefined;
}

export function brandingOf({ branding, support }: Pick<Policy, "branding" | "support">): Branding {
  const { name, logo, colours } = branding ?? { name: null, logo: null, colours: null };
  return {
    name: name ?? undefined,
    logo: logo === null ? undefined : { address: logo, source: sourceOf(logo) },
    style: colours === null ? undefined : pageStyle(accents(colours)),
    support: support ?? undefined,
  };
}

/** CSP knows no single data: URI; nothing else on the page could be an image (markup.ts). */
function sourceOf(logo: string): string {
  return logo.startsWith("data:") ? "data:" : logo;
}

function accents({ accent, accentDark }: BrandColours): string {
  return `:root{--accent:${accent}}@media (prefers-color-scheme:dark){:root{--accent:${accentDark}}}`;
}
