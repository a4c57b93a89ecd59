import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { html, json, redirect } from "../../functions/http/response.ts";
import { LANGUAGES } from "../../functions/http/texts/languages.ts";
import {
  aLaunchEvent,
  anEvent,
  answer,
  aRequest,
  type EventFacts,
  memoryPorts,
} from "../support/http-builders.ts";

const COOKIE = "__Host-streamgate-language";
const GERMAN_BROWSER = { "accept-language": "de-AT,de;q=0.9,en;q=0.5" };

const languagesOf = (facts: EventFacts): readonly string[] =>
  aRequest({ headers: GERMAN_BROWSER, ...facts }).languages;

describe("the reader's language", () => {
  it("is what the address asks for, before what was chosen, before what the browser prefers", () => {
    expect(languagesOf({ query: "lang=tr", cookies: [`${COOKIE}=pt`] })).toEqual(["tr", "de", "de", "en"]);
    expect(languagesOf({ cookies: [`${COOKIE}=pt`] })).toEqual(["pt", "de", "de", "en"]);
    expect(languagesOf({})).toEqual(["de", "de", "en"]);
  });

  it.each([
    "lang=fr",
    "lang=",
    "lang=TR",
    "lang=tr-TR",
    "lang=tr&lang=es",
    "lang=tr&lang=tr",
    "lang=constructor",
    "lang=%22%3E%3Cscript%3E",
    "lang[]=tr",
    "Lang=tr",
  ])("is not what the address says by %s", (query) => {
    expect(languagesOf({ query })).toEqual(["de", "de", "en"]);
  });

  it.each(["fr", "", "TR", "__proto__", "tr,es"].map((value) => `${COOKIE}=${value}`))(
    "is not what the cookie %s says",
    (cookie) => {
      expect(languagesOf({ cookies: [cookie] })).toEqual(["de", "de", "en"]);
    },
  );

  it("is not what a cookie says that came twice", () => {
    expect(languagesOf({ cookies: [`${COOKIE}=tr`, `${COOKIE}=es`] })).toEqual(["de", "de", "en"]);
  });

  it("is one of ours or the browser's, whatever the address holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const [first = ""] = languagesOf({ query: `lang=${encodeURIComponent(text.toWellFormed())}` });
        expect([...LANGUAGES, "de"]).toContain(first);
      }),
    );
  });
});

describe("the choice of a language", () => {
  const page = async () => html(200, "<!doctype html>", ["other=1; Path=/"]);
  const cookiesOf = async (facts: EventFacts, route: () => Promise<ReturnType<typeof html>> = page) =>
    (await answer(route, memoryPorts(), anEvent(facts))).cookies;

  it("is kept for a year, in a cookie that only we are sent", async () => {
    expect(await cookiesOf({ query: "lang=tr" })).toEqual([
      "other=1; Path=/",
      `${COOKIE}=tr; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax`,
    ]);
  });

  it("replaces an earlier one, and is not kept anew where it is the same", async () => {
    expect(await cookiesOf({ query: "lang=tr", cookies: [`${COOKIE}=es`] })).toHaveLength(2);
    expect(await cookiesOf({ query: "lang=tr", cookies: [`${COOKIE}=tr`] })).toHaveLength(1);
  });

  it("is not kept where there is none", async () => {
    expect(await cookiesOf({ headers: GERMAN_BROWSER })).toHaveLength(1);
    expect(await cookiesOf({ query: "lang=fr" })).toHaveLength(1);
  });

  it.each<[string, EventFacts, () => Promise<ReturnType<typeof html>>]>([
    ["a form's answer", { routeKey: "POST /logout" }, async () => html(200, "")],
    ["a redirect", {}, async () => redirect("/login/corporate")],
    ["a program's answer", {}, async () => json(200, {})],
    ["an answer without a type", {}, async () => ({ statusCode: 204 })],
  ])("is not kept by %s", async (_what, facts, route) => {
    expect((await cookiesOf({ query: "lang=tr", ...facts }, route)) ?? []).toEqual([]);
  });

  it("is no part of a launch: the link keeps its meaning", async () => {
    const ports = memoryPorts();
    const response = await answer(
      launchRoute,
      ports,
      aLaunchEvent({ query: "context=x&lang=tr&client=native" }),
    );
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe("/login/corporate?application=treasury&context=x&client=native");
  });
});
