import { describe, expect, it } from "vitest";
import {
  approvalPath,
  intentFields,
  isApplicationId,
  isCarriableContext,
  type LaunchIntent,
  launchPath,
  loginPath,
  waitPath,
} from "../../functions/core/intent.ts";

const plain: LaunchIntent = { application: "atlas", context: undefined, client: "web" };
const intent = (deviation: Partial<LaunchIntent>): LaunchIntent => ({ ...plain, ...deviation });

describe("isApplicationId", () => {
  it.each(["a", "atlas", "atlas-2", "a-", "a".repeat(62), "a".repeat(63)])("accepts %j", (text) => {
    expect(isApplicationId(text)).toBe(true);
  });

  it.each([
    "",
    "a".repeat(64),
    "Atlas",
    "aTlas",
    "1atlas",
    "-atlas",
    "at_las",
    "at.las",
    "at/las",
    "../atlas",
    "at las",
    "atlas\n",
    "\natlas",
    "atlas?client=native",
    "atlas%2f",
    "átlas",
  ])("refuses %j", (text) => {
    expect(isApplicationId(text)).toBe(false);
  });
});

describe("isCarriableContext", () => {
  it.each([
    [0, true],
    [1023, true],
    [1024, true],
    [1025, false],
  ])("says of %i characters: %s", (length, expected) => {
    expect(isCarriableContext("x".repeat(length))).toBe(expected);
  });
});

describe("launchPath", () => {
  it.each([
    [plain, "/launch/atlas"],
    [intent({ client: "native" }), "/launch/atlas?client=native"],
    [intent({ context: "patient/1" }), "/launch/atlas?context=patient%2F1"],
    [intent({ context: "" }), "/launch/atlas?context="],
    [intent({ context: "1", client: "native" }), "/launch/atlas?context=1&client=native"],
    [intent({ context: "1&client=native#x y+z" }), "/launch/atlas?context=1%26client%3Dnative%23x%20y%2Bz"],
  ])("links to %j", (given, path) => {
    expect(launchPath(given)).toBe(path);
  });
});

describe("loginPath", () => {
  it.each([
    [undefined, false, "/login/campus"],
    [undefined, true, "/login/campus?again=1"],
    [plain, false, "/login/campus?application=atlas"],
    [plain, true, "/login/campus?application=atlas&again=1"],
    [intent({ client: "native" }), false, "/login/campus?application=atlas&client=native"],
    [intent({ context: "" }), false, "/login/campus?application=atlas&context="],
    [intent({ context: "a&again=1" }), false, "/login/campus?application=atlas&context=a%26again%3D1"],
    [
      intent({ context: "1", client: "native" }),
      true,
      "/login/campus?application=atlas&context=1&client=native&again=1",
    ],
  ])("carries the intent %j, again %s", (given, again, path) => {
    expect(loginPath({ id: "campus", protocol: "oidc" }, given, again)).toBe(path);
  });

  it("asks for a fresh sign-in only when told", () => {
    expect(loginPath({ id: "campus", protocol: "oidc" }, plain)).toBe("/login/campus?application=atlas");
  });

  it("leads to the function that speaks SAML where the provider does", () => {
    const campus = { id: "campus", protocol: "saml" } as const;
    expect(loginPath(campus, undefined)).toBe("/login/campus/saml");
    expect(loginPath(campus, plain, true)).toBe("/login/campus/saml?application=atlas&again=1");
  });
});

describe("intentFields", () => {
  it("has in a form what a link has in its query", () => {
    expect(intentFields(plain)).toEqual([["application", "atlas"]]);
    expect(intentFields(intent({ context: "a&b", client: "native", hasConsented: true }))).toEqual([
      ["application", "atlas"],
      ["context", "a&b"],
      ["client", "native"],
      ["overflow", "yes"],
    ]);
  });
});

describe("the paths of our own pages", () => {
  it("are a launch's with its intent, and a request's by its id", () => {
    expect(waitPath(plain)).toBe("/wait/atlas");
    expect(waitPath(intent({ context: "a&b", client: "native" }))).toBe(
      "/wait/atlas?context=a%26b&client=native",
    );
    expect(approvalPath("eu-west-1.AAAAAAAAAAAAAAAAAAAAAA")).toBe(
      "/approvals/eu-west-1.AAAAAAAAAAAAAAAAAAAAAA",
    );
  });
});
