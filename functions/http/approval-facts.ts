/** What the pages of just-in-time approval share: facts as a list of terms, how long something lasts, one style sheet. */
import { pageStyle } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { momentFromNow } from "./texts/fill.ts";

/** Also for forms: fields as wide as the card, labels that stand out, faults that are no colour alone. */
export const APPROVAL_STYLE = pageStyle(`
.facts{margin:1.25rem 0;display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.45rem 1.25rem}
.facts dt{color:var(--soft)}
.facts dd{margin:0;font-weight:500}
.facts .quote{font-weight:400;padding-left:.75rem;border-left:3px solid var(--line)}
@media (max-width:30rem){.facts{grid-template-columns:1fr;gap:.1rem}.facts dd{margin-bottom:.6rem}}
.field{margin:1.25rem 0}
.field label{display:block;font-weight:600;margin-bottom:.3rem}
.field textarea,.field input{display:block;box-sizing:border-box;width:100%;padding:.6rem .75rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--card);color:var(--ink);font:inherit}
.field textarea{min-height:6.5rem;resize:vertical}
.field textarea:focus-visible,.field input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.field [aria-invalid=true]{border-width:2px;border-color:var(--ink)}
.field p{margin:.35rem 0 0;font-size:.925rem}
.field .fault{color:var(--ink);font-weight:600}
.field .fault::before{content:"\\26A0\\FE0E\\00A0"}
h2{margin:1.75rem 0 .5rem;font-size:1.15rem}
h2:first-of-type{margin-top:.5rem}
.apps .quote{display:block;margin-top:.25rem}
`);

/** A value of undefined is a fact that is not there. */
export type Fact = readonly [term: string, value: string | undefined, isQuote?: boolean];

export function factsMarkup(facts: readonly Fact[]): Markup {
  const rows = facts.flatMap(([term, value, isQuote = false]) =>
    value === undefined
      ? []
      : [markup`<dt>${term}</dt><dd${isQuote ? markup` class="quote"` : undefined} dir="auto">${value}</dd>`],
  );
  return markup`<dl class="facts">${rows}</dl>`;
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** `45 minutes`, `8 hours`, `3 days`: in the largest unit that says it nearly enough. */
export function duration(seconds: number, language: string): string {
  const [unit, length] =
    seconds < 2 * HOUR_SECONDS
      ? (["minute", MINUTE_SECONDS] as const)
      : seconds < 2 * DAY_SECONDS
        ? (["hour", HOUR_SECONDS] as const)
        : (["day", DAY_SECONDS] as const);
  const format = new Intl.NumberFormat(language, {
    ...{ style: "unit", unit, unitDisplay: "long" },
    maximumFractionDigits: 1,
  });
  return format.format(seconds / length);
}

/** As momentFromNow, and `now` for what is less than a minute away. */
export function momentOrNow(seconds: number, language: string): string {
  if (Math.abs(seconds) >= MINUTE_SECONDS) return momentFromNow(seconds, language);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
}

/** Who asks: something their approvers know them by, and by whose word. */
export interface AskingPerson {
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  readonly subject: string;
  /** The provider's name, in the reader's language. */
  readonly provider: string;
}

export function personName({ displayName, email, subject }: AskingPerson): string {
  return displayName ?? email ?? subject;
}
