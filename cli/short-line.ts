/** A name or a reason that is shown to others later: one line, and nothing in it that plays tricks on their terminals. */

const MAX_TEXT_LENGTH = 200;

export function isShortLine(value: string | boolean | undefined): value is string {
  return (
    typeof value === "string" &&
    value.trim() !== "" &&
    value.length <= MAX_TEXT_LENGTH &&
    !/[\p{Cc}\p{Cf}]/u.test(value)
  );
}
