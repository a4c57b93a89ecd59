/** What the pages of just-in-time approval say, the same in every language. `{name}` stands for a value that is put in. */
import type { PluralText } from "../shape.ts";

/** In every list and table of facts. */
interface FactTexts {
  readonly person: string;
  readonly email: string;
  readonly account: string;
  readonly application: string;
  readonly opensAt: string;
  readonly reason: string;
  readonly asked: string;
  readonly closes: string;
  readonly opensFor: string;
  readonly answered: string;
  readonly comment: string;
}

/** The person says why. */
interface AskTexts {
  readonly title: string;
  readonly what: string;
  readonly lasts: string;
  readonly reason: string;
  readonly hint: PluralText;
  readonly whoReads: string;
  readonly send: string;
  readonly tooShort: PluralText;
  readonly tooLong: PluralText;
  readonly own: string;
}

/** The person waits, or is told what became of it. */
interface RequestTexts {
  readonly waitingTitle: string;
  readonly waiting: string;
  readonly passOn: string;
  readonly link: string;
  readonly copy: string;
  readonly copied: string;
  readonly mail: string;
  readonly mailSubject: string;
  readonly mailBody: string;
  readonly checkNow: string;
  readonly trouble: string;
  readonly refusedTitle: string;
  readonly refused: string;
  readonly expiredTitle: string;
  readonly expired: string;
  readonly overTitle: string;
  readonly over: string;
  readonly askAgain: string;
}

/** An approver decides, or sees what was decided. */
interface DecideTexts {
  readonly title: string;
  readonly what: string;
  /** The deep link that is shown bounds nothing. */
  readonly wholeApplication: string;
  readonly comment: string;
  readonly commentHint: string;
  readonly approve: string;
  readonly refuse: string;
  readonly own: string;
  readonly approved: string;
  readonly refused: string;
  readonly expired: string;
  readonly toList: string;
}

interface ListTexts {
  readonly title: string;
  readonly toDecide: string;
  readonly nothingToDecide: string;
  readonly own: string;
  readonly noOwn: string;
  readonly asks: string;
  readonly partly: string;
}

export interface ApprovalTexts {
  readonly facts: FactTexts;
  readonly ask: AskTexts;
  readonly request: RequestTexts;
  readonly decide: DecideTexts;
  readonly list: ListTexts;
}
