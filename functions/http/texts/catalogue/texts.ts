/** What the catalogue says, in every language. */
import type { InEveryLanguage } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { pt } from "./pt.ts";
import type { CatalogueTexts } from "./shape.ts";
import { tr } from "./tr.ts";

export const CATALOGUE_TEXTS: InEveryLanguage<CatalogueTexts> = { en, es, pt, de, tr };
