import { describe, expect, it } from "vitest";
import { ConfigError, type Environment, parseConfig, type VariableName } from "../functions/config.ts";

const VALID = {
  BROKER_ORIGIN: "https://apps.example.com",
  AWS_REGION: "eu-west-1",
  BROKER_REGIONS: "eu-west-1,us-east-1",
  POLICY_FILE: "/var/task/policy.json",
  LAUNCH_TABLE: "streamgate-launches",
  LOGIN_TABLE: "streamgate-logins",
  SEALING_KEYS: "ssm:/streamgate/sealing-keys",
  PSEUDONYM_KEY: "secret:streamgate/pseudonym-key",
  EDGE_CERTIFICATE_SUBJECT: "CN=edge.example.com,O=Example",
  EDGE_REQUIRED: "true",
  EDGE_SECRETS: "env:EDGE_SECRET_VALUES",
  IP_DATABASE_FILE: "/var/task/ip-database.mmdb",
  AWS_ENDPOINT_URL_APPSTREAM: "https://{region}.appstream.example/path",
  AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000/{region}",
  AWS_ENDPOINT_URL_KMS: "https://kms.example.com",
} as const satisfies Record<VariableName, string>;

const NAMES = Object.keys(VALID) as VariableName[];
const OPTIONAL: readonly VariableName[] = [
  "EDGE_CERTIFICATE_SUBJECT",
  "EDGE_REQUIRED",
  "EDGE_SECRETS",
  "IP_DATABASE_FILE",
  "AWS_ENDPOINT_URL_APPSTREAM",
  "AWS_ENDPOINT_URL_DYNAMODB",
  "AWS_ENDPOINT_URL_KMS",
];
const REQUIRED = NAMES.filter((name) => !OPTIONAL.includes(name));

function faultsOf(environment: Environment, names: readonly VariableName[] = NAMES): string {
  try {
    parseConfig(environment, names);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return "";
}

describe("parseConfig", () => {
  it("answers exactly the variables it is asked for, unchanged and frozen", () => {
    expect(parseConfig({ ...VALID, OTHER: "x" }, NAMES)).toEqual(VALID);
    const config = parseConfig(VALID, ["AWS_REGION"]);
    expect(config).toEqual({ AWS_REGION: "eu-west-1" });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each(REQUIRED)("says that %s is not set, or set to nothing", (name) => {
    for (const value of [undefined, ""]) {
      const message = faultsOf({ ...VALID, [name]: value });
      expect(message).toMatch(new RegExp(`^the set-up is not usable: ${name} is not set \\([^;]+\\)$`));
    }
  });

  it.each(OPTIONAL)("lets %s be absent, or set to nothing", (name) => {
    expect(parseConfig({ ...VALID, [name]: undefined }, NAMES)[name]).toBeUndefined();
    expect(parseConfig({ ...VALID, [name]: "" }, NAMES)[name]).toBeUndefined();
  });

  it("does not ask for what a function does not need", () => {
    expect(faultsOf({ AWS_REGION: "eu-west-1" }, ["AWS_REGION"])).toBe("");
  });

  it.each<[VariableName, string]>([
    ["BROKER_ORIGIN", "http://localhost:8080"],
    ["BROKER_ORIGIN", "http://127.0.0.1:8080"],
    ["BROKER_ORIGIN", "https://apps.example.com:8443"],
    ["AWS_REGION", "us-gov-west-1"],
    ["AWS_REGION", "ap-southeast-2"],
    ["BROKER_REGIONS", "eu-west-1"],
    ["BROKER_REGIONS", "us-gov-west-1,us-gov-east-1,ap-southeast-2"],
    ["POLICY_FILE", "policy with spaces.json"],
    ["SEALING_KEYS", "env:SEALING"],
    ["AWS_ENDPOINT_URL_APPSTREAM", "http://localhost:4566"],
    ["AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000"],
  ])("takes %s=%s", (name, value) => {
    expect(parseConfig({ ...VALID, [name]: value }, NAMES)[name]).toBe(value);
  });

  it.each<[VariableName, string]>([
    ["BROKER_ORIGIN", "https://apps.example.com/"],
    ["BROKER_ORIGIN", "https://apps.example.com/path"],
    ["BROKER_ORIGIN", "https://user@apps.example.com"],
    ["BROKER_ORIGIN", "https://Apps.Example.com"],
    ["BROKER_ORIGIN", "http://apps.example.com"],
    ["BROKER_ORIGIN", "http://localhost"],
    ["BROKER_ORIGIN", "http://localhost.evil.example:80"],
    ["BROKER_ORIGIN", "apps.example.com"],
    ["BROKER_ORIGIN", "null"],
    ["BROKER_ORIGIN", "https://apps.example.com\nhttps://evil.example"],
    ["AWS_REGION", "eu-west"],
    ["AWS_REGION", "EU-WEST-1"],
    ["AWS_REGION", "eu-west-1a"],
    ["BROKER_REGIONS", "eu-west-1, us-east-1"],
    ["BROKER_REGIONS", "eu-west-1,"],
    ["BROKER_REGIONS", ",eu-west-1"],
    ["BROKER_REGIONS", "eu-west-1 us-east-1"],
    ["BROKER_REGIONS", "eu-west-1,everywhere"],
    ["POLICY_FILE", " policy.json"],
    ["LAUNCH_TABLE", "t1"],
    ["LAUNCH_TABLE", "arn:aws:dynamodb:eu-west-1:1:table/x"],
    ["LOGIN_TABLE", "a".repeat(256)],
    ["LOGIN_TABLE", "a b c"],
    ["SEALING_KEYS", "k1:c2VjcmV0LXNlYWxpbmcta2V5"],
    ["SEALING_KEYS", "env:"],
    ["SEALING_KEYS", "file:/etc/key"],
    ["SEALING_KEYS", "kms:alias/streamgate-signing"],
    ["PSEUDONYM_KEY", "kms:alias/streamgate-signing"],
    ["AWS_ENDPOINT_URL_KMS", "http://kms.example.com"],
    ["PSEUDONYM_KEY", "c2VjcmV0LXBzZXVkb255bS1rZXk"],
    ["EDGE_CERTIFICATE_SUBJECT", " CN=edge"],
    ["EDGE_SECRETS", "secret-value-itself"],
    ["AWS_ENDPOINT_URL_APPSTREAM", "ftp://appstream.example"],
    ["AWS_ENDPOINT_URL_APPSTREAM", "https://appstream.example/?x=y"],
    ["AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000"],
    ["AWS_ENDPOINT_URL_DYNAMODB", "http://"],
  ])("refuses %s=%j, and does not repeat it", (name, value) => {
    const message = faultsOf({ ...VALID, [name]: value });
    expect(message).toMatch(new RegExp(`^the set-up is not usable: ${name} is not (?!set).+$`));
    expect(message).not.toContain(value);
  });

  it("lists all faults at once, in the order of the names", () => {
    const listed = faultsOf({}).replace("the set-up is not usable: ", "").split(" | ");
    expect(listed.map((fault) => fault.split(" ", 1)[0])).toEqual(
      REQUIRED.toSorted((a, b) => NAMES.indexOf(a) - NAMES.indexOf(b)),
    );
  });

  it("lists missing and wrong ones together, and no value of any", () => {
    const wrong = Object.fromEntries(NAMES.map((name) => [name, `\tWRONG-VALUE-OF-${name.length}`]));
    const message = faultsOf({ ...wrong, AWS_REGION: undefined });
    for (const name of NAMES) expect(message).toContain(name);
    expect(message).not.toContain("WRONG-VALUE");
  });

  it("ignores what only the object prototype has", () => {
    const inherited = Object.create(VALID) as Environment;
    expect(() => parseConfig({ ...inherited }, NAMES)).toThrow(ConfigError);
  });
});

describe("ConfigError", () => {
  it("is an error with its own name", () => {
    const error = new ConfigError(["A is not set", "B is not set"]);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("ConfigError");
    expect(error.message).toBe("the set-up is not usable: A is not set | B is not set");
  });
});
