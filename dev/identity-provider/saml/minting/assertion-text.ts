/**
 * PURE: an Assertion as text, cut out of a message and made to stand on its own.
 * On text and not on a tree, because a parser would repair what a hostile test has broken on purpose.
 */

const ASSERTION = /<((?:[\w.-]+:)?)Assertion[\s>/][\s\S]*<\/\1Assertion\s*>/;
const START_TAG = /<[\w.:-]+(?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/;
const DECLARATION = /\s(xmlns(?::[\w.-]+)?)\s*=\s*("[^"]*"|'[^']*')/g;

/** From the first start of an Assertion to the last end of one of the same prefix. */
export function cutAssertion(xml: string): {
  readonly before: string;
  readonly assertion: string;
  readonly after: string;
} {
  const [assertion, start] = [ASSERTION.exec(xml)?.[0], ASSERTION.exec(xml)?.index];
  if (assertion === undefined || start === undefined) throw new TypeError("no Assertion in this message");
  return { before: xml.slice(0, start), assertion, after: xml.slice(start + assertion.length) };
}

/** The declarations of the first element, each with its value in quotes. */
export function namespacesOfRoot(xml: string): ReadonlyMap<string, string> {
  return declarationsOf(START_TAG.exec(xml)?.[0] ?? "");
}

/** Adds those that the element does not declare for itself. */
export function declareNamespaces(elementXml: string, namespaces: ReadonlyMap<string, string>): string {
  const startTag = START_TAG.exec(elementXml)?.[0] ?? "";
  const own = declarationsOf(startTag);
  const missing = [...namespaces].filter(([name]) => !own.has(name));
  const added = missing.map(([name, value]) => ` ${name}=${value}`).join("");
  return elementXml.replace(/^<[\w.:-]+/, (name) => `${name}${added}`);
}

function declarationsOf(startTag: string): ReadonlyMap<string, string> {
  return new Map([...startTag.matchAll(DECLARATION)].map(([, name = "", value = ""]) => [name, value]));
}
