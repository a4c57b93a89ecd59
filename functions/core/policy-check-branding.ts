/** A look that everybody can read, and that does not make every page heavy. */
import { contrastRatio } from "./contrast.ts";
import { DARK_GROUNDS, LIGHT_GROUNDS } from "./page-colours.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const brandingRules = {
  branding_contrast: unreadableColours,
  branding_logo_size: heavyLogo,
} satisfies PolicyRules;

/** WCAG 2.2, 1.4.3 (AA), for text of any size. */
const LEAST_CONTRAST = 4.5;
/** A data: URI stands in every page. */
const MOST_LOGO_BYTES = 16 * 1_024;

function unreadableColours({ branding }: Policy): readonly PolicyIssue[] {
  const colours = branding?.colours ?? undefined;
  if (colours === undefined) return [];
  const uses = [
    { key: "accent", scheme: "light", grounds: LIGHT_GROUNDS },
    { key: "accentDark", scheme: "dark", grounds: DARK_GROUNDS },
  ] as const;
  return uses.flatMap(({ key, scheme, grounds }) => {
    const least = Math.min(
      contrastRatio(colours[key], grounds.paper),
      contrastRatio(colours[key], grounds.card),
    );
    if (least >= LEAST_CONTRAST) return [];
    // Rounded down: 4.49 must not read as enough.
    const ratio = (Math.floor(least * 10) / 10).toFixed(1);
    return [
      {
        path: ["branding", "colours", key],
        message: `has a contrast of ${ratio}:1 on the ${scheme} pages; WCAG 2.2 asks for ${LEAST_CONTRAST}:1`,
      },
    ];
  });
}

function heavyLogo({ branding }: Policy): readonly PolicyIssue[] {
  const logo = branding?.logo ?? "";
  if (!logo.startsWith("data:") || logo.length <= MOST_LOGO_BYTES) return [];
  return [
    {
      path: ["branding", "logo"],
      message: `is ${Math.ceil(logo.length / 1_024)} KB in every page; it may be at most ${MOST_LOGO_BYTES / 1_024}, or name an address`,
    },
  ];
}
