/**
 * Search in the catalogue without JavaScript: every word of the question must be in the text somewhere, whatever its case
 * and accents. The page's script (catalogue-script.ts) folds text the same way.
 */

const MAX_QUERY_LENGTH = 100;

/** As it goes into the search box again. */
export function readQuery(query: URLSearchParams): string {
  return (query.get("q") ?? "").trim().slice(0, MAX_QUERY_LENGTH);
}

/** Whether a text answers the question; every text does where nothing is asked. */
export function matcher(question: string): (text: string) => boolean {
  const words = fold(question)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return () => true;
  return (text) => {
    const folded = fold(text);
    return words.every((word) => folded.includes(word));
  };
}

/** Without accents and case; `ß` as `ss`, and the Turkish dotless `ı` as `i`. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("ı", "i");
}
