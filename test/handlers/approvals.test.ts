import { describe, expect, it } from "vitest";
import type { RequestRefusedEvent } from "../../functions/core/audit-event.ts";
import type { Principal } from "../../functions/core/principal.ts";
import type { RefusalReason } from "../../functions/core/refusal.ts";
import { REFUSALS } from "../../functions/core/refusal.ts";
import { askApprovalRoute } from "../../functions/handlers/ask-approval.ts";
import { decideApprovalRoute } from "../../functions/handlers/decide-approval.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { listApprovalsRoute } from "../../functions/handlers/list-approvals.ts";
import { loginRoute } from "../../functions/handlers/login.ts";
import { showApprovalRoute } from "../../functions/handlers/show-approval.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  ANA,
  ANA_ELSEWHERE,
  type ApprovalStage,
  anApprovalPolicy,
  anApprovalStage,
  BEN,
  NOBODY,
  REASON,
} from "../support/approval-stage.ts";
import {
  aBroker,
  aLaunchEvent,
  anEvent,
  answer,
  aSession,
  aSignIn,
  type EventFacts,
  headingOf,
  linksOf,
  memoryPorts,
  NOW_SECONDS,
  ORIGIN,
  problemOf,
  sessionCookies,
  signInPorts,
} from "../support/http-builders.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const OUR_PAGE = { ...FORM, "sec-fetch-site": "same-origin", origin: "null" };
const JSON_HEADERS = { accept: "application/json" };
const UNKNOWN = "eu-west-1.AAAAAAAAAAAAAAAAAAAAAA";

async function as(principal: Principal | undefined, facts: EventFacts): Promise<EventFacts> {
  return principal === undefined
    ? facts
    : { cookies: await sessionCookies(aSession({ principal, expiresAt: NOW_SECONDS + 86_400 })), ...facts };
}

async function ask(
  stage: ApprovalStage,
  fields: Record<string, string>,
  principal: Principal | undefined = ANA,
  headers: Record<string, string> = OUR_PAGE,
): Promise<HttpResponse> {
  const body = new URLSearchParams({ application: "vault", reason: REASON, ...fields }).toString();
  const facts = await as(principal, { routeKey: "POST /approvals", path: "/approvals", headers, body });
  return await answer(askApprovalRoute, stage, anEvent(facts));
}

async function show(
  stage: ApprovalStage,
  id: string,
  principal: Principal | undefined = ANA,
  headers: Record<string, string> = {},
): Promise<HttpResponse> {
  const route = { routeKey: "GET /approvals/{request}", path: `/approvals/${id}` };
  const facts = await as(principal, { ...route, pathParameters: { request: id }, headers });
  return await answer(showApprovalRoute, stage, anEvent(facts));
}

async function decide(
  stage: ApprovalStage,
  id: string,
  body = "verdict=approved",
  principal: Principal | undefined = BEN,
  headers: Record<string, string> = OUR_PAGE,
): Promise<HttpResponse> {
  const route = { routeKey: "POST /approvals/{request}", path: `/approvals/${id}` };
  const facts = await as(principal, { ...route, pathParameters: { request: id }, headers, body });
  return await answer(decideApprovalRoute, stage, anEvent(facts));
}

async function list(stage: ApprovalStage, principal: Principal | undefined): Promise<HttpResponse> {
  return await answer(
    listApprovalsRoute,
    stage,
    anEvent(await as(principal, { routeKey: "GET /approvals" })),
  );
}

const lastRefusal = ({ audit }: ApprovalStage): string | undefined =>
  (audit.events.findLast(({ event }) => event === "request_refused") as RequestRefusedEvent | undefined)
    ?.refusal.reason;

function expectRefused(stage: ApprovalStage, response: HttpResponse, reason: RefusalReason): void {
  expect(response.statusCode).toBe(REFUSALS[reason].status);
  expect(lastRefusal(stage)).toBe(reason);
}

describe("launchRoute: an application that nobody approved", () => {
  const refused = () => memoryPorts({ policy: anApprovalPolicy(), broker: aBroker("approval_required") });
  const launch = async (facts: EventFacts, application = "vault") =>
    await answer(
      launchRoute,
      refused(),
      aLaunchEvent({ cookies: await sessionCookies(), ...facts }, application),
    );

  it("asks a browser for the reason, and keeps the intent in the form", async () => {
    const response = await launch({ query: "context=box-12&client=native&overflow=yes" });
    expect(response.statusCode).toBe(403);
    expect(headingOf(response)).toBe("Vault needs an approval");
    for (const [name, value] of [
      ["application", "vault"],
      ["context", "box-12"],
      ["client", "native"],
      ["overflow", "yes"],
    ]) {
      expect(response.body).toContain(`<input type="hidden" name="${name}" value="${value}">`);
    }
    expect(response.body).toContain('<form method="post" action="/approvals">');
  });

  it("tells a program that it is denied, and no more", async () => {
    const response = await launch({ headers: JSON_HEADERS });
    expect(response.statusCode).toBe(403);
    expect(problemOf(response).reason).toBe("access_denied");
  });

  it("refuses plainly where the policy no longer knows of an approval", async () => {
    expect(headingOf(await launch({}, "treasury"))).toBe("Somebody else has to approve this");
  });
});

describe("askApprovalRoute", () => {
  it("opens a request with the intent, and leads to the page to wait on", async () => {
    const stage = anApprovalStage();
    const response = await ask(stage, { context: "box-12", client: "native" });
    expect(response.statusCode).toBe(303);
    const [id = ""] = stage.memory.requests.keys();
    expect(response.headers?.location).toBe(`/approvals/${id}`);
    await stage.answer(BEN, id);
    expect((await show(stage, id)).headers?.location).toBe("/launch/vault?context=box-12&client=native");
  });

  it.each([
    ["another site's form", { ...FORM, "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sub-domain's form", { ...FORM, "sec-fetch-site": "same-site", origin: "https://x.example.com" }],
    ["no origin in an old browser", FORM],
  ])("asks for nothing by %s", async (_what, headers) => {
    const stage = anApprovalStage();
    expectRefused(stage, await ask(stage, {}, ANA, headers), "cross_site_request");
    expect(stage.memory.requests.size).toBe(0);
  });

  it("shows the form again with what was written, and what is wrong with it", async () => {
    const stage = anApprovalStage();
    const response = await ask(stage, { reason: "<b>now" });
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain('role="alert">Please give a reason of at least 10 characters.</p>');
    expect(response.body).toContain("&lt;b&gt;now</textarea>");
    expect((await ask(stage, { reason: "x".repeat(501) })).body).toContain(
      "keep your reason to 500 characters",
    );
    expect(stage.audit.events).toEqual([]);
    const program = await ask(stage, { reason: "" }, ANA, { ...OUR_PAGE, ...JSON_HEADERS });
    expect(problemOf(program).reason).toBe("invalid_request");
  });

  it.each<[string, Record<string, string>, RefusalReason]>([
    ["an application that there is not", { application: "gone" }, "application_unknown"],
    ["no application's name", { application: "../vault" }, "application_unknown"],
    ["a deep link that would not open", { context: "box-x" }, "context_invalid"],
    ["a client that there is not", { client: "telnet" }, "client_invalid"],
  ])("refuses %s", async (_what, fields, reason) => {
    const stage = anApprovalStage();
    expectRefused(stage, await ask(stage, fields), reason);
  });

  it("refuses what is no form of ours, and somebody outside the audience", async () => {
    const stage = anApprovalStage();
    expectRefused(
      stage,
      await ask(stage, {}, ANA, { ...OUR_PAGE, "content-type": "text/plain" }),
      "approval_form_invalid",
    );
    expectRefused(stage, await ask(stage, {}, NOBODY), "not_in_audience");
  });

  it("leads whoever's session is over through the sign-in, to where they ask again", async () => {
    const stage = anApprovalStage();
    const response = await answer(
      askApprovalRoute,
      stage,
      anEvent({
        routeKey: "POST /approvals",
        headers: OUR_PAGE,
        body: "application=vault&reason=x&context=box-1",
      }),
    );
    expect(linksOf(response)).toEqual([
      "/login/corporate?application=vault&context=box-1",
      "/login/partner?application=vault&context=box-1",
    ]);
  });

  it("leads whoever needs no approval to the launch", async () => {
    const stage = anApprovalStage();
    expect((await ask(stage, { application: "treasury" })).headers?.location).toBe("/launch/treasury");
  });
});

describe("showApprovalRoute", () => {
  it("has the requester wait, with the link to pass on", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const response = await show(stage, id);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Waiting for an approval of Vault");
    expect(response.body).toContain(`value="${ORIGIN}/approvals/${id}"`);
    expect(response.body).toContain(
      `href="mailto:chiefs@example.com?subject=Please%20approve%3A%20Vault&amp;body=`,
    );
    expect(response.body).toContain(
      `<noscript><meta http-equiv="refresh" content="5;url=/approvals/${id}"></noscript>`,
    );
    expect(response.headers?.["content-security-policy"]).toMatch(
      /script-src 'sha256-\S+; connect-src 'self';/,
    );
    stage.pass(1_000);
    expect((await show(stage, id)).body).toContain('data-pause-seconds="20"');
  });

  it("tells the page's script how things stand, and nothing else", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    expect((await show(stage, id, ANA, JSON_HEADERS)).body).toBe('{"state":"requested"}');
    await stage.answer(BEN, id);
    expect((await show(stage, id, ANA, JSON_HEADERS)).body).toBe('{"state":"approved"}');
  });

  it("says what became of it", async () => {
    const stage = anApprovalStage();
    const refused = await stage.asked();
    await decide(stage, refused, "verdict=refused&comment=not%0Anow");
    const told = await show(stage, refused);
    expect(headingOf(told)).toBe("Vault was not approved");
    expect(told.body).toContain("not now");
    const approved = await stage.asked();
    await stage.answer(BEN, approved);
    stage.pass(3_600);
    expect(headingOf(await show(stage, approved))).toBe("This approval is over");
    const expired = await stage.asked();
    stage.pass(7_200);
    expect(headingOf(await show(stage, expired))).toBe("Nobody answered in time");
  });

  it("shows an approver who asks for what, and takes their words for text", async () => {
    const hostile = '"><script>alert(1)</script>';
    const stage = anApprovalStage();
    const principal = { ...ANA, displayName: hostile, email: `${hostile}@example.com` };
    const id = await stage.asked(principal, undefined, hostile);
    const response = await show(stage, id, BEN);
    expect(response.body).not.toContain("<script>alert");
    expect(response.body?.split("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")).toHaveLength(6);
    for (const verdict of ["approved", "refused"]) {
      expect(response.body).toContain(`name="verdict" value="${verdict}"`);
    }
    const listed = await list(stage, BEN);
    expect(listed.body).not.toContain("<script>alert");
  });

  it.each([
    ["en", "Your yes holds for the whole application, wherever in it they open it."],
    ["es", "Su aprobación vale para toda la aplicación,"],
    ["pt", "A sua aprovação vale para toda a aplicação,"],
    ["de", "Ihre Genehmigung gilt für die ganze Anwendung,"],
    ["tr", "uygulamanın tamamı için geçerlidir."],
  ])("says that a yes holds beyond the deep link that is shown: %s", async (language, words) => {
    const stage = anApprovalStage();
    const asked = await ask(stage, { context: "box-12" });
    const [, id = ""] = /^\/approvals\/(.+)$/.exec(String(asked.headers?.location)) ?? [];
    const response = await show(stage, id, BEN, { "accept-language": language });
    expect(response.body).toContain("box-12");
    expect(response.body).toContain(words);
    await stage.answer(BEN, id);
    expect((await show(stage, id, BEN, { "accept-language": language })).body).not.toContain(words);
  });

  it("offers no answer to the requester's other account, and says why", async () => {
    const stage = anApprovalStage();
    const response = await show(stage, await stage.asked(), ANA_ELSEWHERE);
    expect(response.body).not.toContain("<form");
    expect(response.body).toContain("made with another account of yours");
  });

  it("tells everybody else what it tells of a request that never was", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const plain = ({ statusCode, body }: HttpResponse) => [
      statusCode,
      body?.replaceAll(/<code data-testid="reference">[^<]*/g, ""),
    ];
    const real = plain(await show(stage, id, NOBODY));
    expectRefused(stage, await show(stage, UNKNOWN, NOBODY), "approval_not_found");
    for (const other of [UNKNOWN, "us-gov-east-1.AAAAAAAAAAAAAAAAAAAAAA", "x", "%2e%2e", `${id}x`]) {
      expect(plain(await show(stage, other, NOBODY))).toEqual(real);
    }
  });

  it("leads whoever is not signed in through the sign-in, and back", async () => {
    const stage = anApprovalStage();
    const event = anEvent({ routeKey: "GET /approvals/{request}", pathParameters: { request: UNKNOWN } });
    expect(linksOf(await answer(showApprovalRoute, stage, event))).toEqual([
      `/login/corporate?to=approvals%2F${UNKNOWN}`,
      `/login/partner?to=approvals%2F${UNKNOWN}`,
    ]);
    const program = anEvent({
      ...{ routeKey: "GET /approvals/{request}", headers: JSON_HEADERS },
      pathParameters: { request: UNKNOWN },
    });
    expect((await answer(showApprovalRoute, stage, program)).statusCode).toBe(401);
  });

  it("keeps the browser waiting while a table is away", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    stage.memory.setAway(true);
    expectRefused(stage, await show(stage, id), "approval_store_unavailable");
  });
});

describe("loginRoute: on the way to a request", () => {
  const login = (query: string, signIn = aSignIn()) => {
    const event = anEvent({ routeKey: "GET /login/{idp}", query, pathParameters: { idp: "corporate" } });
    return answer(loginRoute, signInPorts(signIn), event);
  };

  it("keeps the request through the sign-in", async () => {
    const signIn = aSignIn();
    expect((await login(`to=approvals/${UNKNOWN}`, signIn)).statusCode).toBe(303);
    expect(signIn.begun[0]?.options.intent).toEqual({ page: `approvals/${UNKNOWN}` });
  });

  it.each(["", "x", "https://evil.example/", "//evil.example", "eu-west-1.AAAAAAAAAAAAAAAAAAAAAA/../.."])(
    "goes nowhere for %j",
    async (approval) => {
      const signIn = aSignIn();
      expect((await login(`to=approvals/${encodeURIComponent(approval)}`, signIn)).statusCode).toBe(400);
      expect(signIn.begun).toEqual([]);
    },
  );
});

describe("decideApprovalRoute", () => {
  it("takes an approver's answer, and shows what it has become", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const response = await decide(stage, id, "verdict=approved&comment=go+ahead");
    expect([response.statusCode, response.headers?.location]).toEqual([303, `/approvals/${id}`]);
    expect((await show(stage, id, BEN)).body).toContain("This request was approved.");
    expect(stage.audit.events.at(-1)).toMatchObject({ event: "approval_granted", comment: "go ahead" });
  });

  it.each<[string, Principal, RefusalReason]>([
    ["the requester", ANA, "approval_by_requester"],
    ["the requester's other account", ANA_ELSEWHERE, "approval_by_requester"],
    ["somebody who is no approver", NOBODY, "approval_not_found"],
  ])("takes none of %s", async (_who, principal, reason) => {
    const stage = anApprovalStage();
    expectRefused(stage, await decide(stage, await stage.asked(), undefined, principal), reason);
    expect(stage.memory.granted.size).toBe(0);
  });

  it("takes none twice, and none too late", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    await decide(stage, id, "verdict=refused");
    expectRefused(stage, await decide(stage, id), "approval_over");
    const late = await stage.asked();
    stage.pass(7_200);
    expectRefused(stage, await decide(stage, late), "approval_over");
    expect(stage.memory.granted.size).toBe(0);
  });

  it.each([
    ["another site's form", { ...FORM, "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a link", { ...FORM, "sec-fetch-site": "none" }],
    ["an origin that begins like ours", { ...FORM, origin: `${ORIGIN}.evil.example` }],
  ])("takes none by %s", async (_what, headers) => {
    const stage = anApprovalStage();
    expectRefused(
      stage,
      await decide(stage, await stage.asked(), undefined, BEN, headers),
      "cross_site_request",
    );
  });

  it.each([
    "",
    "verdict=",
    "verdict=APPROVED",
    "verdict=approved&verdict=refused",
    `verdict=approved&comment=${"x".repeat(501)}`,
  ])("takes no form that is not ours: %.40s", async (body) => {
    const stage = anApprovalStage();
    expectRefused(stage, await decide(stage, await stage.asked(), body), "approval_form_invalid");
    const noForm = { ...OUR_PAGE, "content-type": "text/plain" };
    expectRefused(stage, await decide(stage, UNKNOWN, body, BEN, noForm), "approval_form_invalid");
  });

  it.each([UNKNOWN, "x", "us-gov-east-1.AAAAAAAAAAAAAAAAAAAAAA"])("finds nothing at %s", async (id) => {
    const stage = anApprovalStage();
    expectRefused(stage, await decide(stage, id), "approval_not_found");
  });

  it("leads an approver whose session is over back to the request", async () => {
    const stage = anApprovalStage();
    const route = { routeKey: "POST /approvals/{request}", pathParameters: { request: UNKNOWN } };
    const event = anEvent({ ...route, headers: OUR_PAGE, body: "verdict=approved" });
    expect(linksOf(await answer(decideApprovalRoute, stage, event))[0]).toBe(
      `/login/corporate?to=approvals%2F${UNKNOWN}`,
    );
  });

  it("says that it may be tried again where a table is away", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    stage.memory.setAway(true);
    const response = await decide(stage, id);
    expectRefused(stage, response, "approval_store_unavailable");
    expect(linksOf(response)).toContain(`/approvals/${id}`);
  });
});

describe("listApprovalsRoute", () => {
  it("lists for an approver what waits for them, and is in their header", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const response = await list(stage, BEN);
    expect(linksOf(response)).toContain(`/approvals/${id}`);
    expect(response.body).toContain('<a href="/approvals" aria-current="page">Approvals</a>');
    expect(response.body).toContain("Ana Example · now");
  });

  it("lists for everybody else their own, and has no such way in their header", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const response = await list(stage, ANA);
    expect(linksOf(response)).toContain(`/approvals/${id}`);
    expect(response.body).not.toContain("Waiting for your answer");
    expect(linksOf(await show(stage, id))).not.toContain("/approvals");
  });

  it("says that it may not be whole", async () => {
    const stage = anApprovalStage();
    stage.memory.setAway(true);
    expect((await list(stage, BEN)).body).toContain("One of our Regions did not answer");
  });

  it("asks who is there", async () => {
    expect(linksOf(await list(anApprovalStage(), undefined))).toEqual([
      "/login/corporate?to=approvals",
      "/login/partner?to=approvals",
    ]);
  });
});
