import { describe, expect, it } from "vitest";
import { readForm } from "../../functions/http/form.ts";
import { aRequest } from "../support/http-builders.ts";
import { aForm } from "../support/saml-route-builders.ts";

const FORM = "application/x-www-form-urlencoded";

const read = (body: string, type: string | null = FORM, isBase64Encoded = false) =>
  readForm(aRequest({ body, isBase64Encoded, headers: type === null ? {} : { "content-type": type } }));

function pairs(body: string): unknown {
  const form = read(body);
  return form.ok ? [...form.value] : form.error;
}

describe("readForm", () => {
  it("reads the form of an event in base64, as API Gateway sends it", () => {
    const form = readForm(aRequest(aForm({ a: "1 & 2", b: "é=+" })));
    expect(form.ok && [...form.value]).toEqual([
      ["a", "1 & 2"],
      ["b", "é=+"],
    ]);
  });

  it.each([
    [
      "a=1&b=2",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    [
      "a=1&a=2",
      [
        ["a", "1"],
        ["a", "2"],
      ],
    ],
    ["a=x%2By%3D+z", [["a", "x+y= z"]]],
    ["a=%C3%A9%0D%0A", [["a", "é\r\n"]]],
    ["a=%ff%", [["a", "\ufffd%"]]],
    ["a", [["a", ""]]],
    [
      "=&&a=1",
      [
        ["", ""],
        ["a", "1"],
      ],
    ],
    ["__proto__=1", [["__proto__", "1"]]],
    ["", []],
  ])("reads %j", (body, expected) => {
    expect(pairs(body)).toEqual(expected);
  });

  it.each([FORM, FORM.toUpperCase(), `${FORM}; charset=UTF-8`, ` ${FORM} ;a=b`])(
    "reads one of type %j",
    (type) => {
      expect(read("a=1", type)).toMatchObject({ ok: true });
    },
  );

  it.each([
    null,
    "",
    "text/plain",
    "application/json",
    "multipart/form-data; boundary=a",
    `text/plain, ${FORM}`,
    `text/plain;${FORM}`,
    `${FORM}x`,
  ])("refuses one of type %j", (type) => {
    expect(read("a=1", type)).toEqual({ ok: false, error: "content_type" });
  });

  it("reads none where there is no body, which a sender may leave out", () => {
    const form = readForm(aRequest({ headers: { "content-type": FORM } }));
    expect(form.ok && [...form.value]).toEqual([]);
  });

  it("reads 1.2 million letters and refuses one more, before it decodes them", () => {
    const longest = `a=${"b".repeat(1_199_998)}`;
    expect(read(longest)).toMatchObject({ ok: true });
    for (const isBase64Encoded of [true, false]) {
      expect(read(`${longest}c`, FORM, isBase64Encoded)).toEqual({ ok: false, error: "too_large" });
    }
  });

  it("reads 16 fields and refuses one more before it parses any, whose time would grow with their square", () => {
    expect(read("a=1&".repeat(15))).toMatchObject({ ok: true });
    expect(read("a=1&".repeat(16))).toEqual({ ok: false, error: "too_large" });
    const bomb = "&a".repeat(599_000);
    expect(read(bomb)).toEqual({ ok: false, error: "too_large" });
    expect(read(Buffer.from("&a".repeat(400_000)).toString("base64"), FORM, true)).toEqual({
      ok: false,
      error: "too_large",
    });
  });

  it("has room for a SAMLResponse of 256 KiB whose every letter is percent-encoded", () => {
    const body = Buffer.from(`SAMLResponse=${"%2B".repeat(262_144)}`).toString("base64");
    const form = read(body, FORM, true);
    expect(form.ok && form.value.get("SAMLResponse")).toHaveLength(262_144);
  });
});
