/**
 * What may stand in an argument or a variable of a program. Pure.
 * Besides printable ASCII without quotes and percent signs, letters and digits only: Windows converts punctuation
 * beyond ASCII (U+FF02, U+02BA, U+00AD …) into quotes and hyphens for programs that ask for their command line in a code page.
 */

const PLAIN = /^[\x20-\x21\x23\x24\x26\x28-\x5f\x61-\x7e\p{Ll}\p{Lu}\p{Lt}\p{Lo}\p{Nd}]*$/u;
/** Fillers of Hangul count as letters and show as nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const MAX_LENGTH = 2_048;

export function isPlainText(text: string): boolean {
  return (
    text.length <= MAX_LENGTH && PLAIN.test(text) && !INVISIBLE.test(text) && text === text.normalize("NFKC")
  );
}

/** Whether a program could take it for an option, a switch of Windows, a file of arguments, or a file of another computer. */
export function looksLikeAnOption(text: string): boolean {
  return /^[-/@+\s\\]/.test(text);
}
