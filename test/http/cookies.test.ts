import { describe, expect, it } from "vitest";
import {
  clearCookie,
  clearSurplusTransactions,
  SESSION_COOKIE,
  setCookie,
  transactionCookie,
} from "../../functions/http/cookies.ts";

const held = (...ids: string[]): ReadonlyMap<string, string> =>
  new Map(ids.map((id) => [transactionCookie(id), "sealed"]));

describe("setCookie", () => {
  it("has exactly the attributes of a __Host- cookie that no script reads", () => {
    expect(setCookie(SESSION_COOKIE, "value", 600)).toBe(
      "__Host-streamgate-session=value; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax",
    );
  });
});

describe("setCookie for a form that another site posts", () => {
  it("differs in SameSite only", () => {
    expect(setCookie(transactionCookie("id"), "value", 600, "None")).toBe(
      "__Host-streamgate-login-id=value; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=None",
    );
  });
});

describe("clearCookie", () => {
  it("empties the cookie with the same path and attributes, so that it is the same cookie", () => {
    expect(clearCookie(SESSION_COOKIE)).toBe(
      "__Host-streamgate-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax",
    );
  });
});

describe("transactionCookie", () => {
  it("is named after the transaction's first 16 characters", () => {
    expect(transactionCookie("0123456789abcdefXYZ")).toBe("__Host-streamgate-login-0123456789abcdef");
  });

  it("differs for two transactions", () => {
    expect(transactionCookie("transaction-one")).not.toBe(transactionCookie("transaction-two"));
  });

  it.each(["a; Domain=evil.example", "a\r\nSet-Cookie: b=c", "a=b", "ñ\u0000", "", "../.."])(
    "makes a plain cookie name of the hostile %j",
    (id) => {
      expect(transactionCookie(id)).toMatch(/^__Host-streamgate-login-[A-Za-z0-9_-]{0,16}$/);
    },
  );
});

describe("clearSurplusTransactions", () => {
  it("clears nothing while there is room for one more", () => {
    expect(clearSurplusTransactions(held(), 800)).toEqual([]);
    expect(clearSurplusTransactions(held("a", "b", "c", "d"), 800)).toEqual([]);
  });

  it("clears the oldest of five, so that five are left with the new one", () => {
    expect(clearSurplusTransactions(held("a", "b", "c", "d", "e"), 800)).toEqual([
      clearCookie("__Host-streamgate-login-a"),
    ]);
  });

  it("clears all but four of many, oldest first", () => {
    expect(clearSurplusTransactions(held("a", "b", "c", "d", "e", "f", "g"), 800)).toEqual(
      ["a", "b", "c"].map((id) => clearCookie(transactionCookie(id))),
    );
  });

  it("clears as many as the length of all of them asks for", () => {
    const long = new Map(["a", "b", "c"].map((id) => [transactionCookie(id), "x".repeat(1_800)]));
    expect(clearSurplusTransactions(long, 1_000)).toEqual([clearCookie(transactionCookie("a"))]);
    expect(clearSurplusTransactions(long, 2_000)).toEqual(
      ["a", "b"].map((id) => clearCookie(transactionCookie(id))),
    );
  });

  it("leaves every other cookie alone", () => {
    const others = Array.from({ length: 50 }, (_, place): [string, string] => [`other${place}`, "x"]);
    const cookies = new Map([[SESSION_COOKIE, "s"], ...others, ...held("a", "b")]);
    expect(clearSurplusTransactions(cookies, 800)).toEqual([]);
  });
});
