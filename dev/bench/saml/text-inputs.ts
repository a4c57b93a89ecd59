/**
 * Fields of repeated scraps, in no order that XML knows: what runs into every loop over text before there is a tree.
 * Some come within a frame that leads them further.
 */
import { MAX_FIELD_LENGTH } from "../../../functions/identity/saml/xml-text.ts";
import { toFormField } from "../../identity-provider/saml/minting/form-field.ts";
import { NAMESPACES } from "../../identity-provider/saml/minting/saml-names.ts";
import type { InputKind, Recipe, RecipeOf } from "./recipe.ts";
import type { MeasuredSignIn } from "./sign-in.ts";

const SCRAPS = [
  ..."<>/='\"&; \n:a\u20ac",
  "",
  "</",
  "/>",
  "<a>",
  "<a/>",
  "</a>",
  "<a b='c'>",
  "<a b='>'/>",
  " b='c'",
  " xmlns:a='b'",
  "xmlns:",
  "xmlns:a ",
  "&amp;",
  "&#9;",
  "&#x10FFFF;",
  "&x;",
  "]]>",
  "<!--",
  "<?a?>",
  "\r\n",
  "\u0000",
  "A==",
] as const;

const FRAMES = {
  none: ["", ""],
  element: ["<a>", "</a>"],
  attribute: ["<a b='", "'/>"],
  tag: ["<a ", "/>"],
  response: [
    `<p:Response xmlns:p="${NAMESPACES.protocol}" ID="_r" Version="2.0"><p:Status><p:StatusDetail>`,
    "</p:StatusDetail></p:Status></p:Response>",
  ],
} as const;

const GENES = {
  frame: ["none", "element", "attribute", "tag", "response"],
  first: SCRAPS,
  second: SCRAPS,
  third: SCRAPS,
  encoding: ["base64", "none"],
  length: [1, 0.5],
} as const;

export function textInputs({ rules }: MeasuredSignIn): InputKind {
  return {
    name: "text",
    genes: GENES,
    starts: STARTS,
    make: async (recipe) => ({ field: fieldOf(recipe as RecipeOf<typeof GENES>), rules }),
  };
}

const STARTS: readonly Recipe[] = [
  ...SCRAPS.map((first) => ({ first, second: "", third: "" })),
  ...SCRAPS.map((first) => ({ frame: "response", first, second: "", third: "" })),
  ...SCRAPS.map((first) => ({ frame: "tag", first, second: "", third: "" })),
  { frame: "attribute", first: "&amp;", second: "", third: "" },
  { frame: "attribute", first: "xmlns:a ", second: "", third: "" },
  { frame: "tag", first: "'", second: '"', third: "" },
  { encoding: "none", first: "A==", second: "", third: "" },
  { encoding: "none", first: " ", second: "a", third: "" },
  { encoding: "none", first: "a", second: "", third: "" },
];

function fieldOf({ frame, first, second, third, encoding, length }: RecipeOf<typeof GENES>): string {
  const [start, end] = FRAMES[frame];
  const scrap = `${first}${second}${third}` || " ";
  const room = length * (encoding === "none" ? MAX_FIELD_LENGTH : Math.floor((MAX_FIELD_LENGTH / 4) * 3));
  const times = Math.floor((room - start.length - end.length) / Buffer.byteLength(scrap));
  const text = `${start}${scrap.repeat(times)}${end}`;
  return encoding === "none" ? text : toFormField(text);
}
