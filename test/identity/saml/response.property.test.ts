import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { toFormField } from "../../../dev/identity-provider/saml/minting/form-field.ts";
import {
  encryptedResponse,
  signedResponse,
} from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { REFUSALS } from "../../../functions/core/refusal.ts";
import { verifyResponse } from "../../../functions/identity/saml/response.ts";
import { NAMESPACES } from "../../../functions/identity/saml/strict-xml.ts";
import { aSpec, contentOf, expectation, keyOf, rulesFor } from "./response-builders.ts";
import { documents } from "./xml-arbitraries.ts";

const [key, serviceProvider] = await Promise.all([keyOf("idp"), keyOf("sp")]);
const RULES = rulesFor([key.certificate], { decryptionKeys: [serviceProvider.privateKey] });
const CONTENT = contentOf();

// xmldom 0.8 tells the console what it does not like.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

/** One character put in place of another, put in between, or taken out. */
interface Change {
  readonly kind: "substitute" | "insert" | "delete";
  /** Parts of a million of the text. */
  readonly at: number;
  readonly character: string;
}

/** What means something in XML or in SAML, and anything else. */
const character = fc.oneof(
  fc.constantFrom(
    ..."<>/=\"' \t\n\r&;#x:!?-.,_%[]@{}()|*'0123456789ABCabcIDsamlpdsZT+\u0085\u2028\u00a0\ufeff\u0000",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);
const changes: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("substitute", "insert", "delete"),
  at: fc.nat(999_999),
  character,
});

function apply(text: string, { kind, at, character }: Change): string {
  const index = Math.floor((at / 1_000_000) * text.length);
  const after = kind === "insert" ? index : index + 1;
  return `${text.slice(0, index)}${kind === "delete" ? "" : character}${text.slice(after)}`;
}

async function readsTheSameOrNothing(field: string): Promise<void> {
  const verified = await verifyResponse(field, RULES, expectation());
  if (verified.ok) expect(verified.value).toStrictEqual(CONTENT);
  else expect(REFUSALS).toHaveProperty(verified.error.reason);
}

const MODES = ["assertion", "response", "both"] as const;
const encryption = { certificate: serviceProvider.certificate };
// A certificate is a third of the text, and nobody looks at it: without one, more of the changes are to the rest.
const MINTED = [
  ...MODES.map((sign) => {
    return [`of ${sign}`, signedResponse(aSpec(), { key, sign, keyInfo: false }), 1_000] as const;
  }),
  ["of both, with a certificate", signedResponse(aSpec(), { key, sign: "both" }), 300] as const,
  [
    "of both, encrypted",
    await encryptedResponse(aSpec(), { key, sign: "both", keyInfo: false, encryption }),
    500,
  ] as const,
];

describe.each(MINTED)("verifyResponse, signed %s", (_name, xml, numRuns) => {
  it("reads what was signed, and that only, whatever one character becomes", {
    timeout: 120_000,
  }, async () => {
    await readsTheSameOrNothing(toFormField(xml));
    await fc.assert(
      fc.asyncProperty(changes, (change) => readsTheSameOrNothing(toFormField(apply(xml, change)))),
      { numRuns },
    );
  });

  it("reads what was signed, and that only, whatever one character of the field becomes", async () => {
    const field = toFormField(xml);
    await fc.assert(
      fc.asyncProperty(changes, (change) => readsTheSameOrNothing(apply(field, change))),
      { numRuns: 200 },
    );
  });
});

describe("verifyResponse, of anything", () => {
  const [valid = ""] = MINTED.map(([, xml]) => xml);
  const pieces = valid.match(/<[^>]*>|[^<]+/g) ?? [];
  const refuses = async (field: string) => {
    const verified = await verifyResponse(field, RULES, expectation());
    expect(REFUSALS).toHaveProperty(verified.ok ? "nothing" : verified.error.reason);
  };

  it("refuses any text", async () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    await fc.assert(fc.asyncProperty(text, refuses), { numRuns: 1_000 });
    await fc.assert(fc.asyncProperty(text.map(toFormField), refuses), { numRuns: 1_000 });
  });

  it("refuses base64 of any bytes", async () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("base64"));
    await fc.assert(fc.asyncProperty(bytes, refuses), { numRuns: 1_000 });
  });

  it("refuses any XML in SAML's words", async () => {
    const words = new Set(pieces.flatMap((piece) => /^<[a-z]+:(\w+)/.exec(piece)?.[1] ?? []));
    const xml = documents({
      prefixes: ["", "saml", "samlp", "ds"],
      names: [...words, "ID", "Version", "Destination", "URI", "Algorithm", "Value"],
      namespaces: [NAMESPACES.assertion, NAMESPACES.protocol, NAMESPACES.signature],
    });
    const within = xml.map((content) =>
      valid.replace(
        /(<samlp:Response[^>]*>)[\s\S]*(<\/samlp:Response>)/,
        (_all, start, end) => start + content + end,
      ),
    );
    await fc.assert(fc.asyncProperty(fc.oneof(xml, within).map(toFormField), refuses), { numRuns: 1_000 });
  });

  it("refuses pieces of a response in any order", async () => {
    const fragments = ["<", ">", "</", "/>", "&", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "<a>", "</a>"];
    const chosen = fc.array(fc.constantFrom(...pieces, ...fragments), { maxLength: 60 });
    const field = chosen.map((array) => toFormField(array.join("")));
    await fc.assert(fc.asyncProperty(field, refuses), { numRuns: 1_000 });
  });

  it("reads what was signed, and that only, whichever part of it is cut, moved or doubled", {
    timeout: 120_000,
  }, async () => {
    const place = fc.nat(pieces.length - 1);
    await fc.assert(
      fc.asyncProperty(place, place, fc.nat(12), fc.boolean(), (from, to, length, isMoved) => {
        const part = pieces.slice(from, from + length);
        const rest = isMoved ? pieces.toSpliced(from, length) : pieces;
        return readsTheSameOrNothing(toFormField(rest.toSpliced(to, 0, ...part).join("")));
      }),
      { numRuns: 1_000 },
    );
  });
});
