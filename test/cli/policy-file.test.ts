import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { formatFault, loadPolicyText, locateIssues } from "../../cli/policy-file.ts";
import { aPolicyInput, withValue } from "../support/policies.ts";

const FILE = "policy.yaml";

/** `line:column path message`, or nothing where the text is a policy. */
function faultsOf(text: string): readonly string[] {
  const policy = loadPolicyText(text, FILE);
  return policy.ok ? [] : policy.error.map((fault) => formatFault(FILE, fault).replace(`${FILE}:`, ""));
}

const minimal = ["version: 1", "identityProviders: {}", "fleets: {}", "applications: {}"];

function lines(...more: readonly string[]): string {
  return `${[...minimal, ...more].join("\n")}\n`;
}

describe("loadPolicyText", () => {
  it("accepts a policy, comments and all", () => {
    expect(faultsOf(`# Ours\n${stringify(aPolicyInput())}`)).toStrictEqual([]);
  });

  it("accepts JSON, which YAML contains", () => {
    expect(faultsOf(JSON.stringify(aPolicyInput(), null, 2))).toStrictEqual([]);
  });

  it("points at the key of a faulty value", () => {
    expect(faultsOf(lines("limits:", "  maxCandidates: 0"))).toStrictEqual([
      "6:3  limits.maxCandidates  must be a whole number from 1 to 20",
    ]);
  });

  it("points at an unknown key", () => {
    expect(faultsOf(lines("limits: { maxCandidate: 3 }"))).toStrictEqual([
      "5:11  limits.maxCandidate  unknown key `maxCandidate`; did you mean `maxCandidates`?",
    ]);
  });

  it("points at the item of a list", () => {
    expect(faultsOf(lines("location:", "  sources:", "    - claim", "    - gps"))).toStrictEqual([
      "8:7  location.sources[1]  must be one of `claim`, `network`, `edge`, `ip_database`",
    ]);
  });

  it("points at the parent of a missing key", () => {
    expect(faultsOf(lines("residency:", "  walls:", "    - { id: europe }"))).toStrictEqual([
      "7:7  residency.walls[0].jurisdictions  missing key `jurisdictions`",
    ]);
  });

  it("points at the start of the file where a section is missing", () => {
    expect(faultsOf("# Ours\nversion: 1\nidentityProviders: {}\nfleets: {}\n")).toStrictEqual([
      "1:1  applications  missing key `applications`",
    ]);
  });

  it("points through an alias at what it stands for", () => {
    const networks = [
      "location:",
      "  networks:",
      "    a: { country: IE, ranges: &ours [x] }",
      "    b: { country: IE, ranges: *ours }",
    ];
    expect(faultsOf(lines(...networks)).map((line) => line.split("  ").slice(0, 2))).toStrictEqual([
      ["7:38", "location.networks.a.ranges[0]"],
      ["7:38", "location.networks.b.ranges[0]"],
    ]);
  });

  it("sorts faults of shape and meaning by their place", () => {
    const input = withValue(["preferences", 0, "fleets"], ["paris"]);
    const text = stringify(withValue(["applications", "design", "fleets"], ["rome"], input));
    const places = faultsOf(text).map((line) => Number(line.split(":")[0]));
    expect(places).toHaveLength(2);
    expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
  });

  it("reports a key that stands twice, together with the other faults", () => {
    const fleet = "{ region: eu-west-1, stack: a, fleet: a, jurisdiction: EU }";
    const text = [
      "version: 1",
      "identityProviders: {}",
      "applications: {}",
      "fleets:",
      `  a: ${fleet}`,
      `  a: ${fleet}`,
      "limits: 3",
      "",
    ];
    expect(faultsOf(text.join("\n"))).toStrictEqual([
      "6:3  this key stands twice in the same map",
      "7:1  limits  must be a map of keys and values",
    ]);
  });

  it("reports a key that stands twice even where nothing else is wrong", () => {
    expect(faultsOf(lines("development: false", "development: true"))).toStrictEqual([
      "6:1  this key stands twice in the same map",
    ]);
  });

  it.each([
    ["a tab", "limits:\n\tmaxCandidates: 3", "6:1  YAML: Tabs are not allowed as indentation"],
    ["a tag", "support: !!binary aGk=", "5:10  YAML: Unresolved tag"],
    ["a tag of its own", "support: !secret abc", "5:10  YAML: Unresolved tag"],
    ["an unknown alias", "support: *nothing", "5:10  YAML: this alias has no anchor above it"],
    ["a second document", "---\nversion: 1", "5:1  YAML: a policy is one document; take this `---` out"],
  ])("refuses %s", (_, text, fault) => {
    expect(faultsOf(lines(text))).toStrictEqual([fault]);
  });

  it("takes a merge key for the unknown key that it is", () => {
    expect(
      faultsOf(lines("sessions: &some { contextHandleSeconds: 60 }", "limits: { <<: *some }")),
    ).toStrictEqual(["6:11  limits.<<  unknown key `<<`"]);
  });

  it("keeps norway a country and a time a text", () => {
    const hours = "{ timeZone: Europe/Oslo, days: [mon], from: 08:00, until: 18:00 }";
    const text = stringify(withValue(["applications", "design", "conditions"], { countries: [] })).replace(
      "countries: []",
      `countries: [NO]\n      hours: ${hours}`,
    );
    expect(faultsOf(text)).toStrictEqual([]);
  });

  it("refuses a small file that aliases blow up", () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 10; level += 1) {
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    }
    expect(faultsOf(bomb.join("\n"))).toStrictEqual(["1:1  uses aliases too often; at most 100 times over"]);
  });

  it("ends on an alias inside what it stands for", () => {
    expect(faultsOf(lines("support: &loop [*loop]"))).toStrictEqual([
      "5:1  support  must be a text, or a map of texts by language that has `en`",
    ]);
  });

  it.each(["", "# nothing\n", "null", "---\n"])("refuses %j, which holds nothing", (text) => {
    expect(faultsOf(text)).toStrictEqual(["1:1  policy.yaml holds no policy"]);
  });

  it("refuses a text that is no map", () => {
    expect(faultsOf("hello")).toStrictEqual(["1:1  must be a map of keys and values"]);
  });

  it.each([
    'support: "hunter2\n} [hunter2',
    "hunter2: [",
    "version: 1\n  hunter2",
    "support: @hunter2",
    "support: |hunter2\n  x",
    "identityProviders: { a: { clientAuthentication: { method: client_secret_basic, secret: hunter2 } } }",
  ])("never quotes a value: %j", (text) => {
    expect(faultsOf(text)).not.toStrictEqual([]);
    expect(faultsOf(text).join("\n").replace("unknown key `hunter2`", "")).not.toContain("hunter2");
  });
});

describe("locateIssues", () => {
  it("finds the places of warnings, in the order of the file", () => {
    const issues = [
      { path: ["fleets"], message: "second" },
      { path: ["version"], message: "first" },
      { path: [], message: "nowhere in particular", rule: "first_rule" },
    ];
    expect(locateIssues(lines(), issues)).toStrictEqual([
      { line: 1, column: 1, path: "version", message: "first", rule: "shape" },
      { line: 1, column: 1, path: "", message: "nowhere in particular", rule: "first_rule" },
      { line: 3, column: 1, path: "fleets", message: "second", rule: "shape" },
    ]);
  });
});

describe("formatFault", () => {
  it("begins as compilers do", () => {
    expect(formatFault(FILE, { line: 3, column: 5, path: "fleets.a", message: "is wrong" })).toBe(
      "policy.yaml:3:5  fleets.a  is wrong",
    );
  });
});
