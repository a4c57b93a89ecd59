/**
 * The shapes that a policy's sections are made of: closed maps, maps by id, lists, texts by language.
 * Invariant: an unknown key is an error everywhere, and every unknown key is reported, not only the first.
 */
import * as v from "valibot";
import { suggestion } from "./closest.ts";
import type { LocalizedText } from "./localized-text.ts";

/** Ids are ours alone: lower case, so that two never differ by case in a URL, and never a name JavaScript knows. */
export const ID = /^[a-z][a-z0-9\-]{0,62}$/v;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/v;

const map = v.custom<unknown>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  "must be a map of keys and values",
);

/** An option of a variant; elsewhere use `closed`, which also refuses a list. */
export function fields<const E extends v.ObjectEntries>(entries: E) {
  const known = Object.keys(entries);
  return v.pipe(
    v.looseObject(entries),
    v.rawCheck(({ dataset, addIssue }) => {
      const value: object = Object(dataset.value);
      for (const key of Object.keys(value).filter((key) => !known.includes(key))) {
        addIssue({ message: `unknown key \`${key}\`${suggestion(key, known)}`, path: [at(value, key)] });
      }
    }),
  );
}

export function closed<const E extends v.ObjectEntries>(entries: E) {
  return v.pipe(map, fields(entries));
}

/** One of several closed maps, told apart by the value of `key`. */
export function oneOf<const K extends string, const O extends v.VariantOptions<K>>(key: K, options: O) {
  return v.pipe(map, v.variant(key, options));
}

export function byId<const S extends v.GenericSchema>(value: S) {
  const id = v.pipe(
    v.string(),
    v.regex(
      ID,
      "the id must be lower-case letters, digits and hyphens, start with a letter, and have at most 63",
    ),
  );
  return byName(id, value);
}

/** For names that are not ours to choose. */
export function byName<const K extends v.GenericSchema<string, string>, const S extends v.GenericSchema>(
  name: K,
  value: S,
) {
  return v.pipe(map, v.record(name, value));
}

/** A list without repeats, of strings or numbers only where repeats can be told. */
export function list<const S extends v.GenericSchema>(item: S) {
  return v.pipe(
    v.array(item),
    v.rawCheck(({ dataset, addIssue }) => {
      const values: readonly unknown[] = Array.isArray(dataset.value) ? dataset.value : [];
      const seen = new Set<unknown>();
      for (const [index, value] of values.entries()) {
        if (typeof value === "string" && seen.has(value)) {
          addIssue({ message: "must not be listed twice", path: [itemAt(values, index)] });
        }
        seen.add(value);
      }
    }),
  );
}

/** For lists where empty would mean "nothing" and the author more likely meant to leave it out. */
export function someOf<const S extends v.GenericSchema>(item: S) {
  return v.pipe(list(item), v.nonEmpty("must name at least one"));
}

export const text = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== "", "must not be empty"),
  v.regex(/^\P{Cc}*$/v, "must not contain line breaks or control characters"),
);

const textsByLanguage = v.pipe(
  map,
  v.objectWithRest({ en: text }, text),
  v.rawCheck(({ dataset, addIssue }) => {
    const value: object = Object(dataset.value);
    for (const key of Object.keys(value).filter((key) => !LANGUAGE.test(key))) {
      addIssue({ message: "must be a language tag such as `de` or `pt-BR`", path: [at(value, key)] });
    }
  }),
);

/** A plain text is the English one. */
export const localizedText: v.GenericSchema<unknown, LocalizedText> = v.pipe(
  v.union([text, textsByLanguage], "must be a text, or a map of texts by language that has `en`"),
  v.transform((value): LocalizedText => (typeof value === "string" ? { en: value } : value)),
);

export function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(v.number(), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
}

function at(input: object, key: string): v.IssuePathItem {
  return { type: "object", origin: "key", input: { ...input }, key, value: undefined };
}

function itemAt(input: readonly unknown[], key: number): v.IssuePathItem {
  return { type: "array", origin: "value", input: [...input], key, value: undefined };
}
