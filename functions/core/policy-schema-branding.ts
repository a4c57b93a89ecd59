/** Schema of `branding`. Whether colours can be read is for the rules to say (policy-check-branding.ts). */
import * as v from "valibot";
import type { BrandingPolicy } from "./policy-branding.ts";
import { closed, localizedText } from "./policy-schema-shapes.ts";

/** Bitmaps and drawings; a drawing in an `<img>` runs no script and loads nothing. */
const DATA_IMAGE = /^data:image\/(?:png|webp|svg\+xml);base64,[A-Za-z0-9+\/]{4,}={0,2}$/v;
/** Nothing that would end a source in a content security policy, and nothing that such a source leaves out of account. */
const HTTPS_IMAGE = /^https:\/\/[a-z0-9.\-]+(?::[0-9]+)?\/[A-Za-z0-9.~_%\/\-]+$/v;

const logo = v.pipe(
  v.string(),
  v.check(
    (value) => DATA_IMAGE.test(value) || isImageAddress(value),
    "must be an https URL without query or fragment, or a data: URI of a PNG, WebP or SVG image in base64",
  ),
);

const colour = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-f]{6}$/v, "must be a colour #rrggbb in lower case, in quotes"),
);

export const branding: v.GenericSchema<unknown, BrandingPolicy> = closed({
  name: v.optional(v.nullable(localizedText), null),
  logo: v.optional(v.nullable(logo), null),
  colours: v.optional(v.nullable(closed({ accent: colour, accentDark: colour })), null),
});

/** Written as a browser would, so that the source in the content security policy is the address that it asks for. */
function isImageAddress(value: string): boolean {
  return HTTPS_IMAGE.test(value) && URL.canParse(value) && new URL(value).href === value;
}
