import { describe, expect, it } from "vitest";
import { MAX_SEALED_LENGTH } from "../../functions/broker-session.ts";
import {
  clearCookie,
  clearSurplusTickets,
  clearSurplusTransactions,
  SESSION_COOKIE,
  setCookie,
  transactionCookie,
  waitingCookie,
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
    const long = new Map(["a", "b", "c"].map((id) => [transactionCookie(id), "x".repeat(1_200)]));
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

describe("waitingCookie", () => {
  it("has a name of its own for each application, bound to this host", () => {
    expect(waitingCookie("treasury")).toBe("__Host-streamgate-waiting-treasury");
    expect(waitingCookie("design")).not.toBe(waitingCookie("treasury"));
  });
});

describe("clearSurplusTickets", () => {
  const tickets = (...applications: string[]): Map<string, string> =>
    new Map(applications.map((application) => [waitingCookie(application), "x".repeat(400)]));

  it("keeps three lines, the new one among them, and gives up the oldest", () => {
    expect(clearSurplusTickets(tickets("a", "b"), "c", 400)).toEqual([]);
    expect(clearSurplusTickets(tickets("a", "b", "c", "d"), "e", 400)).toEqual(
      ["a", "b"].map((application) => clearCookie(waitingCookie(application))),
    );
  });

  it("does not count the ticket that is replaced", () => {
    expect(clearSurplusTickets(tickets("a", "b", "c"), "a", 400)).toEqual([]);
  });

  it("gives up as many as the length of all of them asks for", () => {
    expect(clearSurplusTickets(tickets("a", "b"), "c", 800)).toEqual([clearCookie(waitingCookie("a"))]);
  });

  it("leaves sign-ins and sessions alone", () => {
    const cookies = new Map([[SESSION_COOKIE, "s"], ...held("a", "b", "c", "d", "e"), ...tickets("a")]);
    expect(clearSurplusTickets(cookies, "b", 400)).toEqual([]);
    expect(clearSurplusTransactions(new Map([...tickets("a", "b", "c"), ...held("a")]), 800)).toEqual([]);
  });
});

describe("the longest cookies of one browser", () => {
  it("leave API Gateway's 10,240 bytes room for a browser's own headers", () => {
    const browser = new Map([[SESSION_COOKIE, "s".repeat(MAX_SEALED_LENGTH)]]);
    const grow = (name: string, length: number, cleared: readonly string[]): void => {
      for (const line of cleared) browser.delete(line.slice(0, line.indexOf("=")));
      browser.set(name, "x".repeat(length));
    };
    for (const at of Array.from({ length: 40 }, (_, place) => place)) {
      const [transaction, ticket] = [700 + 37 * at, 300 + 17 * at];
      grow(transactionCookie(`t${at}`), transaction, clearSurplusTransactions(browser, transaction));
      grow(waitingCookie(`app-${at}`), ticket, clearSurplusTickets(browser, `app-${at}`, ticket));
      const header = [...browser].map(([name, value]) => `${name}=${value}`).join("; ");
      expect(header.length).toBeLessThan(10_240 - 1_200);
    }
  });
});
