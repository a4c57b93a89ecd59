import { describe, expect, it } from "vitest";
import { continuePage, onwardPage, signInPage } from "../../functions/http/pages.ts";
import { aRequest, headingOf, linksOf } from "../support/http-builders.ts";

const REQUEST = aRequest();
const SPANISH = aRequest({ headers: { "accept-language": "es" } });
const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const ESCAPED = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;";

describe("signInPage", () => {
  const CORPORATE = { name: { en: "Corporate", es: "Corporativo" }, href: "/login/corporate" };
  const PARTNER = { name: { en: "Partner" }, href: "/login/partner?application=a&context=b%20c" };

  it("welcomes where there is one provider", () => {
    const response = signInPage(REQUEST, [CORPORATE]);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Welcome");
    expect(linksOf(response)).toEqual(["/login/corporate"]);
    expect(response.body).toContain(">Sign in with Corporate</a>");
  });

  it("asks which where there are several, in the policy's order", () => {
    const response = signInPage(REQUEST, [CORPORATE, PARTNER]);
    expect(headingOf(response)).toBe("Where do you sign in?");
    expect(linksOf(response)).toEqual([CORPORATE.href, PARTNER.href]);
  });

  it("names a provider in the reader's language, or in English", () => {
    const { body } = signInPage(SPANISH, [CORPORATE, PARTNER]);
    expect(body).toContain("Iniciar sesión con Corporativo");
    expect(body).toContain("Iniciar sesión con Partner");
  });

  it("escapes names and links", () => {
    const { body } = signInPage(REQUEST, [{ name: { en: HOSTILE }, href: '/"><script>' }]);
    expect(body).toContain(ESCAPED);
    expect(body).not.toMatch(/<img|<script/);
  });
});

describe("continuePage", () => {
  const QUESTION = {
    action: "/login/campus/continue",
    proposal: "proposal-1",
    person: "Lucía Fernández (lucia@example.com)",
    application: { en: "Treasury desk", es: "Mesa de tesorería" },
    current: "Ana Example",
  };

  it("asks about the person, the application and who is replaced, by a form of ours", () => {
    const response = continuePage(REQUEST, QUESTION);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Continue as this person?");
    expect(response.body).toContain("<strong>Lucía Fernández (lucia@example.com)</strong>");
    expect(response.body).toContain("This opens <strong>Treasury desk</strong>");
    expect(response.body).toContain("who is signed in here now: <strong>Ana Example");
    expect(response.body).toContain(
      '<form method="post" action="/login/campus/continue"><input type="hidden" name="proposal" value="proposal-1">',
    );
    expect(linksOf(response)).toEqual(["/"]);
  });

  it("leaves out what there is none of", () => {
    const { body } = continuePage(REQUEST, { ...QUESTION, application: undefined, current: undefined });
    expect(body).not.toMatch(/This opens|takes the place/);
  });

  it("speaks the reader's language", () => {
    const { body } = continuePage(SPANISH, QUESTION);
    expect(body).toContain("Se abrirá <strong>Mesa de tesorería</strong>");
    expect(body).toContain('lang="es"');
  });

  it("escapes every value", () => {
    const { body } = continuePage(REQUEST, {
      ...{ action: `"><img src=x>`, proposal: HOSTILE, person: HOSTILE, current: HOSTILE },
      application: { en: HOSTILE },
    });
    expect(body?.split(ESCAPED)).toHaveLength(5);
    expect(body).not.toContain("<img");
  });
});

describe("onwardPage", () => {
  it("goes on by itself, with a button for who waits, and keeps the cookies", () => {
    const response = onwardPage(REQUEST, "/launch/treasury?context=a%26b&client=native", ["a=b"]);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("One moment");
    expect(response.headers?.refresh).toBe("0;url=/launch/treasury?context=a%26b&client=native");
    expect(response.headers?.["content-type"]).toBe("text/html; charset=utf-8");
    expect(linksOf(response)).toEqual(["/launch/treasury?context=a%26b&client=native"]);
    expect(response.cookies).toEqual(["a=b"]);
  });

  it("speaks the reader's language", () => {
    expect(headingOf(onwardPage(SPANISH, "/", []))).toBe("Un momento");
  });
});
