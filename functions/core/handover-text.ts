/**
 * Which values may stand in an argument, an environment variable or an address. What may not is refused and never
 * escaped: every program and every shell around it has another idea of escaping.
 */

/** Of one slot's value, why it may not stand there; fit for evidence, since nothing of the value is in it. */
export type ValueFault = "too_long" | "character" | "begins_option" | "leaves_path";

/** A deep link has at most 1024 (policy-schema-applications.ts). */
const MAX_LENGTH = 1_024;

/**
 * Beyond ASCII only letters and digits, and those as NFKC has them: Windows maps a full-width quotation mark or a
 * modifier letter to the ASCII one when a program asks for its command line in a code page.
 */
const TEXT = /^[[\x20-\x7e\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]--["%'`\p{Default_Ignorable_Code_Point}]]*$/v;
const VISIBLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/v;
/** Options of POSIX and of Windows, and files of further arguments. */
const OPTION = /^[\-\/\\@+\s]/v;

/** In an argument or an environment variable. */
export function textFault(value: string): ValueFault | undefined {
  if (value.length > MAX_LENGTH) return "too_long";
  return TEXT.test(value) && value === value.normalize("NFKC") ? undefined : "character";
}

/** Where an argument begins with it. */
export function beginningFault(value: string): ValueFault | undefined {
  return OPTION.test(value) ? "begins_option" : undefined;
}

/** In a query. */
export function queryFault(value: string): ValueFault | undefined {
  if (value.length > MAX_LENGTH) return "too_long";
  return VISIBLE.test(value) ? undefined : "character";
}

/** In a path, also for a server that decodes before it looks for `..`. */
export function pathFault(value: string): ValueFault | undefined {
  const leaves = value.split(/[\/\\]/v).some((part) => part === "." || part === "..");
  return queryFault(value) ?? (leaves ? "leaves_path" : undefined);
}

/** Everything but RFC 3986's unreserved characters; of a value that `queryFault` found nothing in. */
export function percentEncoded(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'\(\)*]/gv,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
