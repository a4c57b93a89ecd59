/**
 * Arbitrary XML as text: small pools of names, so that prefixes are declared again and hide each other, and every
 * spelling of every character that canonicalisation treats in its own way.
 */
import fc from "fast-check";

export interface Pools {
  /** Prefixes of elements, attributes and declarations; the empty string is none. */
  readonly prefixes: readonly string[];
  readonly names: readonly string[];
  /** As they stand between quotes. */
  readonly namespaces: readonly string[];
}

interface Tree {
  readonly prefix: string;
  readonly name: string;
  readonly declarations: readonly { readonly prefix: string; readonly namespace: string }[];
  readonly attributes: readonly { readonly prefix: string; readonly name: string; readonly value: string }[];
  readonly children: readonly (Tree | string)[];
}

/** U+0085 and U+2028 are left out: xmldom reads them as line ends (see xml-text.test.ts). */
const CHARACTERS = [
  ..."t 0 é 😀 \" ' > &amp; &lt; &gt; &quot; &apos; &#xD; &#xA; &#x9; &#38; &#x3C;".split(" "),
  ...[" ", "\n", "\t", "\r", "\r\n"],
];

const texts = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 3 }).map((pieces) => pieces.join(""));
const values = texts.map((text) => text.replaceAll('"', ""));

/** Well-formed by XML and by Namespaces in XML. */
export function documents({ prefixes, names, namespaces }: Pools): fc.Arbitrary<string> {
  const prefix = fc.constantFrom(...prefixes);
  const name = fc.constantFrom(...names);
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.record({
      ...{ prefix, name },
      declarations: fc.uniqueArray(fc.record({ prefix, namespace: fc.constantFrom("", ...namespaces) }), {
        maxLength: 3,
        selector: (declaration) => declaration.prefix,
      }),
      attributes: fc.array(fc.record({ prefix, name, value: values }), { maxLength: 3 }),
      children: fc.array(fc.oneof({ depthSize: "small" }, texts, tie("tree")), { maxLength: 3 }),
    }),
  }));
  return tree.map((root) => write(root, new Map()));
}

/** `scope`: what each prefix means around the element. A prefix that means nothing yet is declared where it is used. */
function write(tree: Tree, scope: ReadonlyMap<string, string>): string {
  const declared = tree.declarations.filter(({ prefix, namespace }) => prefix === "" || namespace !== "");
  const inner = new Map([...scope, ...declared.map(({ prefix, namespace }) => [prefix, namespace] as const)]);
  const declarations = new Map(declared.map(({ prefix, namespace }) => [prefix, namespace]));
  for (const { prefix } of [tree, ...tree.attributes]) {
    if (prefix === "" || inner.has(prefix)) continue;
    inner.set(prefix, "urn:otherwise");
    declarations.set(prefix, "urn:otherwise");
  }
  // No attribute twice, by its expanded name.
  const attributes = new Map(
    tree.attributes.map(({ prefix, name, value }) => {
      const namespace = prefix === "" ? "" : inner.get(prefix);
      return [`${namespace} ${name}`, ` ${qualified(prefix, name)}="${value}"`];
    }),
  );
  const written = [...declarations].map(
    ([prefix, namespace]) => ` ${prefix === "" ? "xmlns" : `xmlns:${prefix}`}="${namespace}"`,
  );
  const tag = qualified(tree.prefix, tree.name);
  const children = tree.children.map((child) => (typeof child === "string" ? child : write(child, inner)));
  return `<${tag}${[...written, ...attributes.values()].join("")}>${children.join("")}</${tag}>`;
}

function qualified(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}:${name}`;
}
