import { describe, expect, it } from "vitest";
import { createStdoutSink, formatEvent } from "../../functions/audit/stdout-sink.ts";
import { faultEvent, requestRefusedEvent } from "../../functions/core/audit-event.ts";
import { refusal } from "../../functions/core/refusal.ts";

const STAMP = { time: "2026-11-20T09:00:00.000Z", correlationId: "correlation-1" };

function eventWith(text: string) {
  return faultEvent(STAMP, "launch_outcome_not_recorded", { text });
}

const UNSAFE: readonly (readonly [string, string])[] = [
  ["a line feed", "\n"],
  ["a carriage return", "\r"],
  ["a NUL", "\u0000"],
  ["an escape", "\u001b"],
  ["a delete", "\u007f"],
  ["a next line of C1", "\u0085"],
  ["a control sequence introducer of C1", "\u009b"],
  ["the last of C1", "\u009f"],
  ["a line separator", "\u2028"],
  ["a paragraph separator", "\u2029"],
  ["a left-to-right mark", "\u200e"],
  ["a right-to-left mark", "\u200f"],
  ["a left-to-right embedding", "\u202a"],
  ["a right-to-left override", "\u202e"],
  ["a left-to-right isolate", "\u2066"],
  ["a pop of an isolate", "\u2069"],
  ["half a surrogate pair", "\ud800"],
];

describe("createStdoutSink", () => {
  it("writes one line of JSON an event", () => {
    const lines: string[] = [];
    const sink = createStdoutSink((line) => lines.push(line));
    const refused = requestRefusedEvent(STAMP, "GET /launch/{application}", refusal("not_signed_in"));
    sink.write(refused);
    sink.write(eventWith("plain"));
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.indexOf("\n") === line.length - 1)).toBe(true);
    expect(lines.map((line) => JSON.parse(line))).toStrictEqual([refused, eventWith("plain")]);
  });

  it("lets no value forge a second event", () => {
    const forged = `"}}\n${formatEvent(eventWith("forged"))}\u2028`;
    const written: string[] = [];
    createStdoutSink((line) => written.push(line)).write(eventWith(forged));
    expect(written.join("").split(/[\n\r\u0085\u2028\u2029]/)).toStrictEqual([
      expect.stringContaining("forged"),
      "",
    ]);
    expect(JSON.parse(written.join(""))).toStrictEqual(eventWith(forged));
  });
});

describe("formatEvent", () => {
  it.each(UNSAFE)("escapes %s and loses nothing", (_name, character) => {
    const event = eventWith(`before${character}after`);
    const line = formatEvent(event);
    expect(line).not.toContain(character);
    expect(line).toContain("before\\");
    expect(JSON.parse(line)).toStrictEqual(event);
  });

  it("escapes by four digits, also what is short", () => {
    expect(formatEvent(eventWith("\u007f\u2028"))).toContain(String.raw`"text":"\u007f\u2028"`);
  });

  it("escapes in names as in values", () => {
    const event = faultEvent(STAMP, "fault", { "na\u202eme": 1 });
    expect(formatEvent(event)).toContain(String.raw`"na\u202eme":1`);
  });

  it.each(["José", "日本語", "👩‍💻", "a\u00a0b"])("leaves %s as it is", (text) => {
    expect(formatEvent(eventWith(text))).toContain(text);
  });
  it("escapes an Arabic letter mark", () => {
    expect(formatEvent(eventWith("\u061c"))).not.toContain("\u061c");
  });
});
