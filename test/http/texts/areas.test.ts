/**
 * Every text of every page, wherever in functions/http/texts it stands: an object by language, or a folder with a file for
 * each. A new area is found by itself.
 */
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "../../../functions/http/texts/languages.ts";

const FOLDER = fileURLToPath(new URL("../../../functions/http/texts/", import.meta.url));
/** Words that are the same in two languages, and right in both. */
const SHARED: readonly string[] = ["E-mail", "Person", "Portal", "Subject"];

type Area = Readonly<Record<Language, object>>;
type Module = Readonly<Record<string, unknown>>;

const isArea = (value: unknown): value is Area =>
  typeof value === "object" &&
  value !== null &&
  LANGUAGES.every((language) => typeof (value as Module)[language] === "object");

const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const load = async (file: string): Promise<Module> => (await import(`${FOLDER}${file}`)) as Module;

async function areas(): Promise<readonly (readonly [name: string, area: Area])[]> {
  const objects = files.map(async (file) =>
    Object.entries(await load(file)).flatMap(([name, value]) =>
      isArea(value) ? [[`${file} ${name}`, value] as const] : [],
    ),
  );
  const folders = [
    ...new Set(files.filter((file) => /(?:^|\/)en\.ts$/.test(file)).map((file) => dirname(file))),
  ];
  const byFile = folders.map(async (folder) => {
    const texts = LANGUAGES.map(async (language) => {
      const [only] = Object.values(await load(`${folder}/${language}.ts`));
      return [language, only] as const;
    });
    return [[folder, Object.fromEntries(await Promise.all(texts)) as unknown as Area] as const];
  });
  return (await Promise.all([...objects, ...byFile])).flat();
}

/** Every text by its place, for example `pages.not_found.title`. */
function flatten(value: object, place = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
    const path = place === "" ? key : `${place}.${key}`;
    if (typeof entry === "string") return [[path, entry] as [string, string]];
    return typeof entry === "object" && entry !== null ? flatten(entry, path) : [];
  });
}

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();

/** Something to translate: values alone, with a stop between them, are not. */
const isSentence = (text: string): boolean =>
  /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, "")) && !SHARED.includes(text);

const AREAS = await areas();

it("finds the areas", () => {
  expect(AREAS.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      ".",
      "ended.ts ENDED_TEXTS",
      "footer.ts FOOTER_TEXTS",
      "navigation.ts NAVIGATION_TEXTS",
    ]),
  );
});

describe.each(AREAS)("the texts of %s", (_name, area) => {
  const english = flatten(area.en);

  it.each(LANGUAGES)(
    "are whole in %s: the same texts, none empty, none markup, with the same values in each",
    (language) => {
      const texts = new Map(flatten(area[language]));
      expect([...texts.keys()].sort()).toEqual(english.map(([place]) => place).sort());
      for (const [place, text] of english) {
        // That something is in English only is not said in English.
        if (text === "") continue;
        const translated = texts.get(place) ?? "";
        expect(translated, place).toMatch(/^[^<>&\s][^<>&]*(?<! )$/);
        expect(placeholders(translated), place).toEqual(placeholders(text));
      }
    },
  );

  it.each(LANGUAGES.filter((language) => language !== "en"))("are translated into %s", (language) => {
    const texts = new Map(flatten(area[language]));
    const same = english.filter(([place, text]) => texts.get(place) === text && isSentence(text));
    expect(same).toEqual([]);
  });
});
