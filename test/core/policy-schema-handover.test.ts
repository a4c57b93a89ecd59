import { describe, expect, it } from "vitest";
import { aHandoverInput, atHandover, TREASURY_TOKEN } from "../support/handover-policies.ts";
import type { Json } from "../support/policies.ts";
import { issuesOf, policyOf } from "../support/policy-issues.ts";

const path = (...rest: readonly (string | number)[]) => atHandover(...rest).join(".");
const faults = (at: readonly (string | number)[], value: Json) => issuesOf(aHandoverInput([at, value]));
const cookie = (key: string) => atHandover("browser", "cookies", 0, key);

describe("handover", () => {
  it("fills in its defaults", () => {
    const { handover } = policyOf(aHandoverInput()).applications.treasury ?? {};
    const token = { ...TREASURY_TOKEN, groupsByProvider: {} };
    expect(handover).toStrictEqual({
      arguments: ["--profile=treasury", "--open={context}"],
      environment: { TREASURY_USER: "{userId}" },
      browser: {
        url: "https://treasury.example/open/{context}",
        cookies: [{ name: "session", domain: "treasury.example", path: "/", sameSite: "Lax", token }],
        frontChannel: null,
      },
    });
    expect(policyOf(aHandoverInput([atHandover(), {}])).applications.treasury?.handover).toStrictEqual({
      arguments: [],
      environment: {},
      browser: null,
    });
  });

  it("takes an argument twice", () => {
    expect(faults(atHandover("arguments"), ["-v", "-v"])).toStrictEqual([]);
  });

  it.each([
    [["arguments", 0], "a\nb", "must not contain line breaks or control characters"],
    [["arguments", 0], "a".repeat(1025), "must have at most 1024 characters"],
    [["arguments"], Array.from({ length: 33 }, () => "a"), "must be at most 32"],
    [["browser", "url"], "treasury.example", "must be an https URL without user name or password"],
    [["browser", "url"], "https://a@treasury.example", "must be an https URL without user name or password"],
  ] as const)("refuses %j %j", (at, value, message) => {
    expect(faults(atHandover(...at), value as Json)).toStrictEqual([`${path(...at)} ${message}`]);
  });

  it.each(["path", "1A", "_A", "A-B", "A".repeat(65)])("refuses the variable %s", (name) => {
    expect(faults(atHandover("environment"), { [name]: "x" })).toStrictEqual([
      `${path("environment", name)} the name of a variable must be capitals, digits and \`_\`, start with a letter, and have at most 64`,
    ]);
  });

  it.each(["a b", "a;b", "a=b", "", "é", 'a"b'])("refuses the cookie name %j", (name) => {
    expect(faults(cookie("name"), name)).toHaveLength(1);
  });

  it.each(["example", ".treasury.example", "Treasury.example", "treasury.example:443"])(
    "refuses the cookie domain %s",
    (domain) => {
      expect(faults(cookie("domain"), domain)).toStrictEqual([
        `${cookie("domain").join(".")} must be a domain name in lower case, such as streaming.example.com`,
      ]);
    },
  );

  it.each(["open", "/a;b", "/a b", ""])("refuses the cookie path %j", (value) => {
    expect(faults(cookie("path"), value)).toStrictEqual([
      `${cookie("path").join(".")} must be a path that begins with \`/\`, without spaces or \`;\``,
    ]);
  });

  it.each([9, 3601, 60.5])("refuses a token of %s seconds", (seconds) => {
    expect(faults(cookie("token"), { ...TREASURY_TOKEN, seconds })).toStrictEqual([
      `${cookie("token").join(".")}.seconds must be a whole number from 10 to 3600`,
    ]);
  });

  it("refuses a ninth cookie", () => {
    const cookies = Array.from({ length: 9 }, (_, at) => ({ name: `c${at}`, token: TREASURY_TOKEN }));
    expect(faults(atHandover("browser", "cookies"), cookies)).toStrictEqual([
      `${path("browser", "cookies")} must be at most 8`,
    ]);
  });

  it("refuses a parameter that a query would not hold as it is", () => {
    const frontChannel = { url: "https://treasury.example/r", parameter: "a&b", token: TREASURY_TOKEN };
    expect(faults(atHandover("browser"), { url: "https://treasury.example/", frontChannel })).toStrictEqual([
      `${path("browser", "frontChannel", "parameter")} must be a name in a query: letters, digits, \`_\`, \`.\` and \`-\`, at most 64`,
    ]);
  });
});

describe("instances", () => {
  const at = ["fleets", "ireland", "instances"];
  const roleArn = "arn:aws:iam::111122223333:role/path/finance-a";

  it("is a role or a key, and not both or neither", () => {
    const either = "fleets.ireland.instances must have either `roleArn` or, where no role can be used, `key`";
    expect(faults(at, { roleArn })).toStrictEqual([]);
    expect(faults(at, { key: "ssm:/fleet-key" })).toStrictEqual([]);
    expect(faults(at, { roleArn, key: "ssm:/fleet-key" })).toStrictEqual([either]);
    expect(faults(at, {})).toStrictEqual([either]);
  });

  it.each([
    "finance-a",
    "arn:aws:iam::111122223333:user/finance-a",
    "arn:aws:sts::111122223333:assumed-role/finance-a/i-1",
    "arn:aws:iam::111122223333:role/*",
  ])("refuses %s as a role", (role) => {
    expect(faults(at, { roleArn: role })).toStrictEqual([
      "fleets.ireland.instances.roleArn must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/treasury-fleet",
    ]);
  });

  it.each(["arn:aws-iso:iam::111122223333:role/a", `arn:aws:iam::111122223333:role/${"a".repeat(65)}`])(
    "refuses %s, which no session is ever of",
    (role) => {
      expect(faults(at, { roleArn: role })).toStrictEqual([
        "fleets.ireland.instances.roleArn is no role's that a session could ever have",
      ]);
    },
  );

  it("refuses a key in KMS, which no instance can be given", () => {
    expect(faults(at, { key: "kms:alias/fleet" })).toStrictEqual([
      "fleets.ireland.instances.key cannot be a key in KMS, which shows no secret; write `env:NAME`, `ssm:NAME` or `secret:NAME`",
    ]);
  });
});

describe("tokens", () => {
  it("takes a key in KMS beside one in a secret, and no third", () => {
    const two = ["kms:alias/tokens", "secret:tokens"];
    expect(faults(["tokens", "keys"], two)).toStrictEqual([]);
    expect(faults(["tokens", "keys"], [...two, "secret:more"])).toStrictEqual([
      "tokens.keys must be at most two: one in use, one on its way in or out",
    ]);
  });

  it("refuses an issuer that is not exactly one", () => {
    expect(faults(["tokens", "issuer"], "https://broker.example/?a")).toHaveLength(1);
    expect(faults(["tokens", "issuer"], "https://broker.example")).toStrictEqual([]);
  });
});
