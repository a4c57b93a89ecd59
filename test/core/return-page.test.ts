import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvalPage, goalLoginPath, goalPath, parseReturnPage } from "../../functions/core/return-page.ts";

const INTENT = { application: "treasury", context: "a&b", client: "web" } as const;
const OIDC = { id: "corporate", protocol: "oidc" } as const;

describe("parseReturnPage", () => {
  it.each([
    "sessions",
    "help-desk",
    "link-studio",
    "approvals",
    "approvals/eu-west-1.AAAAAAAAAAAAAAAAAAAAAA",
  ])("takes %s", (text) => {
    expect(parseReturnPage(text)).toEqual({ page: text });
  });

  it.each([
    ...[
      "",
      "/",
      "/sessions",
      "sessions/",
      "sessions?x=1",
      "sessions#x",
      "Sessions",
      "sessions\n",
      " sessions",
    ],
    ...["//evil.example", "/\\evil.example", "https://evil.example", "evil.example", "javascript:alert(1)"],
    ...["approvals/", "approvals/..", "approvals/../x", "approvals//evil.example", "approvals/a/b"],
    ...[
      "approvals/%2e%2e",
      `approvals/${"a".repeat(65)}`,
      "sessions\u0000",
      "sessions/..//evil",
      "../sessions",
    ],
    ...[
      "help-desk/sessions",
      "logout",
      "launch/treasury",
      "sess%69ons",
      "sessions;x",
      "sessions\\@evil.example",
    ],
  ])("takes nothing of %j", (text) => {
    expect(parseReturnPage(text)).toBeUndefined();
  });

  it("takes none of over two hundred shapes that lead elsewhere", () => {
    const before = [
      "",
      "/",
      "//",
      "\\",
      "/\\",
      "https:",
      "https://",
      "javascript:",
      "\t",
      "\n",
      " ",
      "%2f%2f",
    ];
    const ours = ["sessions", "sessions/", "sessions//", "sessions?", "sessions#", "sessions@", "help-desk."];
    const after = ["evil.example", "//evil.example", "\\\\evil.example", "@evil.example", ".evil.example"];
    const more = [
      "%2f%2fevil.example",
      "evil.example/sessions",
      ":80",
      "evil.example?sessions",
      "\u0000",
      "#x",
    ];
    const shapes = [...before, ...ours, "approvals/../"].flatMap((start) =>
      [...after, ...more].map((end) => `${start}${end}`),
    );
    expect(new Set(shapes).size).toBeGreaterThan(200);
    expect(shapes.filter((shape) => parseReturnPage(shape) !== undefined)).toEqual([]);
  });

  it("never leads off our own origin", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^(?:sessions|approvals)?[/\\.:@a-z%]{0,12}$/)),
        (text) => {
          const page = parseReturnPage(text);
          if (page === undefined) return;
          const { origin } = new URL(goalPath(page), "https://broker.example");
          expect(origin).toBe("https://broker.example");
        },
      ),
    );
  });
});

describe("goalPath", () => {
  it("is the launch, the page, or the start page", () => {
    expect(goalPath(INTENT)).toBe("/launch/treasury?context=a%26b");
    expect(goalPath({ page: "sessions" })).toBe("/sessions");
    expect(goalPath(undefined)).toBe("/");
  });
});

describe("goalLoginPath", () => {
  it("carries the launch as ever", () => {
    expect(goalLoginPath(OIDC, INTENT)).toBe("/login/corporate?application=treasury&context=a%26b");
    expect(goalLoginPath(OIDC, undefined)).toBe("/login/corporate");
  });

  it("carries the page by its name", () => {
    expect(goalLoginPath(OIDC, { page: "approvals/a1" })).toBe("/login/corporate?to=approvals%2Fa1");
    expect(goalLoginPath({ id: "campus", protocol: "saml" }, { page: "sessions" }, true)).toBe(
      "/login/campus/saml?again=1&to=sessions",
    );
  });
});

describe("approvalPage", () => {
  it("is one of the pages that a sign-in may lead back to", () => {
    const page = approvalPage("eu-west-1.AAAAAAAAAAAAAAAAAAAAAA");
    expect(parseReturnPage(page.page)).toEqual(page);
  });
});
