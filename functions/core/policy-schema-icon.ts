/**
 * An application's picture in the catalogue: an https address, or a small picture in the policy itself. Only kinds that
 * browsers draw in `<img>` without running anything.
 */
import * as v from "valibot";
import { httpsUrl } from "./policy-schema-formats.ts";

const PICTURE = /^data:image\/(?:png|svg\+xml|webp);base64,[A-Za-z0-9+\/]+={0,2}$/v;
/** 16 KiB in base64: every reader of the catalogue loads all of it. */
const MAX_PICTURE_LENGTH = 21_848 + "data:image/svg+xml;base64,".length;

export const icon = v.pipe(
  v.string(),
  v.check(
    (value) =>
      isPicture(value) ? value.length <= MAX_PICTURE_LENGTH && PICTURE.test(value) : v.is(httpsUrl, value),
    ({ input }) =>
      isPicture(input)
        ? "must be a PNG, WebP or SVG of at most 16 KB, as `data:image/png;base64,…`, `webp` or `svg+xml`"
        : "must be an https URL without user name or password",
  ),
);

function isPicture(value: string): boolean {
  return value.startsWith("data:");
}
