import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { toFormField } from "../../dev/identity-provider/saml/minting/form-field.ts";
import { SAML_REFUSALS } from "../../functions/core/refusal-table-saml.ts";
import { SESSION_COOKIE } from "../../functions/http/cookies.ts";
import type { SamlSignIn } from "../../functions/sign-in/saml-sign-in.ts";
import { attemptSamlSignIn, type SamlControlRow, type SamlReport, type SamlRow } from "./saml-attempt.ts";
import { SAML_CONTROL_ROWS } from "./saml-control-rows.ts";
import { postForm, SAML_FORM_CONTROL_ROWS, SAML_FORM_ROWS } from "./saml-form-rows.ts";
import { aResponse, DISPLAY_NAME, type Mint, minted, NAME_ID } from "./saml-minting.ts";
import { CORPORATE, openSamlTab, samlStage } from "./saml-stage.ts";
import { SAML_TABLES } from "./saml-tables.ts";

const CONTROLS: readonly Omit<SamlControlRow, "post">[] = [...SAML_CONTROL_ROWS, ...SAML_FORM_CONTROL_ROWS];
const REFUSED: readonly Omit<SamlRow, "post">[] = [...Object.values(SAML_TABLES).flat(), ...SAML_FORM_ROWS];

/** Not caused by what a response says. */
const ELSEWHERE: readonly (keyof typeof SAML_REFUSALS)[] = [
  // The person's answer to "continue as" is no response.
  "pending_sign_in_missing",
  // The metadata of the policy has ended, whoever signs in.
  "saml_metadata_expired",
  // Our own keys cannot be had, whoever signs in.
  "saml_key_unavailable",
  // Single logout: a LogoutRequest is no response.
  "saml_logout_unsigned",
  "saml_logout_signature",
  "saml_logout_invalid",
];

const pristine = Reflect.ownKeys(Object.prototype);

/** Whatever the library's parser has to say about a document, which its messages quote. */
const printed: unknown[][] = [];
beforeEach(() => {
  printed.length = 0;
  for (const level of ["warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void printed.push(words));
  }
});

function expectRefusal({ outcome, events, secrets }: SamlReport, { reason }: SamlRow): void {
  expect(outcome).toBe(reason);
  expect(events).toMatchObject([
    { event: "sign_in", outcome: "refused", principal: null, refusal: { reason } },
  ]);
  const written = JSON.stringify(events);
  expect(secrets.filter((secret) => written.includes(secret))).toStrictEqual([]);
  expect(printed).toStrictEqual([]);
}

describe("a SAML sign-in", () => {
  it.each(SAML_CONTROL_ROWS)("succeeds where $name [$clause]", async (row) => {
    const { outcome, principal, events } = await attemptSamlSignIn(row);
    expect(outcome).toBe(row.outcome ?? "signed in");
    expect(principal).toMatchObject({
      identityProvider: CORPORATE,
      subject: NAME_ID,
      displayName: DISPLAY_NAME,
      groups: ["staff", "treasury"],
      ...row.principal,
    });
    expect(events).toMatchObject([{ outcome: row.outcome ?? "success", refusal: null }]);
    expect(Reflect.ownKeys(Object.prototype)).toStrictEqual(pristine);
    expect(printed).toStrictEqual([]);
  });

  describe.each(Object.entries(SAML_TABLES))("by %s", (_title, rows) => {
    it.each(rows)("refuses where $name [$clause]", async (row) => {
      expectRefusal(await attemptSamlSignIn(row), row);
    });
  });
});

describe("a SAML form", () => {
  const sessionsIn = (cookies: readonly string[] | undefined) =>
    (cookies ?? []).filter((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));

  it.each(SAML_FORM_CONTROL_ROWS)("signs in where $name [$clause]", async (row) => {
    const { response, events } = await postForm(row);
    expect(response.statusCode).toBe(303);
    expect(sessionsIn(response.cookies)).toHaveLength(1);
    expect(events).toMatchObject([{ event: "sign_in", outcome: "success" }]);
  });

  it.each(SAML_FORM_ROWS)("is refused where $name [$clause]", async (row) => {
    const { response, events } = await postForm(row);
    expect(events).toMatchObject([{ outcome: "refused", refusal: { reason: row.reason } }]);
    expect(sessionsIn(response.cookies)).toStrictEqual([]);
    expect(response.body).not.toContain(NAME_ID);
    expect(JSON.stringify(events)).not.toContain(NAME_ID);
  });
});

describe("of many posts at once, exactly one signs in", () => {
  it("where they are one response", async () => {
    const { signIn, post } = await readyStage();
    const posted = await post(minted());
    const outcomes = await outcomesOf(Array.from({ length: 20 }, () => signIn.complete(posted)));
    expect(outcomes.filter((outcome) => outcome === "signed in")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "saml_assertion_replayed")).toHaveLength(19);
  });

  it("where they are as many responses to one request", async () => {
    const { signIn, post } = await readyStage();
    const posts = await Promise.all(
      Array.from({ length: 20 }, (_, number) => post(minted({ assertionId: `_a${number}` }))),
    );
    const outcomes = await outcomesOf(posts.map((posted) => signIn.complete(posted)));
    expect(outcomes.filter((outcome) => outcome === "signed in")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "login_transaction_used")).toHaveLength(19);
  });
});

/** A sign-in that has begun, and the posts that could end it. */
async function readyStage() {
  const stage = samlStage();
  const { state, requestId, sealedTransaction } = await openSamlTab(stage);
  const post = async (mint: Mint) => ({
    identityProvider: CORPORATE,
    response: toFormField(await mint(aResponse(new Date(), requestId))),
    relayState: state,
    sealedTransaction,
    correlationId: "correlation-1",
  });
  return { ...stage, post };
}

async function outcomesOf(posts: readonly ReturnType<SamlSignIn["complete"]>[]): Promise<readonly string[]> {
  const completed = await Promise.all(posts);
  return completed.map((each) => (each.ok ? "signed in" : each.error.refusal.reason));
}

describe("the tables", () => {
  it("hold no name twice", () => {
    const names = [...CONTROLS, ...REFUSED].map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toStrictEqual([]);
  });

  it("reach every reason that a response can be refused for", () => {
    const reached = new Set<string>(REFUSED.map(({ reason }) => reason));
    const unreached = Object.keys(SAML_REFUSALS).filter((reason) => !reached.has(reason));
    expect(unreached.toSorted()).toStrictEqual(ELSEWHERE.toSorted());
    expect(REFUSED.length).toBeGreaterThanOrEqual(110);
  });

  it("are what README.md shows", () => {
    const shown = [
      ...CONTROLS.map(({ name, clause, outcome }) => line(name, clause, outcome ?? "signed in")),
      ...REFUSED.map(({ name, clause, reason }) => line(name, clause, `\`${reason}\``)),
    ];
    const [, readme = ""] = readFileSync(new URL("README.md", import.meta.url), "utf8").split("\n# SAML");
    const rows = readme.split("\n").filter((text) => /^\| (?!what is altered|---)/.test(text));
    expect(rows).toStrictEqual(shown);
  });
});

/** Of a table in Markdown, where names may hold markup. */
function line(name: string, ...cells: readonly string[]): string {
  return `| ${[name.replaceAll(/[&<>_*|]/g, "\\$&"), ...cells].join(" | ")} |`;
}
