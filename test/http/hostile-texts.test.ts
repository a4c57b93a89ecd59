/** Whatever an author of a policy, an identity provider or a class writes stays a text, on every page that shows it. */
import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { type Branding, brandingOf } from "../../functions/http/branding.ts";
import { choicePage } from "../../functions/http/choice-page.ts";
import { endedPage } from "../../functions/http/ended-page.ts";
import { continuePage, signInPage } from "../../functions/http/pages.ts";
import { refuse } from "../../functions/http/refusal-response.ts";
import type { HttpRequest } from "../../functions/http/request.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { LANGUAGES } from "../../functions/http/texts/languages.ts";
import { waitingPage } from "../../functions/http/waiting-page.ts";
import { aRequest } from "../support/http-builders.ts";

const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</title><script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  "<style>STYLE</style><style>BRAND</style><style>MORE</style><script>SCRIPT</script>",
  "--><svg onload=alert(1)>",
  "]]><svg onload=alert(1)>",
  "&lt;script&gt;",
  "$& $' $` $1",
  "{application} {other} {moment} {duration}",
  "javascript:alert(1)",
  "\u202e\u0000\u2028<b>",
  "\ud800<b>",
];

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** Every page of ours, with this text wherever somebody else's words stand. */
const PAGES: Readonly<Record<string, (text: string, request: HttpRequest) => HttpResponse>> = {
  signIn: (text, request) =>
    signInPage(request, [{ name: { en: text }, href: "/login/corporate" }], { isStart: true }),
  continue: (text, request) =>
    continuePage(request, {
      ...{ action: "/login/campus/continue", proposal: text, person: text, current: text },
      application: { en: text },
    }),
  choice: (text, request) =>
    choicePage(request, {
      application: { en: text },
      why: "same_place",
      other: { name: { en: text }, href: "/launch/design" },
      ...{ launchId: text, isConnected: true, endsInSeconds: 60, rebuildSeconds: [60, 120] },
      launchHref: "/launch/treasury",
    }),
  choiceByLimit: (text, request) =>
    choicePage(request, {
      application: { en: text },
      why: "session_limit",
      other: { name: { en: text }, href: "/launch/design" },
      ...{ launchId: text, isConnected: true, endsInSeconds: 60, rebuildSeconds: [60, 120] },
      launchHref: "/launch/treasury",
    }),
  waiting: (text, request) =>
    waitingPage(
      request,
      {
        application: { en: text },
        ...{
          reason: "fleet_full",
          usualSeconds: [60, 120],
          ahead: 2,
          waitedSeconds: 61,
          retryAfterSeconds: 5,
        },
        ...{ offeredRegions: ["us-east-1"], measuredRegions: [] },
        classWindow: { name: text, people: 30, startedSecondsAgo: 600 },
      },
      { launch: "/launch/treasury", consent: "/launch/treasury?overflow=yes", wait: "/wait/treasury" },
    ),
  ended: (text, request) =>
    endedPage(request, {
      navigation: [{ href: "/", label: text, isCurrent: true }],
      end: { name: { en: text }, by: "help_desk", endedAgo: 60 },
      last: { name: { en: text }, openedAgo: 60, href: "/launch/treasury" },
    }),
  refusal: (text, request) =>
    refuse(
      { ...request, correlationId: text },
      refusal("outside_hours", { days: "mon", from: text, until: text, timeZone: text }),
      { support: { en: text } },
    ),
};

const brandWith = (text: string): Branding =>
  brandingOf({
    branding: {
      name: { en: text },
      logo: "data:image/svg+xml;base64,PHN2Zy8+",
      colours: { accent: "#7a1f5c", accentDark: "#f0a8d8" },
    },
    support: { en: text },
  });

/** Occurs in no page by itself. */
const CALM = "\u{1f9ca}";

describe.each(Object.entries(PAGES))("the page %s", (_name, page) => {
  it.each(HOSTILE)("shows %j and nothing but", (text) => {
    for (const language of LANGUAGES) {
      const shown = (words: string): HttpResponse =>
        page(words, { ...aRequest(), languages: [language], branding: brandWith(words) });
      const calm = shown(CALM);
      expect(calm.body).toContain(CALM);
      expect(shown(text).body).toBe(calm.body?.replaceAll(CALM, () => escaped(text)));
      expect(shown(text).headers).toEqual(calm.headers);
    }
  });
});
