import { describe, expect, it } from "vitest";
import { withValue, withValues } from "../support/policies.ts";
import { issuesOf, messagesAt, policyOf } from "../support/policy-issues.ts";

const name = ["applications", "design", "name"];

describe("closed", () => {
  it("reports every unknown key with the key that was probably meant", () => {
    const input = withValues(
      [["applications", "design", "audiance"], {}],
      [["applications", "design", "colour"], "blue"],
    );
    expect(issuesOf(input)).toStrictEqual([
      "applications.design.audiance unknown key `audiance`; did you mean `audience`?",
      "applications.design.colour unknown key `colour`",
    ]);
  });

  it.each([[[]], [null], ["x"]])("refuses %j where a map belongs", (value) => {
    expect(messagesAt(["location"], value)).toStrictEqual(["must be a map of keys and values"]);
  });
});

describe("oneOf", () => {
  const path = ["identityProviders", "corporate", "clientAuthentication"];

  it("names what the key may be, without repeating what it was", () => {
    expect(issuesOf(withValue(path, { method: "hunter2" }))).toStrictEqual([
      "identityProviders.corporate.clientAuthentication.method must be one of `client_secret_basic`, `private_key_jwt`, `none`",
    ]);
  });

  it("reports unknown keys of the option chosen", () => {
    expect(issuesOf(withValue(path, { method: "none", secret: "env:SECRET" }))).toStrictEqual([
      "identityProviders.corporate.clientAuthentication.secret unknown key `secret`",
    ]);
  });

  it("refuses a list", () => {
    expect(messagesAt(path, [])).toStrictEqual(["must be a map of keys and values"]);
  });
});

describe("byId", () => {
  const network = { ranges: ["198.51.100.0/24"], country: "IE" };

  it.each(["a", "a-1", `a${"b".repeat(62)}`])("accepts the id %s", (id) => {
    expect(issuesOf(withValue(["location", "networks", id], network))).toStrictEqual([]);
  });

  it.each(["A", "1a", "-a", "a_b", "a b", "", `a${"b".repeat(63)}`])("refuses the id %j", (id) => {
    expect(messagesAt(["location", "networks", id], network)).toStrictEqual([
      "the id must be lower-case letters, digits and hyphens, start with a letter, and have at most 63",
    ]);
  });

  it("refuses a list, empty or not", () => {
    expect(messagesAt(["fleets"], [])).toStrictEqual(["must be a map of keys and values"]);
  });
});

describe("list", () => {
  it("reports what is listed twice, at the later place", () => {
    const input = withValue(["applications", "treasury", "audience", "groups"], ["a", "b", "a"]);
    expect(issuesOf(input)).toStrictEqual([
      "applications.treasury.audience.groups.2 must not be listed twice",
    ]);
  });

  it("refuses what is no list", () => {
    expect(messagesAt(["applications", "treasury", "audience", "groups"], "treasury")).toStrictEqual([
      "must be a list",
    ]);
  });
});

describe("someOf", () => {
  it.each([
    [["applications", "design", "fleets"]],
    [["applications", "treasury", "conditions", "networks"]],
    [["applications", "treasury", "conditions", "countries"]],
    [["residency", "walls", 0, "applications"]],
    [["residency", "walls", 0, "countries"]],
    [["residency", "walls", 0, "jurisdictions"]],
    [["preferences", 0, "fleets"]],
    [["location", "networks", "headquarters", "ranges"]],
    [["identityProviders", "corporate", "algorithms"]],
    [["identityProviders", "corporate", "claims", "mfa", "anyOf"]],
  ])("refuses an empty list at %j", (path) => {
    expect(messagesAt(path, [])).toStrictEqual(["must name at least one"]);
  });
});

describe("text", () => {
  it.each([
    ["", "must not be empty"],
    ["  ", "must not be empty"],
    ["a\nb", "must not contain line breaks or control characters"],
    [7, "must be a text; put it in quotes"],
    [true, "must be a text; put it in quotes"],
    [null, "must be a text"],
    [[], "must be a text"],
  ])("refuses %j", (value, message) => {
    expect(messagesAt(["applications", "design", "appstreamApplication"], value)).toStrictEqual([message]);
  });
});

describe("localizedText", () => {
  it("takes a plain text for the English one", () => {
    expect(policyOf(withValue(name, "Design")).applications.design?.name).toStrictEqual({ en: "Design" });
  });

  it("keeps the languages", () => {
    const texts = { en: "Design", "pt-BR": "Projeto", "zh-Hant-TW": "設計" };
    expect(policyOf(withValue(name, texts)).applications.design?.name).toStrictEqual(texts);
  });

  it("requires English", () => {
    expect(issuesOf(withValue(name, { de: "Entwurf" }))).toStrictEqual([
      "applications.design.name.en missing key `en`",
    ]);
  });

  it.each(["German", "e", "en_GB", "en-", ""])("refuses the language %j", (language) => {
    expect(messagesAt([...name, language], "x")).toStrictEqual([
      "must be a language tag such as `de` or `pt-BR`",
    ]);
  });

  it("refuses an empty text, plain or by language", () => {
    expect(messagesAt(name, "")).toStrictEqual(["must not be empty"]);
    expect(messagesAt([...name, "de"], "")).toStrictEqual(["must not be empty"]);
  });

  it.each([[7], [[]], [null]])("refuses %j", (value) => {
    expect(messagesAt(name, value)).toStrictEqual([
      "must be a text, or a map of texts by language that has `en`",
    ]);
  });
});
