/**
 * How much XML there may be, counted on the text in one pass: parsers and canonicalisers take quadratic time and
 * worse over elements, depth and namespaces, so what is too much never reaches them.
 */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";

export interface XmlLimits {
  readonly elements: number;
  readonly depth: number;
  readonly attributes: number;
  /** Distinct namespace prefixes. */
  readonly prefixes: number;
  /** Distinct names of elements: xmldom 0.8 reads the whole text once for each. Default: no limit. */
  readonly names?: number;
  /** Character and entity references, each of which costs parsers more than a character. Default: no limit. */
  readonly references?: number;
  /** Attributes of one element, namespace declarations among them. Default 32. */
  readonly attributesOfOne?: number;
}

/** What a stranger may send. */
export const MESSAGE_LIMITS: XmlLimits = {
  // node-saml's time grows with the square of it; a group is one element (docs/decisions/0014).
  elements: 600,
  depth: 40,
  attributes: 1_800,
  prefixes: 32,
  names: 64,
  references: 4_000,
};
/** What was signed has been within them, and is written anew with declarations on every element. */
export const SIGNED_LIMITS: XmlLimits = {
  elements: 600,
  depth: 40,
  attributes: 24_000,
  prefixes: 32,
  attributesOfOne: 64,
};
const ATTRIBUTES_OF_ONE = 32;
const MAX_NAME_LENGTH = 256;

/** Undefined if the text is within the limits; whether it is well-formed is for the parser, but for ends too many. */
export function excessOf(xml: string, limits: XmlLimits = MESSAGE_LIMITS): Refusal | undefined {
  const measured = measure(xml, limits);
  return measured.ok ? undefined : measured.error;
}

/** → how many attributes the text writes, which a parser that keeps one of two of a name does not tell. */
export function measure(xml: string, limits: XmlLimits): Result<number, Refusal> {
  let elements = 0;
  let depth = 0;
  let attributes = 0;
  const names = new Set<string>();
  const { attributesOfOne = ATTRIBUTES_OF_ONE } = limits;
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at)) {
    const tag = readTag(xml, at);
    at = tag.end;
    if (tag.isEnd) {
      depth -= 1;
      // An end too many would make room for as many levels more, and xmldom does not mind it.
      if (depth < 0) return err(refusal("saml_xml_malformed"));
      continue;
    }
    if (tag.hasStraySlash) return err(refusal("saml_xml_malformed"));
    elements += 1;
    attributes += tag.attributes;
    if (elements > limits.elements) return tooMuch("elements");
    if (attributes > limits.attributes || tag.attributes > attributesOfOne) return tooMuch("attributes");
    if (limits.names !== undefined) {
      names.add(tag.name);
      if (names.size > limits.names) return tooMuch("names");
    }
    if (depth + 1 > limits.depth) return tooMuch("depth");
    if (!tag.isEmpty) depth += 1;
  }
  return hasMorePrefixes(xml, limits.prefixes) ? tooMuch("prefixes") : ok(attributes);
}

function tooMuch(limit: keyof XmlLimits): Result<never, Refusal> {
  return err(refusal("saml_xml_limits", { limit }));
}

interface Tag {
  readonly name: string;
  readonly end: number;
  readonly isEnd: boolean;
  readonly isEmpty: boolean;
  /** As in `<a/ >`, which xmldom takes for an empty element. */
  readonly hasStraySlash: boolean;
  readonly attributes: number;
}

/** From `<` past the `>` that ends the tag; a `>` inside quotes does not. */
function readTag(xml: string, start: number): Tag {
  let quote = "";
  let attributes = 0;
  let slashes = 0;
  let at = start + 1;
  for (; at < xml.length; at += 1) {
    const character = xml.charAt(at);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") {
      quote = character;
      attributes += 1;
    } else if (character === ">") break;
    else if (character === "/") slashes += 1;
  }
  const isEmpty = xml.charAt(at - 1) === "/";
  const beginning = xml.slice(start + 1, Math.min(at, start + 1 + MAX_NAME_LENGTH));
  const nameEnd = beginning.search(/[\s/]/);
  return {
    name: nameEnd < 0 ? beginning : beginning.slice(0, nameEnd),
    end: at + 1,
    isEnd: xml.charAt(start + 1) === "/",
    isEmpty,
    hasStraySlash: slashes > (isEmpty ? 1 : 0),
    attributes,
  };
}

function hasMorePrefixes(xml: string, limit: number): boolean {
  const prefixes = new Set<string>();
  for (const [, prefix = ""] of xml.matchAll(/xmlns:([^\s=]*)/g)) {
    prefixes.add(prefix);
    if (prefixes.size > limit) return true;
  }
  return false;
}
