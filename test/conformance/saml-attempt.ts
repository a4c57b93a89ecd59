/**
 * One SAML sign-in with a hostile answer: begin → the request's id out of the AuthnRequest → a response minted for
 * it → complete. A row of the tables beside this file says what is altered and with which reason it is refused.
 */
import { toFormField } from "../../dev/identity-provider/saml/minting/form-field.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { Principal } from "../../functions/core/principal.ts";
import type { RefusalReason } from "../../functions/core/refusal.ts";
import type { PostedResponse, SamlSignIn } from "../../functions/sign-in/saml-sign-in.ts";
import { ASSERTION_ID, aResponse, type Mint, minted, NAME_ID, RESPONSE_ID, VICTIM } from "./saml-minting.ts";
import {
  type Beginning,
  CORPORATE,
  openSamlTab,
  type SamlTab,
  type StageOptions,
  samlStage,
} from "./saml-stage.ts";

/** A deviation from a correct sign-in. */
export interface SamlRow extends StageOptions {
  readonly name: string;
  /** Specification and section, or the weakness by its number. */
  readonly clause: string;
  readonly reason: RefusalReason;
  /** How it began here; null: it did not. */
  readonly begun?: Beginning | null;
  /** What the provider answers, in XML; default a correct response with a signed assertion. */
  readonly response?: Mint;
  /** How that becomes a form field; default its base64. */
  readonly field?: (xml: string) => string;
  /** What becomes of the post on its way. */
  readonly post?: (attempt: SamlAttempt) => void | Promise<void>;
}

/** Rows that differ in the response alone; one may cite a clause of its own. */
export function samlRows(
  clause: string,
  reason: RefusalReason,
  responses: Readonly<Record<string, Mint | readonly [clause: string, response: Mint]>>,
): readonly SamlRow[] {
  return Object.entries(responses).map(([name, given]) => {
    const [own, response] = typeof given === "function" ? [clause, given] : given;
    return { name, clause: own, reason, response };
  });
}

/** A sign-in that is right, in a way that is not the usual one. */
export interface SamlControlRow extends Omit<SamlRow, "reason"> {
  /** Default `signed in`. */
  readonly outcome?: "proposed";
  /** What it is to be beyond the usual. */
  readonly principal?: Partial<Principal>;
}

export interface SamlAttempt {
  /** Undefined where nothing began here. */
  readonly tab: SamlTab | undefined;
  /** What reaches the broker; a row changes it. */
  readonly posted: { -readonly [Member in keyof PostedResponse]: PostedResponse[Member] };
  /** Brings the post as it is now to the broker, before the attempt does. */
  complete(): Promise<SamlOutcome>;
  /** A second sign-in in the same browser. */
  openTab(): Promise<SamlTab>;
  /** The form field that answers this tab. */
  answerTo(tab: SamlTab | undefined, mint?: Mint): Promise<string>;
}

type SamlOutcome = "signed in" | "proposed" | RefusalReason;

export interface SamlReport {
  readonly outcome: SamlOutcome;
  readonly principal: Principal | undefined;
  /** What the last step of the attempt wrote. */
  readonly events: readonly AuditEvent[];
  /** What an event of a refusal may not hold: all that the response says. */
  readonly secrets: readonly string[];
}

export async function attemptSamlSignIn(row: Omit<SamlRow, "reason">): Promise<SamlReport> {
  const stage = samlStage(row);
  const tab = row.begun === null ? undefined : await openSamlTab(stage, row.begun);
  const xml = await (row.response ?? minted())(aResponse(new Date(), tab?.requestId));
  const posted = {
    identityProvider: CORPORATE,
    response: (row.field ?? toFormField)(xml),
    relayState: tab?.state,
    sealedTransaction: tab?.sealedTransaction,
    correlationId: "correlation-1",
  };
  const complete = () => stage.signIn.complete({ ...posted });
  await row.post?.({
    tab,
    posted,
    complete: async () => outcomeOf(await complete()),
    openTab: () => openSamlTab(stage),
    answerTo: async (asked, mint = minted()) =>
      toFormField(await mint(aResponse(new Date(), asked?.requestId))),
  });
  const written = stage.audit.events.length;
  const completed = await complete();
  const names = [NAME_ID, VICTIM, ASSERTION_ID, RESPONSE_ID, tab?.state, tab?.requestId];
  return {
    outcome: outcomeOf(completed),
    principal: completed.ok ? completed.value.principal : undefined,
    events: stage.audit.events.slice(written),
    secrets: [...names.filter((name) => name !== undefined), ...wordsOf(xml)],
  };
}

function outcomeOf(completed: Awaited<ReturnType<SamlSignIn["complete"]>>): SamlOutcome {
  if (!completed.ok) return completed.error.refusal.reason;
  return "sealedProposal" in completed.value ? "proposed" : "signed in";
}

/** Attribute values and texts; a point in time is left out, for it could be that of the event itself. */
function wordsOf(xml: string): readonly string[] {
  const found = [...xml.matchAll(/="([^"]{5,})"|>([^<>]{5,})</g)].map(
    ([, value, text]) => value ?? text ?? "",
  );
  return [...new Set(found)].filter((word) => word.trim() !== "" && !/^\d{4}-\d\d-\d\d/.test(word));
}
