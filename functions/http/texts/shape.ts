/**
 * Which texts there are, the same in every language: a page without a text in one of them is a compile error.
 * `{name}` stands for a value that is put in; whatever is counted has a form for each plural of its language.
 */
import type { PageKey } from "../../core/refusal.ts";
import type { WaitReason } from "../../core/waiting.ts";

interface PageText {
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

/** By plural category of the language (CLDR); a category that is not there reads like `other`. */
export interface PluralText {
  readonly one: string;
  readonly other: string;
}

interface WaitingTexts {
  readonly title: Readonly<Record<WaitReason, string>>;
  readonly what: Readonly<Record<WaitReason, string>>;
  readonly next: string;
  readonly ahead: PluralText;
  readonly waited: string;
  readonly classWindow: PluralText;
  readonly goesOn: string;
  readonly offer: string;
  readonly offerButton: string;
  readonly checkNow: string;
  readonly stop: string;
  readonly checked: string;
  readonly ready: string;
  readonly trouble: string;
}

interface ChoiceTexts {
  readonly title: string;
  readonly what: string;
  readonly onScreen: string;
  readonly ends: string;
  readonly warning: string;
  readonly goBack: string;
  readonly end: string;
  readonly another: string;
  readonly ended: string;
}

export interface Texts {
  readonly pages: Readonly<Record<PageKey, PageText>>;
  readonly reference: string;
  readonly tryAgain: string;
  readonly signIn: string;
  readonly signInWith: string;
  readonly signInAgain: string;
  readonly signOut: string;
  readonly toApplications: string;
  readonly help: string;
  readonly opens: string;
  readonly days: Readonly<Record<string, string>>;
  readonly applications: string;
  readonly applicationsIntro: string;
  readonly noApplications: string;
  readonly signedInAs: string;
  readonly welcome: string;
  readonly welcomeIntro: string;
  readonly chooseProvider: string;
  readonly chooseProviderIntro: string;
  readonly openInClient: string;
  readonly openInClientIntro: string;
  readonly openInClientButton: string;
  readonly openInBrowser: string;
  readonly continueTitle: string;
  readonly continueIntro: string;
  readonly continueOpens: string;
  readonly continueReplaces: string;
  readonly continueYes: string;
  readonly continueNo: string;
  readonly onwardTitle: string;
  readonly onwardIntro: string;
  readonly onwardButton: string;
  readonly waiting: WaitingTexts;
  readonly choice: ChoiceTexts;
}
