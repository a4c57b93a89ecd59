import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { BrandingPolicy } from "../../functions/core/policy-branding.ts";
import { type Branding, brandingOf } from "../../functions/http/branding.ts";
import { STYLE_SOURCE } from "../../functions/http/layout.ts";
import { markup } from "../../functions/http/markup.ts";
import { pageAnswer } from "../../functions/http/page-answer.ts";
import { refuseAndAudit } from "../../functions/http/refusal-response.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { anEvent, answer, headingOf, memoryPorts, NO_TRUST, ORIGIN } from "../support/http-builders.ts";

const LOGO = "data:image/svg+xml;base64,PHN2Zy8+";
const COLOURS = { accent: "#7a1f5c", accentDark: "#f0a8d8" };
const branded = (branding: Partial<BrandingPolicy>, support: string | null = null): Branding =>
  brandingOf({
    branding: { name: null, logo: null, colours: null, ...branding },
    support: support === null ? null : { en: support },
  });
const NORTHWIND = branded({
  name: { en: "Northwind Bank", de: "Nordwind-Bank" },
  logo: LOGO,
  colours: COLOURS,
});

const page = (branding: Branding | undefined, language = "en") =>
  pageAnswer({ languages: [language], branding }, 200, { title: "Title", content: markup`<p>Content</p>` });
const policyOf = (response: HttpResponse): ReadonlyMap<string, string> =>
  new Map(
    String(response.headers?.["content-security-policy"])
      .split("; ")
      .map((directive) => [directive.split(" ", 1)[0] ?? "", directive.slice(directive.indexOf(" ") + 1)]),
  );
const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("a branded page", () => {
  it("bears the name in its title and header, in the reader's language", () => {
    expect(page(NORTHWIND).body).toContain("<title>Title · Northwind Bank</title>");
    expect(page(NORTHWIND).body).toContain("<span>Northwind Bank</span>");
    expect(page(NORTHWIND, "de").body).toContain("<title>Title · Nordwind-Bank</title>");
    expect(page(NORTHWIND, "tr").body).toContain("<title>Title · Northwind Bank</title>");
    expect(page(NORTHWIND).body).not.toContain("Streamgate");
  });

  it("shows the logo, which says nothing to those who hear the page, and no mark of ours", () => {
    const { body } = page(NORTHWIND);
    expect(body).toContain(`<header><img src="${LOGO}" alt=""><span>`);
    expect(body).not.toContain("<svg");
  });

  it("wears its accents in a style of its own, after the frame's, and its policy names each style by hash", () => {
    const response = page(NORTHWIND);
    const styles = [...(response.body ?? "").matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
      ([, text = ""]) => text,
    );
    expect(styles[1]).toBe(
      ":root{--accent:#7a1f5c}@media (prefers-color-scheme:dark){:root{--accent:#f0a8d8}}",
    );
    expect(policyOf(response).get("style-src")).toBe(styles.map(hash).join(" "));
  });

  it.each([
    [LOGO, "data:"],
    ["https://brand.example.com/a/logo.svg", "https://brand.example.com/a/logo.svg"],
  ])("may load the logo %s and no other image", (logo, source) => {
    expect(policyOf(page(branded({ logo }))).get("img-src")).toBe(source);
  });

  it("is permitted nothing for what the policy leaves out", () => {
    const plain = page(branded({}));
    expect(plain).toEqual(page(undefined));
    expect(policyOf(plain).get("style-src")).toBe(STYLE_SOURCE);
    expect(policyOf(plain).has("img-src")).toBe(false);
  });

  it("keeps what the page itself needs", () => {
    const response = pageAnswer(
      { languages: ["en"], branding: NORTHWIND },
      200,
      { title: "Title", content: markup``, style: { text: "p{}", source: hash("p{}") } },
      { images: ["'self'", "data:"] },
    );
    expect(policyOf(response).get("img-src")).toBe("'self' data:");
    expect(policyOf(response).get("style-src")).toContain(` ${hash("p{}")} `);
    expect(response.body?.match(/<style>/g)).toHaveLength(3);
  });
});

describe("the foot of a page", () => {
  const HELPED = branded({}, "Extension 4357");

  it("names whom to ask, once: not where the page has said it", () => {
    expect(page(HELPED).body).toContain("<footer><p>Help: Extension 4357</p></footer>");
    const said = pageAnswer({ languages: ["en"], branding: HELPED }, 200, {
      title: "Title",
      content: markup``,
      saysSupport: true,
    });
    expect(said.body).not.toContain("<footer>");
  });

  it("is not there where it would be empty", () => {
    expect(page(undefined).body).not.toContain("<footer>");
  });

  it("offers the page in every language, each by its own name, where the page says so", () => {
    const { body = "" } = pageAnswer({ languages: ["pt"] }, 200, {
      title: "T",
      content: markup``,
      hasLanguages: true,
    });
    expect(body).toContain('<nav aria-label="Idioma">');
    expect(
      [...body.matchAll(/<a href="([^"]*)" lang="(\w+)"[^>]*>([^<]*)</g)].map((m) => m.slice(1)),
    ).toEqual([
      ["?lang=en", "en", "English"],
      ["?lang=es", "es", "Español"],
      ["?lang=pt", "pt", "Português"],
      ["?lang=de", "de", "Deutsch"],
      ["?lang=tr", "tr", "Türkçe"],
    ]);
    expect(body.match(/aria-current="true"/g)).toHaveLength(1);
    expect(body).toContain('lang="pt" aria-current="true"');
  });
});

describe("a function's pages", () => {
  const support = { en: "Extension 4357" };
  const refused = async () => {
    const ports = { ...memoryPorts(), support };
    return await answer(
      async (request) => refuseAndAudit(ports, request, "cross_site_request"),
      ports,
      anEvent({ routeKey: "POST /logout", headers: { origin: ORIGIN } }),
      NO_TRUST,
      NORTHWIND,
    );
  };

  it("are branded once it has started, refusals among them", async () => {
    const response = await refused();
    expect(response.body).toContain("· Northwind Bank</title>");
    expect(policyOf(response).get("img-src")).toBe("data:");
    expect(response.body?.match(/Extension 4357/g)).toHaveLength(1);
  });

  it("have the product's own look where it could not start", async () => {
    const response = await answer(
      async () => {
        throw new Error("broken");
      },
      memoryPorts(),
      anEvent(),
      NO_TRUST,
      NORTHWIND,
    );
    expect(headingOf(response)).toBe("Something went wrong");
    expect(response.body).toContain("· Streamgate</title>");
  });
});
