import { describe, expect, it } from "vitest";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { clearCookie, setCookie, waitingCookie } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { contentSecurityPolicy } from "../../functions/http/security-headers.ts";
import { WAITING_SCRIPT } from "../../functions/http/waiting-script.ts";
import {
  aLaunchEvent,
  anApplication,
  answer,
  type EventFacts,
  headingOf,
  ISSUED,
  linksOf,
  NOW_SECONDS,
  problemOf,
  STREAMING_URL,
} from "../support/http-builders.ts";
import {
  aWait,
  directivesOf,
  type LaunchFacts,
  launchPorts,
  signedIn,
  TWO_APPLICATIONS,
} from "../support/launch-builders.ts";

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const SPANISH = { "accept-language": "es-MX,es;q=0.9" };

async function launch(event: EventFacts, ports = launchPorts(waiting())): Promise<HttpResponse> {
  return answer(launchRoute, ports, aLaunchEvent({ cookies: await signedIn(), ...event }));
}

function waiting(...wait: Parameters<typeof aWait>): LaunchFacts {
  return { answer: { outcome: "wait", ...aWait(...wait) } };
}

describe("launchRoute: somebody who waits", () => {
  it("gets a page that says for what, how long, and how many come first", async () => {
    const response = await launch({});
    expect(response.statusCode).toBe(202);
    expect(headingOf(response)).toBe("Waiting for a place in Treasury desk");
    expect(response.body).toContain("All places are taken at the moment.");
    expect(response.body).toContain("within 10–\u206020 minutes, or sooner");
    expect(response.body).toContain('<p id="ahead" role="status">3 people are ahead of you.</p>');
    expect(response.headers?.["retry-after"]).toBe("17");
    expect(linksOf(response)).toEqual(["/launch/treasury", "/"]);
  });

  it("keeps the intent in every way on", async () => {
    const intent = "context=a%26b%22%3E%3Cscript%3E&client=native";
    const ports = launchPorts(waiting({}, { offers: ["virginia"] }));
    const response = await launch({ query: intent }, ports);
    expect(linksOf(response)).toEqual([
      `/launch/treasury?${intent}`,
      "/",
      `/launch/treasury?${intent}&overflow=yes`,
    ]);
    expect(response.body).toContain(`content="17;url=/launch/treasury?${intent.replace("&c", "&amp;c")}"`);
    expect(response.body).toContain(`data-ask="/wait/treasury?${intent.replace("&c", "&amp;c")}"`);
  });

  it("loads again by itself without JavaScript only", async () => {
    const { body, headers } = await launch({});
    expect(body?.match(/http-equiv/g)).toHaveLength(1);
    expect(body).toContain(
      '<noscript><meta http-equiv="refresh" content="17;url=/launch/treasury"></noscript></head>',
    );
    expect(headers).not.toHaveProperty("refresh");
  });

  it("may run our script, ask us, and nothing else", async () => {
    const { body, headers } = await launch({});
    const directives = directivesOf(headers?.["content-security-policy"]);
    expect(directives).toEqual({
      ...directivesOf(contentSecurityPolicy()),
      "script-src": WAITING_SCRIPT.source,
      "connect-src": "'self'",
    });
    expect(JSON.stringify(directives)).not.toContain("unsafe");
    expect(body?.match(/<script/g)).toHaveLength(1);
    expect(body).toContain(`<script>${WAITING_SCRIPT.text}</script>`);
    const page = String(body).replace(WAITING_SCRIPT.text, "");
    expect(page).not.toMatch(/\son\w+\s*=|\sstyle\s*=|javascript:|https?:/i);
  });

  it("gets their ticket in a cookie of its own for the application, and brings it back", async () => {
    const ports = launchPorts(waiting());
    const name = waitingCookie("treasury");
    expect((await launch({}, ports)).cookies).toEqual([setCookie(name, "sealed.ticket", 3_600)]);
    const cookies = [...(await signedIn()), `${name}=theirs`, `${waitingCookie("design")}=another`];
    await launch({ cookies }, ports);
    expect(ports.broker.requests.map(({ sealedTicket }) => sealedTicket)).toEqual([undefined, "theirs"]);
  });

  it("keeps at most three lines", async () => {
    const others = ["a", "b", "c"].map((application) => `${waitingCookie(application)}=ticket`);
    const { cookies } = await launch({ cookies: [...(await signedIn()), ...others] });
    expect(cookies).toEqual([
      clearCookie(waitingCookie("a")),
      setCookie(waitingCookie("treasury"), "sealed.ticket", 3_600),
    ]);
  });

  it("loses the ticket when the stream begins, and no other", async () => {
    const ports = launchPorts({
      answer: {
        outcome: "stream",
        launchId: "launch-1",
        url: STREAMING_URL,
        by: "streaming_url",
        issued: ISSUED,
      },
    });
    const cookies = [...(await signedIn()), `${waitingCookie("treasury")}=t`, `${waitingCookie("design")}=d`];
    const response = await launch({ cookies }, ports);
    expect(response).toMatchObject({ statusCode: 303, cookies: [clearCookie(waitingCookie("treasury"))] });
    const native = await launch({ cookies, query: "client=native" }, ports);
    expect(native.cookies).toEqual([clearCookie(waitingCookie("treasury"))]);
  });

  it.each([
    ["fleet_starting", [60, 120], "Treasury desk is being made ready", "usually takes 1–\u20602 minutes"],
    ["region_resting", [10, 120], "Treasury desk cannot be reached just now", "within 2 minutes. We try"],
  ] as const)("reads why: %s", async (reason, usualSeconds, title, text) => {
    const response = await launch({}, launchPorts(waiting({}, { reason, usualSeconds })));
    expect(headingOf(response)).toBe(title);
    expect(response.body).toContain(text);
  });

  it.each([
    [null, "", ""],
    [0, "You are next in line.", "Usted es la siguiente persona de la cola."],
    [1, "One person is ahead of you.", "Hay una persona por delante."],
    [12_345, "12,345 people are ahead of you.", "Hay 12.345 personas por delante."],
  ])("counts %j people ahead in the reader's language", async (ahead, english, spanish) => {
    const ports = launchPorts(waiting({ ahead }));
    const text = ({ body }: HttpResponse) => /id="ahead" role="status">([^<]*)</.exec(body ?? "")?.[1];
    expect(text(await launch({}, ports))).toBe(english);
    expect(text(await launch({ headers: SPANISH }, ports))).toBe(spanish);
  });

  it("reads how long they have been waiting, from the first minute on", async () => {
    const page = (since: number) => launch({}, launchPorts(waiting({ since })));
    expect((await page(NOW_SECONDS - 59)).body).toContain('<p id="waited" hidden></p>');
    expect((await page(NOW_SECONDS - 60)).body).toContain(
      '<p id="waited">You have been waiting for 1 minute.</p>',
    );
    expect((await page(NOW_SECONDS + 60)).body).toContain('data-waited-seconds="0"');
  });

  it("reads of the class that takes the places", async () => {
    const classWindow = { name: "Training A", people: 40 };
    const ports = launchPorts(waiting({}, { classWindow }));
    expect((await launch({}, ports)).body).toContain("Training A began 25 minutes ago, for 40 people");
    expect((await launch({ headers: SPANISH }, ports)).body).toContain(
      "Training A empezó hace 25 minutos, para 40 personas",
    );
  });

  it("is offered a place that the policy asks about, with the town and the country", async () => {
    const ports = launchPorts(waiting({}, { offers: ["virginia", "ireland", "virginia", "gone"] }));
    const { body } = await launch({}, ports);
    expect(body).toContain(
      "You can open it in Northern Virginia (United States) or Dublin (Ireland) instead.",
    );
    expect(body).toContain("stay there until you end it");
    expect((await launch({ headers: SPANISH }, ports)).body).toContain(
      "Northern Virginia (Estados Unidos) o Dublin (Irlanda)",
    );
    expect((await launch({})).body).not.toContain("overflow=yes");
  });

  it.each([
    ["cross-site", false],
    ["same-site", false],
    ["same-origin", true],
    ["none", true],
  ])("takes a yes that comes %s for the person's own: %s", async (site, isTheirs) => {
    const ports = launchPorts(waiting());
    const headers = { "sec-fetch-site": site, "sec-fetch-user": "?1" };
    await launch({ query: "overflow=yes", headers }, ports);
    expect(ports.broker.requests.map(({ hasConsented }) => hasConsented)).toEqual([isTheirs]);
  });

  it("has the page carry no yes on that a link elsewhere brought", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-user": "?1" };
    const elsewhere = await launch({ query: "overflow=yes", headers }, launchPorts(waiting()));
    expect(elsewhere.body).toContain('data-launch="/launch/treasury"');
    expect(elsewhere.body).toContain('data-ask="/wait/treasury"');
  });

  it("says yes to it with one word only", async () => {
    const ports = launchPorts(waiting());
    await launch({ query: "overflow=yes" }, ports);
    await launch({ query: "fleet=virginia" }, ports);
    expect(ports.broker.requests.map(({ hasConsented }) => hasConsented)).toEqual([true, false]);
    expect((await launch({ query: "overflow=no" }, ports)).statusCode).toBe(400);
    expect(ports.broker.requests).toHaveLength(2);
  });

  it("keeps hostile names a text, on the page and in what its script reads", async () => {
    const treasury = anApplication({
      name: { en: HOSTILE },
      classes: [{ name: HOSTILE, people: 1, starts: "2026-08-03T08:00:00Z", ends: "2026-08-03T12:00:00Z" }],
    });
    const policy = { ...TWO_APPLICATIONS, applications: { treasury } };
    const classWindow = { name: HOSTILE, people: 1 };
    const { body } = await launch({}, launchPorts({ ...waiting({}, { classWindow }), policy }));
    expect(body).not.toContain("<img");
    expect(body?.split("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")).toHaveLength(5);
  });
});

describe("launchRoute: a browser that may measure", () => {
  const { location } = TWO_APPLICATIONS;
  const applications = { treasury: anApplication({ overflow: { fleets: ["virginia"], consent: true } }) };
  const policy = { ...TWO_APPLICATIONS, applications, location: { ...location, measureLatency: true } };
  const measured = async (event: EventFacts, change = {}) => {
    const ports = launchPorts({ ...waiting(), policy: { ...policy, ...change } });
    const { headers, body } = await launch(event, ports);
    return {
      connect: directivesOf(headers?.["content-security-policy"])["connect-src"],
      regions: /data-measure="([^"]*)"/.exec(body ?? "")?.[1],
      evidence: ports.broker.requests[0]?.evidence,
    };
  };

  it("asks the Regions of the application, and nobody else", async () => {
    expect(await measured({})).toMatchObject({
      regions: "eu-west-1 us-east-1",
      connect: "'self' https://dynamodb.eu-west-1.amazonaws.com https://dynamodb.us-east-1.amazonaws.com",
    });
  });

  it("asks nobody in development, where the policy does not say so, and where it has measured", async () => {
    const cookies = [...(await signedIn()), "__Host-streamgate-latency=eu-west-1:23"];
    for (const asked of [
      await measured({}, { development: true }),
      await measured({}, { location }),
      await measured({ cookies }),
    ]) {
      expect(asked).toMatchObject({ regions: "", connect: "'self'" });
    }
  });

  it("has its figures believed for ranking, of the policy's Regions, where the policy says so", async () => {
    const figures = (text: string) => [`__Host-streamgate-latency=${text}`];
    const cookies = [...(await signedIn()), ...figures("eu-west-1:23.us-east-1:110.sa-east-1:1")];
    const { evidence } = await measured({ cookies });
    expect(evidence?.latencies).toEqual(
      new Map([
        ["eu-west-1", 23],
        ["us-east-1", 110],
      ]),
    );
    expect((await measured({ cookies }, { location })).evidence?.latencies).toBeUndefined();
    for (const text of ["garbage", "eu-west-1:0", "a".repeat(100_000)]) {
      const hostile = [...(await signedIn()), ...figures(text)];
      expect((await measured({ cookies: hostile })).evidence?.latencies).toBeUndefined();
    }
  });
});

describe("launchRoute: a program that waits", () => {
  it("gets 202 with the facts, and the ticket", async () => {
    const ports = launchPorts(waiting({}, { offers: ["virginia"] }));
    const response = await launch({ headers: { accept: "application/json" } }, ports);
    expect(response.statusCode).toBe(202);
    expect(response.headers).toMatchObject({ "content-type": "application/json", "retry-after": "17" });
    expect(problemOf(response)).toEqual({
      ...{ retryAfterSeconds: 17, reason: "fleet_full", usualSeconds: [600, 1_200], ahead: 3 },
      ...{ waitedSeconds: 240, classWindow: null },
      offers: [{ region: "us-east-1", href: "/launch/treasury?overflow=yes" }],
      correlationId: response.headers?.["correlation-id"],
    });
    expect(response.cookies).toHaveLength(1);
    expect(directivesOf(response.headers?.["content-security-policy"])).not.toHaveProperty("script-src");
  });
});

describe("launchRoute: a fleet reached by federation", () => {
  const link = "https://login.example.com/app/aws?RelayState=x";
  const ports = () =>
    launchPorts({
      answer: { outcome: "stream", launchId: "launch-1", url: link, by: "federation", issued: null },
    });

  it("sends the browser to the identity provider, also where the native client was asked for", async () => {
    for (const query of ["", "client=native"]) {
      const response = await launch({ query }, ports());
      expect(response).toMatchObject({ statusCode: 303, headers: { location: link } });
      expect(response.body ?? "").toBe("");
    }
  });
});
