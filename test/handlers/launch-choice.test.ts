import { describe, expect, it } from "vitest";
import type { InTheWay } from "../../functions/core/decision.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { contentSecurityPolicy } from "../../functions/http/security-headers.ts";
import {
  aLaunchEvent,
  anApplication,
  answer,
  type EventFacts,
  headingOf,
  linksOf,
  NOW_SECONDS,
  problemOf,
} from "../support/http-builders.ts";
import {
  anOpenSession,
  LAUNCH_ID,
  type LaunchFacts,
  launchPorts,
  signedIn,
  TWO_APPLICATIONS,
} from "../support/launch-builders.ts";

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;

async function launch(
  event: EventFacts = {},
  session = anOpenSession(),
  { why = "same_place", ...facts }: LaunchFacts & { readonly why?: InTheWay } = {},
): Promise<HttpResponse> {
  const ports = launchPorts({ answer: { outcome: "choose", session, why }, ...facts });
  return answer(launchRoute, ports, aLaunchEvent({ cookies: await signedIn(), ...event }));
}

describe("launchRoute: a session of theirs in the way", () => {
  it("is asked about: go back to it, or end it and go on", async () => {
    const response = await launch({ query: "context=a%26b&client=native&overflow=yes" });
    expect(response.statusCode).toBe(409);
    expect(headingOf(response)).toBe("You still have Branch designer open");
    expect(linksOf(response)).toEqual(["/launch/design?client=native", "/"]);
    expect(response.body).toContain(">Go back to Branch designer</a>");
    expect(response.body).toContain(
      `<form method="post" action="/launch/treasury?context=a%26b&amp;client=native&amp;overflow=yes"><input type="hidden" name="launch" value="${LAUNCH_ID}">`,
    );
    expect(response.body).toContain(">End Branch designer and open Treasury desk</button>");
    expect(response.body).toContain("what was not saved is lost");
    expect(response.body).toContain("ready after 10–\u206020 minutes");
  });

  it("says when it ends, and that it is on a screen, where that is known", async () => {
    const { body } = await launch({}, anOpenSession({ isConnected: true }));
    expect(body).toContain("it ends by itself in 3 hours.");
    expect(body).toContain("It is open on a screen");
    const unknown = await launch({}, anOpenSession({ isConnected: null, expiresAt: null }));
    expect(unknown.body).not.toMatch(/ends by itself|on a screen/);
    const past = await launch({}, anOpenSession({ expiresAt: NOW_SECONDS - 5 }));
    expect(past.body).toContain("it ends by itself in 0 minutes.");
  });

  it("is called by its name in the reader's language", async () => {
    const { body } = await launch({ headers: { "accept-language": "es" } });
    expect(body).toContain("Terminar Diseño de oficinas y abrir Mesa de tesorería");
    expect(body).toContain("terminará por sí sola dentro de 3 horas");
  });

  it("has no way back where the policy no longer has its application", async () => {
    const response = await launch({}, anOpenSession({ application: "retired" }));
    expect(headingOf(response)).toBe("You still have another application open");
    expect(linksOf(response)).toEqual(["/"]);
    expect(response.body).toContain(">End another application and open Treasury desk</button>");
  });

  it("is asked about too where it is one more than they may have, and where it runs is not what matters", async () => {
    const response = await launch({}, anOpenSession(), { why: "session_limit" });
    expect(headingOf(response)).toBe("You still have Branch designer open");
    expect(response.body).toContain("You have as many sessions open as you may have at the same time.");
    expect(response.body).toContain("Treasury desk can open once the one with Branch designer has ended.");
    expect(response.body).toContain("what was not saved is lost");
    expect(response.body).not.toMatch(/in the same place|ready after/);
    expect(response.body).toContain(`name="launch" value="${LAUNCH_ID}"`);
    expect(linksOf(response)).toEqual(["/launch/design", "/"]);
  });

  it("has no way back that would lead to the same question", async () => {
    const own = anOpenSession({ application: "treasury" });
    const response = await launch({}, own, { why: "session_limit" });
    expect(linksOf(response)).toEqual(["/"]);
    const json = { headers: { accept: "application/json" } };
    const problem = problemOf(await launch(json, own, { why: "session_limit" }));
    expect(problem).toMatchObject({
      ...{ reason: "another_session_open", session: { href: null } },
      detail: expect.stringContaining("can open once the one with Treasury desk has ended"),
    });
  });

  it.each(["es", "pt", "de", "tr"])("says in %s what a limit has to do with it", async (language) => {
    const headers = { "accept-language": language };
    const [limit, place] = await Promise.all(
      (["session_limit", "same_place"] as const).map((why) => launch({ headers }, anOpenSession(), { why })),
    );
    expect(limit?.body).not.toMatch(/\{(application|other)\}|You have/);
    expect(limit?.body).not.toBe(place?.body);
  });

  it("is a page without a script", async () => {
    const response = await launch();
    expect(response.body).not.toContain("<script");
    expect(response.headers?.["content-security-policy"]).toBe(contentSecurityPolicy());
    expect(response.cookies).toEqual([]);
  });

  it("keeps hostile names and facts a text", async () => {
    const applications = {
      treasury: anApplication({ name: { en: HOSTILE } }),
      design: anApplication({ name: { en: HOSTILE } }),
    };
    const policy = { ...TWO_APPLICATIONS, applications };
    const { body } = await launch({}, anOpenSession({ launchId: HOSTILE }), { policy });
    expect(body).not.toContain("<img");
    expect(body).toContain('value="&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"');
  });

  it("is told to a program as a conflict, with both ways on", async () => {
    const response = await launch({ headers: { accept: "application/json" }, query: "overflow=yes" });
    expect(response.statusCode).toBe(409);
    expect(response.headers?.["content-type"]).toBe("application/problem+json");
    expect(problemOf(response)).toMatchObject({
      ...{ status: 409, reason: "another_session_open" },
      correlationId: response.headers?.["correlation-id"],
      session: {
        launchId: LAUNCH_ID,
        isConnected: false,
        endsInSeconds: 10_800,
        href: "/launch/design",
      },
      end: { method: "POST", href: "/launch/treasury?overflow=yes", form: { launch: LAUNCH_ID } },
    });
    expect(response.body).not.toContain("appstream-session-1");
  });
});
