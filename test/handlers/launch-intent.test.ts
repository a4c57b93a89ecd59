import { describe, expect, it } from "vitest";
import { readIntent } from "../../functions/handlers/launch-intent.ts";

const read = (application: string, query = ""): ReturnType<typeof readIntent> =>
  readIntent(application, new URLSearchParams(query));

describe("readIntent", () => {
  it("reads an application alone, for the browser", () => {
    expect(read("treasury")).toEqual({
      ok: true,
      value: { application: "treasury", context: undefined, client: "web" },
    });
  });

  it("reads context and client", () => {
    expect(read("treasury", "context=a%20b&client=native")).toEqual({
      ok: true,
      value: { application: "treasury", context: "a b", client: "native" },
    });
  });

  it("keeps an empty context apart from none", () => {
    expect(read("treasury", "context=")).toMatchObject({ value: { context: "" } });
  });

  it("ignores other parameters, repeated or not", () => {
    expect(read("treasury", "utm=1&utm=2")).toMatchObject({ ok: true });
  });

  it("says that a parameter is repeated before it says anything else", () => {
    expect(read("NO", "context=a&context=b&client=x")).toEqual({ ok: false, error: "parameter_repeated" });
  });

  it("refuses what cannot be an application's id", () => {
    expect(read("-a")).toEqual({ ok: false, error: "application_unknown" });
  });

  it("refuses a context longer than any may be", () => {
    expect(read("a", `context=${"x".repeat(1024)}`)).toMatchObject({ ok: true });
    expect(read("a", `context=${"x".repeat(1025)}`)).toEqual({ ok: false, error: "context_invalid" });
  });

  it("refuses a client it does not know", () => {
    expect(read("a", "client=WEB")).toEqual({ ok: false, error: "client_invalid" });
  });

  it("reads the yes to the overflow fleets, and no other word for it", () => {
    expect(read("a", "overflow=yes")).toMatchObject({ value: { application: "a", hasConsented: true } });
    for (const word of ["", "YES", "no", "true", "1", "yes%20", "virginia"]) {
      expect(read("a", `overflow=${word}`)).toEqual({ ok: false, error: "overflow_invalid" });
    }
    expect(read("a", "overflow=yes&overflow=yes")).toEqual({ ok: false, error: "parameter_repeated" });
  });

  it("takes no fleet from a link", () => {
    expect(read("a", "fleet=virginia")).toStrictEqual(read("a"));
  });
});
