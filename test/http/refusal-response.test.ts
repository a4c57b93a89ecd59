import { describe, expect, it } from "vitest";
import { type PageKey, REFUSALS, type RefusalReason, refusal } from "../../functions/core/refusal.ts";
import { refuse, refuseAndAudit, type WaysOn } from "../../functions/http/refusal-response.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { textsFor } from "../../functions/http/texts/texts.ts";
import {
  aRequest,
  CORRELATION_ID,
  headingOf,
  linksOf,
  memoryAudit,
  NOW_MILLISECONDS,
  problemOf,
} from "../support/http-builders.ts";

const REASONS = Object.keys(REFUSALS) as RefusalReason[];
const WAYS = { retry: "/launch/treasury", signIn: "/login/corporate?application=treasury&again=1" };
const CASES = REASONS.flatMap((reason) => (["en", "es"] as const).map((language) => ({ reason, language })));

function page(reason: RefusalReason, ways: WaysOn = WAYS, language = "en", evidence = {}): HttpResponse {
  const request = aRequest({ headers: { "accept-language": language } });
  return refuse(request, refusal(reason, evidence), ways);
}

function problem(reason: RefusalReason, language = "en"): HttpResponse {
  const request = aRequest({ headers: { accept: "application/json", "accept-language": language } });
  return refuse(request, refusal(reason, { secret: "evidence-for-operators" }), WAYS);
}

describe("refuse: the page of somebody over a limit", () => {
  const SPENT = { seconds: 3_600, period: "week", timeZone: "Europe/Madrid", renewsAt: 1_795_993_200 };

  it("says when their time begins anew, in their language and the policy's time zone, and offers no vain try", () => {
    const spent = page("time_budget_spent", WAYS, "en", SPENT);
    expect(spent.body).toContain(
      "<strong>Your time begins anew on Monday, 30 November 2026 at 00:00 (Europe/Madrid).</strong>",
    );
    expect(linksOf(spent)).toEqual(["/"]);
    expect(page("time_budget_spent", WAYS, "es", SPENT).body).toContain(
      "<strong>Su tiempo se renueva el lunes, 30 de noviembre de 2026, 00:00 (Europe/Madrid).</strong>",
    );
  });

  it("leads to their sessions", () => {
    expect(linksOf(page("session_limit_reached"))).toEqual(["/sessions", "/"]);
  });

  it("offers another try where seats come free", () => {
    expect(linksOf(page("application_full"))).toEqual([WAYS.retry, "/"]);
  });
});

describe("refuse: the page", () => {
  it.each(CASES)("of $reason in $language helps and gives nothing away", ({ reason, language }) => {
    const response = page(reason, WAYS, language, { secret: "evidence-for-operators" });
    const body = response.body ?? "";
    const { title, what, next } = textsFor([language]).texts.pages[REFUSALS[reason].page];
    expect(response.statusCode).toBe(REFUSALS[reason].status);
    expect(response.headers?.["content-type"]).toBe("text/html; charset=utf-8");
    expect(body.match(/<h1[ >]/g)).toHaveLength(1);
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(`<code data-testid="reference">${CORRELATION_ID}</code>`);
    expect(headingOf(response)).toBe(title.replaceAll("'", "&#39;"));
    expect(body).toContain(what.replaceAll("'", "&#39;"));
    expect(body).toContain(next.replaceAll("'", "&#39;"));
    expect(body).not.toContain(reason);
    expect(body).not.toContain("evidence-for-operators");
    expect(body).not.toMatch(/<script|\son\w+=|\sstyle=/i);
    expect(linksOf(response).length).toBeLessThanOrEqual(2);
    expect(linksOf(response).at(-1)).toBe("/");
  });
});

describe("refuse: the problem details", () => {
  it.each(CASES)("of $reason in $language are RFC 9457 with the public code", ({ reason, language }) => {
    const response = problem(reason, language);
    const { status, code, page: key } = REFUSALS[reason];
    const { title, next } = textsFor([language]).texts.pages[key];
    expect(response.statusCode).toBe(status);
    expect(response.headers?.["content-type"]).toBe("application/problem+json");
    expect(problemOf(response)).toEqual({
      type: "about:blank",
      title,
      detail: next,
      status,
      reason: code,
      correlationId: CORRELATION_ID,
    });
    if (code !== reason) expect(response.body).not.toContain(`"${reason}"`);
    expect(response.body).not.toContain("evidence-for-operators");
  });
});

describe("refuse: Retry-After", () => {
  it.each(REASONS.filter((reason) => REFUSALS[reason].status === 503))(
    "is sent with the 503 of %s",
    (reason) => {
      expect(page(reason).headers?.["retry-after"]).toBe("30");
      expect(problem(reason).headers?.["retry-after"]).toBe("30");
    },
  );

  it.each(REASONS.filter((reason) => REFUSALS[reason].status < 500))(
    "is not sent with the answer to %s",
    (reason) => {
      expect(page(reason).headers).not.toHaveProperty("retry-after");
      expect(problem(reason).headers).not.toHaveProperty("retry-after");
    },
  );
});

describe("refuse: the ways on", () => {
  const first = (key: PageKey): string[] => {
    const reason = REASONS.find((candidate) => REFUSALS[candidate].page === key);
    return reason === undefined ? [] : linksOf(page(reason));
  };

  it.each<PageKey>(["mfa_required", "no_access", "signed_out_needed"])("of %s start a sign-in", (key) => {
    expect(first(key)).toEqual([WAYS.signIn, "/"]);
  });

  it.each<PageKey>([
    "no_capacity",
    "provider_down",
    "outside_hours",
    "not_from_here",
    "sign_in_expired",
    "sign_in_cancelled",
    "sign_in_failed",
    "unexpected",
  ])("of %s try the launch again", (key) => {
    expect(first(key)).toEqual([WAYS.retry, "/"]);
  });

  it.each<PageKey>(["not_found", "no_sign_in", "invalid_link", "broken_setup"])(
    "of %s lead home only",
    (key) => {
      expect(first(key)).toEqual(["/"]);
    },
  );

  it.each(REASONS)("of %s lead home where nothing else is known", (reason) => {
    const response = page(reason, {});
    expect(linksOf(response)).toEqual(["/"]);
    expect(response.body).toContain('class="button primary" href="/"');
  });

  it("make exactly one link the primary one", () => {
    for (const reason of REASONS) expect(page(reason).body?.match(/button primary"/g)).toHaveLength(1);
  });

  it("escape the path of a launch", () => {
    const { body } = page("no_candidate_available", { retry: '/launch/a?context="><script>&client=native' });
    expect(body).toContain('href="/launch/a?context=&quot;&gt;&lt;script&gt;&amp;client=native"');
  });

  it("call the sign-in what it is: again for who is signed in, plain for who is not", () => {
    expect(page("mfa_required").body).toContain(">Sign in again</a>");
    expect(page("not_signed_in").body).toContain(">Sign in</a>");
  });
});

describe("refuse: the page's extras", () => {
  it("say whom to ask, in the reader's language, or English where the policy has no other", () => {
    const support = { en: "Call <1234>", es: "Llame al 1234" };
    expect(page("no_candidate_available", { support }, "en").body).toContain(
      "<p>Help: Call &lt;1234&gt;</p>",
    );
    expect(page("no_candidate_available", { support }, "es").body).toContain("<p>Ayuda: Llame al 1234</p>");
    const englishOnly = { support: { en: "Call 1234" } };
    expect(page("no_candidate_available", englishOnly, "es").body).toContain("<p>Ayuda: Call 1234</p>");
  });

  it("name nobody where the policy names nobody", () => {
    expect(page("no_candidate_available", { support: null }).body).not.toContain("Help:");
  });

  const HOURS = { days: "mon tue sun", from: "08:00", until: "18:00", timeZone: "Europe/Madrid" };

  it("tell the opening hours, days in the reader's language", () => {
    expect(page("outside_hours", {}, "en", HOURS).body).toContain(
      "<strong>Open: Mon, Tue, Sun, 08:00–18:00 (Europe/Madrid)</strong>",
    );
    expect(page("outside_hours", {}, "es", HOURS).body).toContain(
      "<strong>Abierta: lun, mar, dom, 08:00–18:00 (Europe/Madrid)</strong>",
    );
  });

  it("tell no opening hours for another refusal that has such evidence", () => {
    expect(page("not_in_audience", {}, "en", HOURS).body).not.toContain("08:00");
  });

  it("show a day they do not know as the policy writes it, escaped", () => {
    expect(page("outside_hours", {}, "en", { ...HOURS, days: "<b>" }).body).toContain(
      "Open: &lt;b&gt;, 08:00",
    );
  });
});

describe("refuse: cookies", () => {
  it("carries the cookies it is given, on page and problem alike", () => {
    const refused = refusal("login_transaction_used");
    for (const accept of ["text/html", "application/json"]) {
      const response = refuse(aRequest({ headers: { accept } }), refused, {}, ["a=; Max-Age=0"]);
      expect(response.cookies).toEqual(["a=; Max-Age=0"]);
    }
  });

  it("sets none otherwise", () => {
    expect(page("not_in_audience").cookies).toEqual([]);
  });
});

describe("refuseAndAudit", () => {
  it("answers the refusal and writes its exact reason under the same reference", () => {
    const audit = memoryAudit();
    const request = aRequest({ routeKey: "POST /logout" });
    const response = refuseAndAudit(
      { audit, now: () => NOW_MILLISECONDS, support: null },
      request,
      "cross_site_request",
    );
    expect(response.statusCode).toBe(403);
    expect(audit.events).toEqual([
      {
        schema: "streamgate.audit.v1",
        time: "2026-08-03T09:00:00.000Z",
        correlationId: CORRELATION_ID,
        severity: "notice",
        event: "request_refused",
        outcome: "refused",
        route: "POST /logout",
        refusal: { reason: "cross_site_request", evidence: {} },
      },
    ]);
  });

  it("says whom to ask where the policy does", () => {
    const ports = { audit: memoryAudit(), now: () => NOW_MILLISECONDS, support: { en: "Call 1234" } };
    expect(refuseAndAudit(ports, aRequest(), "cross_site_request").body).toContain("<p>Help: Call 1234</p>");
  });

  it("shows the page of the route where the reason's own would tell of something else", () => {
    const ports = { audit: memoryAudit(), now: () => NOW_MILLISECONDS, support: null };
    const response = refuseAndAudit(ports, aRequest(), "saml_issuer", {}, "sign_out_failed");
    expect(headingOf(response)).toBe("You may still be signed in");
  });
});
