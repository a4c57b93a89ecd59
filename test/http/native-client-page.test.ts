import { describe, expect, it } from "vitest";
import { NATIVE_CLIENT_SCRIPT, nativeClientPage } from "../../functions/http/native-client-page.ts";
import { LANGUAGES } from "../../functions/http/texts/languages.ts";
import { NATIVE_CLIENT_TEXTS } from "../../functions/http/texts/native-client.ts";
import { aRequest, headingOf, linksOf } from "../support/http-builders.ts";
import { directivesOf } from "../support/launch-builders.ts";

const VIEW = {
  nativeUrl: "amazonappstream:aHR0cHM6",
  browserHref: "/launch/treasury",
  againHref: "/launch/treasury?client=native",
  validSeconds: 30,
};

describe("nativeClientPage", () => {
  it("offers the client first, then the browser, then the client's own page, without a script too", () => {
    const response = nativeClientPage(aRequest(), VIEW);
    expect(headingOf(response)).toBe("Ready to open");
    expect(linksOf(response)).toEqual([
      VIEW.nativeUrl,
      VIEW.againHref,
      VIEW.browserHref,
      "https://clients.amazonappstream.com/",
    ]);
    expect(response.body).toContain('<p id="missing"><a');
  });

  it("runs its own script and asks nobody", () => {
    const directives = directivesOf(nativeClientPage(aRequest(), VIEW).headers?.["content-security-policy"]);
    expect(directives["script-src"]).toBe(NATIVE_CLIENT_SCRIPT.source);
    expect(directives).not.toHaveProperty("connect-src");
  });

  it.each(LANGUAGES)("has its own words in %s", (language) => {
    const { body } = nativeClientPage(aRequest({ headers: { "accept-language": language } }), VIEW);
    expect(body).toContain(NATIVE_CLIENT_TEXTS[language].nothing);
  });
});
