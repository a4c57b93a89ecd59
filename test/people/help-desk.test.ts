import { beforeEach, describe, expect, it } from "vitest";
import { decideAt } from "../../functions/core/decide.ts";
import { launchReference } from "../../functions/core/launch-reference.ts";
import { type Refusal, refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { PersonQuery } from "../../functions/people/find-person.ts";
import { createHelpDesk, type HelpDesk, type HelpDeskPorts } from "../../functions/people/help-desk.ts";
import type { OwnSessionList, OwnSessionToEnd } from "../../functions/people/own-sessions.ts";
import { anArchivedLaunch, anExplainIndex, anInput, NOON } from "../support/explain-builders.ts";
import { LUCIA, memoryArchive } from "../support/explain-stage.ts";
import { type MemoryAudit, memoryAudit } from "../support/http-builders.ts";
import { createMemoryReferences, type MemoryReferences } from "../support/memory-references.ts";

const ASKING = { operator: LUCIA, correlationId: "c-1" };
const STRANGER = { operator: { ...LUCIA, groups: ["treasury"] }, correlationId: "c-1" };
const CODE = "0123-4567-89AB-CDEF";
const LAUNCH_ID = "launch-7_launch-7_abcd";
const ANA = { identityProvider: "corporate", subject: "ana-7", userId: "u-ana" };
const NOBODYS_SESSIONS: OwnSessionList = { sessions: [], silentRegions: ["us-east-1"] };
const BY_CODE: PersonQuery = { by: "reference", value: CODE };

let audit: MemoryAudit;
let references: MemoryReferences;
let listed: string[];
let ended: OwnSessionToEnd[];
let endAnswer: Result<void, Refusal>;
let desk: HelpDesk;

function aDesk(change: Partial<HelpDeskPorts> = {}): HelpDesk {
  return createHelpDesk({
    ...{ index: anExplainIndex(), now: () => NOON * 1_000, audit, references },
    archive: memoryArchive([anArchivedLaunch({}, { launchId: LAUNCH_ID })]),
    userIdOf: (identityProvider, subject) => `${identityProvider}-${subject}`,
    ownSessions: {
      list: async ({ userId }) => {
        listed.push(userId);
        return NOBODYS_SESSIONS;
      },
      end: async (toEnd) => {
        ended.push(toEnd);
        return endAnswer;
      },
    },
    ...change,
  });
}

beforeEach(async () => {
  audit = memoryAudit();
  references = createMemoryReferences();
  listed = [];
  ended = [];
  endAnswer = ok(undefined);
  desk = aDesk();
  const input = anInput({ person: { groups: [] } });
  const outcome = { state: "failed", reason: "not_in_audience" } as const;
  const facts = { correlationId: CODE, launchId: undefined, nowEpochSeconds: NOON };
  const reference = launchReference({ ...facts, input, decision: decideAt(input), outcome });
  await references.write({ ...reference, userId: "u-ana" });
});

describe("createHelpDesk: whoever is no member", () => {
  it("learns nothing, whatever they ask, and is on record", async () => {
    const refused = refusal("not_an_operator");
    expect(desk.admit(STRANGER)).toEqual(refused);
    expect(await desk.sessions(STRANGER, BY_CODE)).toEqual(err(refused));
    expect(await desk.end(STRANGER, BY_CODE, "launch-1", "")).toEqual(err(refused));
    expect(await desk.explain(STRANGER, CODE)).toEqual(err(refused));
    expect(await desk.explain(STRANGER, "nothing")).toEqual(err(refused));
    expect(audit.events).toHaveLength(5);
    for (const event of audit.events) {
      expect(event).toMatchObject({ event: "help_desk", outcome: "refused", about: null });
    }
    expect([listed, ended]).toEqual([[], []]);
  });

  it("is everybody else, where the policy names nobody", () => {
    const index = anExplainIndex([[["operators"], { helpDesk: { groups: [] } }]]);
    expect(aDesk({ index }).admit(ASKING)).toEqual(refusal("not_an_operator"));
  });
});

describe("createHelpDesk: sessions", () => {
  it("lets a member in, and writes nothing for that", () => {
    expect(desk.admit(ASKING)).toBeUndefined();
    expect(audit.events).toEqual([]);
  });

  it.each<[PersonQuery, object]>([
    [BY_CODE, ANA],
    [{ by: "reference", value: " 0123456789abcdef " }, ANA],
    [{ by: "reference", value: LAUNCH_ID }, ANA],
    [
      { by: "user", value: "u-ana" },
      { identityProvider: null, subject: null, userId: "u-ana" },
    ],
    [
      { by: "subject", identityProvider: "corporate", value: "<b>ana</b>" },
      { identityProvider: "corporate", subject: "<b>ana</b>", userId: "corporate-<b>ana</b>" },
    ],
  ])("finds the person of %j, and says who looked", async (query, person) => {
    expect(await desk.sessions(ASKING, query)).toEqual(ok({ person, list: NOBODYS_SESSIONS }));
    expect(audit.events).toMatchObject([
      { event: "help_desk", lookup: "sessions", outcome: "answered", about: person },
    ]);
  });

  it.each<[PersonQuery | undefined, object]>([
    [undefined, { fault: "form" }],
    [{ by: "user", value: "a" }, { fault: "user_id" }],
    [{ by: "user", value: "a b" }, { fault: "user_id" }],
    [{ by: "subject", identityProvider: "nobody", value: "x" }, { fault: "identity_provider" }],
    [{ by: "subject", identityProvider: "constructor", value: "x" }, { fault: "identity_provider" }],
    [{ by: "subject", identityProvider: "corporate", value: "" }, { fault: "subject" }],
    [{ by: "subject", identityProvider: "corporate", value: "x".repeat(256) }, { fault: "subject" }],
    [{ by: "subject", identityProvider: "corporate", value: "\ud800" }, { fault: "subject" }],
    [{ by: "reference", value: "<script>" }, { fault: "reference" }],
  ])("refuses %j, and names the fault", async (query, evidence) => {
    expect(await desk.sessions(ASKING, query)).toEqual(
      err({ reason: "help_desk_request_invalid", evidence }),
    );
    expect(listed).toEqual([]);
  });

  it("asks for the user id where the provider names it itself", async () => {
    const userId = { from: "claim", claim: "upn" };
    const index = anExplainIndex([[["identityProviders", "corporate", "userId"], userId]]);
    const query = { by: "subject", identityProvider: "corporate", value: "ana-7" } as const;
    expect(await aDesk({ index }).sessions(ASKING, query)).toMatchObject({
      error: { evidence: { fault: "user_id_is_a_claim" } },
    });
  });

  it("tells what never was from what could not be asked", async () => {
    const unknown = { by: "reference", value: "0000-0000-0000-0000" } as const;
    expect(await desk.sessions(ASKING, unknown)).toEqual(err(refusal("launch_not_found")));
    references.setAway(true);
    expect(await desk.sessions(ASKING, unknown)).toEqual(
      err(refusal("launch_archive_unavailable", { regions: "eu-south-2" })),
    );
  });
});

describe("createHelpDesk: end", () => {
  it("ends a session of the person with the operator's reason", async () => {
    expect(await desk.end(ASKING, BY_CODE, "launch-1", "  It hangs. ")).toEqual(ok(ANA));
    expect(ended).toEqual([
      {
        ...{ principal: ANA, id: "launch-1", correlationId: "c-1" },
        by: { kind: "help_desk", operator: LUCIA, reason: "It hangs." },
      },
    ]);
  });

  it.each(["", "   ", "x".repeat(201), "a\nb", "a\u0000", "\u202eevil", "\ud800"])(
    "ends nothing for the reason %j",
    async (reason) => {
      expect(await desk.end(ASKING, BY_CODE, "launch-1", reason)).toEqual(
        err({ reason: "help_desk_request_invalid", evidence: { fault: "reason" } }),
      );
      expect(ended).toEqual([]);
      expect(audit.events).toMatchObject([{ lookup: "end", outcome: "refused", about: ANA }]);
    },
  );

  it("ends nothing of somebody whom it cannot find", async () => {
    expect(await desk.end(ASKING, undefined, "launch-1", "It hangs.")).toMatchObject({ ok: false });
    expect(ended).toEqual([]);
  });

  it("writes down why it was not ended, and repeats no id that is not theirs", async () => {
    endAnswer = err(refusal("streaming_session_gone"));
    expect(await desk.end(ASKING, BY_CODE, "MARKER", "It hangs.")).toEqual(endAnswer);
    expect(audit.events).toMatchObject([
      { lookup: "end", about: ANA, launchId: null, refusal: { reason: "streaming_session_gone" } },
    ]);
    expect(JSON.stringify(audit.events)).not.toContain("MARKER");
  });
});

describe("createHelpDesk: explain", () => {
  it("explains a refusal that left no record, by its reference code", async () => {
    const explained = await desk.explain(ASKING, "0123 4567 89ab cdef");
    expect(explained).toMatchObject({ ok: true, value: { person: ANA, launchId: undefined } });
    expect(explained.ok && explained.value.sentences[0]).toContain("`not_in_audience`");
    expect(audit.events).toMatchObject([{ lookup: "launch", outcome: "answered", about: ANA }]);
  });

  it("explains a launch by its id, and by the code that leads to it", async () => {
    const byId = await desk.explain(ASKING, LAUNCH_ID);
    if (!byId.ok) throw new Error(byId.error.reason);
    expect(byId.value.sentences[0]).toContain(`Launch ${LAUNCH_ID}`);
    const found = await references.find(CODE, NOON);
    if (!found.ok) throw new Error("no reference");
    const code = "ABCD-ABCD-ABCD-ABCD";
    const url = { state: "url_created", reason: null, basis: null } as const;
    await references.write({ ...found.value, ...url, correlationId: code, launchId: LAUNCH_ID });
    const byCode = await desk.explain(ASKING, code);
    if (!byCode.ok) throw new Error(byCode.error.reason);
    expect(byCode.value.sentences[0]).toContain(`Reference ${code}`);
    expect(byCode.value.sentences.slice(1)).toEqual(byId.value.sentences);
    const forgotten = await aDesk({ archive: memoryArchive([]) }).explain(ASKING, code);
    expect(forgotten.ok && forgotten.value.sentences[1]).toContain("not to be found any more");
    const away = aDesk({ archive: memoryArchive([], ["us-east-1"]) });
    expect(await away.explain(ASKING, code)).toMatchObject({
      error: { reason: "launch_archive_unavailable" },
    });
  });

  it("says that a launch is not there, and that a form is none", async () => {
    expect(await desk.explain(ASKING, "x".repeat(22))).toEqual(err(refusal("launch_not_found")));
    expect(await desk.explain(ASKING, undefined)).toMatchObject({ error: { evidence: { fault: "form" } } });
  });
});
