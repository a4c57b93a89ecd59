import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handover } from "../../functions/core/handover.ts";
import { aBrowser, aHandover, anOpenApplication, handoverFacts } from "../support/handover-builders.ts";

/** Bits that some program or shell takes for more than text, between bits that none does. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "--renderer-cmd-prefix=",
        "-",
        "/",
        "@",
        "+",
        '"',
        "'",
        "`",
        "%",
        "%PATH%",
        "\\",
        "..",
        ".",
      ),
      fc.constantFrom("\n", "\r", "\0", "\t", " ", ";", "&", "|", "<", ">", "^", "$(id)", "?", "#", "=", ":"),
      fc.constantFrom(
        "%2e",
        "%2F",
        "\u{202e}",
        "\u{200b}",
        "＂",
        "－",
        "ʺ",
        "\u{2028}",
        "\u{d800}",
        "{userId}",
      ),
      fc.constantFrom("invoice/4711", "a", "b", "é", "文", "/../", "\\..", "\u{115f}"),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));
const values = fc.record({ context: fc.option(hostile), email: fc.option(hostile), userId: hostile });
const RUNS = { numRuns: 3000 };

describe("handover", () => {
  it("makes of every argument the declared one around the values, or none", () => {
    const templates = ["--profile=treasury", "{context}", "--open={context}", "a {userId} {email} b"];
    const application = anOpenApplication(aHandover({ arguments: templates }));
    fc.assert(
      fc.property(values, (facts) => {
        const { context, email, userId } = facts;
        const made = handover(handoverFacts({ ...facts, application }));
        if (!made.ok) return;
        expect(made.value.arguments).toStrictEqual([
          "--profile=treasury",
          ...(context ? [context, `--open=${context}`] : []),
          ...(userId && email ? [`a ${userId} ${email} b`] : []),
        ]);
        for (const argument of made.value.arguments) {
          expect(argument).not.toMatch(/["'`%\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/v);
          expect(argument.normalize("NFKC")).toBe(argument);
        }
        if (context) expect(made.value.arguments[1]).toMatch(/^[^\-\/@+\s]/v);
      }),
      RUNS,
    );
  });

  it("lets no value that it puts into the environment hold what a shell or a line reader acts on", () => {
    const application = anOpenApplication(
      aHandover({ environment: { LINK: "<{context}>", WHO: "{userId}" } }),
    );
    fc.assert(
      fc.property(values, (facts) => {
        const made = handover(handoverFacts({ ...facts, application }));
        if (!made.ok) return;
        expect(made.value.environment).toStrictEqual({
          ...(facts.context && { LINK: `<${facts.context}>` }),
          ...(facts.userId && { WHO: facts.userId }),
        });
        for (const value of Object.values(made.value.environment)) {
          expect(value).not.toMatch(/["'`%\p{C}\p{Zl}\p{Zp}]/v);
        }
      }),
      RUNS,
    );
  });

  it("keeps every value in its own segment and its own pair of the address", () => {
    const url = "https://treasury.example/open/{context}/as-{userId}?link={context}&mail={email}&fixed=1#top";
    const application = anOpenApplication(aHandover({ browser: aBrowser({ url }) }));
    fc.assert(
      fc.property(values, (facts) => {
        const { context, email, userId } = facts;
        const made = handover(handoverFacts({ ...facts, application }));
        if (!made.ok) return;
        const opened = new URL(made.value.browser?.url ?? "");
        expect(opened.href).toBe(made.value.browser?.url);
        expect(opened.origin).toBe("https://treasury.example");
        expect(opened.hash).toBe("#top");
        expect(opened.pathname.split("/").map(decodeURIComponent)).toStrictEqual([
          "",
          "open",
          ...(context ? [context] : []),
          ...(userId ? [`as-${userId}`] : []),
        ]);
        expect(decodeURIComponent(opened.pathname)).not.toMatch(/(?:^|[\/\\])\.{1,2}(?:[\/\\]|$)/v);
        expect([...opened.searchParams]).toStrictEqual([
          ...(context ? [["link", context]] : []),
          ...(email ? [["mail", email]] : []),
          ["fixed", "1"],
        ]);
        const written = opened.href.slice("https://treasury.example/".length, -"#top".length);
        expect(written).toMatch(/^(?:[A-Za-z0-9._~/?&=-]|%[0-9A-F]{2})*$/);
      }),
      RUNS,
    );
  });
});
