/** How the pages look: whose they are, not what they say. Left out, they are Streamgate's own. */
import type { LocalizedText } from "./localized-text.ts";

export interface BrandingPolicy {
  /** In the header and the title of every page. */
  readonly name: LocalizedText | null;
  /** An https address, or the image itself as a data: URI. */
  readonly logo: string | null;
  readonly colours: BrandColours | null;
}

/** `#rrggbb`: of links, buttons and focus. */
export interface BrandColours {
  /** On light grounds. */
  readonly accent: string;
  /** On dark grounds. */
  readonly accentDark: string;
}
