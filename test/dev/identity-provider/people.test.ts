import { describe, expect, it } from "vitest";
import { DEMO_PEOPLE } from "../../../dev/identity-provider/people.ts";

describe("DEMO_PEOPLE", () => {
  it("are told apart by user name, subject and email", () => {
    for (const member of ["username", "sub", "email"] as const) {
      expect(new Set(DEMO_PEOPLE.map((person) => person[member])).size).toBe(DEMO_PEOPLE.length);
    }
  });

  it("have the password that the documentation promises, and a subject that tells nothing", () => {
    for (const { username, password, sub } of DEMO_PEOPLE) {
      expect(password).toBe(`${username}-demo`);
      expect(sub).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it("include an administrator without a second factor and a person to whom nothing is granted", () => {
    const admins = DEMO_PEOPLE.filter(({ groups }) => groups.includes("admins"));
    expect(admins.map(({ username, mfa }) => [username, mfa])).toStrictEqual([
      ["marta", true],
      ["hugo", false],
    ]);
    expect(DEMO_PEOPLE.find(({ username }) => username === "noah")?.groups).toStrictEqual([]);
  });
});
