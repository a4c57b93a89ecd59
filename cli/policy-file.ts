/**
 * A policy file: YAML text → the policy, or every fault with its line and column.
 * No custom tags, no merge keys, no key twice, aliases within bounds. Messages quote keys, never values: a fault
 * may stand right where somebody pasted a secret.
 */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { Policy } from "../functions/core/policy.ts";
import { lintPolicy } from "../functions/core/policy-lint.ts";
import type { PolicyIssue } from "../functions/core/policy-schema.ts";
import { err, ok, type Result } from "../functions/core/result.ts";

export interface PolicyFault {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `applications.treasury.fleets[1]`; empty where the fault is in the YAML itself. */
  readonly path: string;
  readonly message: string;
  /** Stable, in snake_case: a rule of the linter (docs/policy-rules.md), or what else was looked at. */
  readonly rule: string;
}

interface Source {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** An alias may be used for shared lists, not to blow a small file up into a large policy. */
const MAX_ALIASES = 100;

/** What a text says, as far as it is YAML at all. */
interface YamlReading {
  /** Undefined where the text cannot be read; then there are faults. */
  readonly content: unknown;
  /** Of the YAML itself, in the order of the file. */
  readonly faults: readonly PolicyFault[];
}

/** All faults in the order of the file. */
export function loadPolicyText(text: string, fileName: string): Result<Policy, readonly PolicyFault[]> {
  return lintPolicyText(text, fileName).policy;
}

/** The policy or its faults, and what it is warned of either way, each in the order of the file. */
export function lintPolicyText(
  text: string,
  fileName: string,
): { readonly policy: Result<Policy, readonly PolicyFault[]>; readonly warnings: readonly PolicyFault[] } {
  const { content, faults: syntax } = readYaml(text, fileName, "policy");
  if (content === undefined) return { policy: err(syntax), warnings: [] };
  const { policy, errors, warnings } = lintPolicy(content);
  const faults = [...syntax, ...locateIssues(text, errors)].toSorted(byPosition);
  return {
    policy: policy === undefined || faults.length > 0 ? err(faults) : ok(policy),
    warnings: locateIssues(text, warnings),
  };
}

/** `holds` is what messages call the content, for example `policy`. */
export function readYaml(text: string, fileName: string, holds: string): YamlReading {
  const source = parse(text);
  const { document, lines } = source;
  const syntax = [...document.errors, ...document.warnings];
  const faults = syntax.map((error) => faultAt(lines, error.pos[0], "", syntaxMessage(error, holds)));
  // A key given twice leaves the rest readable; anything else makes what follows a guess.
  if (syntax.some(({ code }) => code !== "DUPLICATE_KEY")) return unreadable(faults);
  const content = toPlain(source);
  if (!content.ok) return unreadable([...faults, ...content.error]);
  if (content.value === null) return unreadable([faultAt(lines, 0, "", `${fileName} holds no ${holds}`)]);
  return { content: content.value, faults: faults.toSorted(byPosition) };
}

function unreadable(faults: readonly PolicyFault[]): YamlReading {
  return { content: undefined, faults: faults.toSorted(byPosition) };
}

/** Where in the text the issues are, in the order of the file. */
export function locateIssues(text: string, issues: readonly PolicyIssue[]): readonly PolicyFault[] {
  if (issues.length === 0) return [];
  return locate(parse(text), issues).toSorted(byPosition);
}

/** `FILE:LINE:COLUMN  path  message`, which editors and terminals turn into a link. */
export function formatFault(
  fileName: string,
  { line, column, path, message }: Omit<PolicyFault, "rule">,
): string {
  return [`${fileName}:${line}:${column}`, path, message].filter((part) => part !== "").join("  ");
}

function parse(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    // Pretty errors quote the line they are about.
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    merge: false,
    schema: "core",
    // Else !!binary and its like would still work.
    resolveKnownTags: false,
    // Warnings are faults here, and not for yaml to print.
    logLevel: "error",
  });
  return { document, lines };
}

function toPlain({ document, lines }: Source): Result<unknown, readonly PolicyFault[]> {
  try {
    return ok(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch {
    // yaml throws for aliases only, and its message quotes them.
    const unresolved: PolicyFault[] = [];
    visit(document, {
      Alias(_, alias) {
        if (alias.resolve(document) !== undefined) return;
        unresolved.push(faultAt(lines, startOf(alias), "", "YAML: this alias has no anchor above it"));
      },
    });
    const message = `uses aliases too often; at most ${MAX_ALIASES} times over`;
    return err(unresolved.length > 0 ? unresolved : [faultAt(lines, 0, "", message)]);
  }
}

function syntaxMessage({ code, message }: YAMLError, holds: string): string {
  if (code === "DUPLICATE_KEY") return "this key stands twice in the same map";
  if (code === "MULTIPLE_DOCS") return `YAML: a ${holds} is one document; take this \`---\` out`;
  // yaml appends the offending text after a colon.
  return `YAML: ${message.split(": ")[0]}`;
}

function locate({ document, lines }: Source, issues: readonly PolicyIssue[]): readonly PolicyFault[] {
  return issues.map(({ path, message, rule = "shape" }) => ({
    ...faultAt(lines, offsetOf(document, path), pathText(path), message),
    rule,
  }));
}

/** Of the key, or of the list's item; where the path leads nowhere (a missing key), of the nearest parent. */
function offsetOf(document: Document.Parsed, path: PolicyIssue["path"]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of path) {
    const container = isAlias(node) ? node.resolve(document) : node;
    if (isMap(container)) {
      const pair = container.items.findLast(({ key }) => isScalar(key) && key.value === segment);
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else {
      node = isSeq(container) ? container.items[Number(segment)] : undefined;
      offset = startOf(node) ?? offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function faultAt(lines: LineCounter, offset: number | undefined, path: string, message: string): PolicyFault {
  const { line, col } = lines.linePos(offset ?? 0);
  return { line, column: col, path, message, rule: "yaml" };
}

function pathText(path: PolicyIssue["path"]): string {
  return path
    .map((segment) => (typeof segment === "number" ? `[${segment}]` : `.${segment}`))
    .join("")
    .replace(/^\./, "");
}

/** The order of the file. */
export function byPosition(a: PolicyFault, b: PolicyFault): number {
  return a.line - b.line || a.column - b.column;
}
