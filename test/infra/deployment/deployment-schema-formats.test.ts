import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { issuesWith } from "./deployments.ts";

type Path = readonly (string | number)[];

const fleet = ["streaming", "fleets", 0];
const network = ["streaming", "networks", "ireland"];

/** The first words of each message of shape; checks of meaning may have more to say. */
function messagesAt(path: Path, value: Json): readonly string[] {
  const start = `${path.join(".")} `;
  return issuesWith([path, value])
    .filter((issue) => issue.startsWith(start))
    .map((issue) => issue.slice(start.length));
}

const rows: readonly (readonly [
  path: Path,
  wrong: readonly Json[],
  right: readonly Json[],
  message: string,
])[] = [
  [["version"], [2, "1"], [1], "must be `1`"],
  [["name"], ["", "a", "Stream", "1st", "a-", "a_b", "a".repeat(21)], ["ab", "a-1"], "must be 2 to 20"],
  [["account"], ["1234", "11112222333a"], ["000000000000"], "must be the 12 digits"],
  [["account"], [111122223333], [], "must be a text; put it in quotes"],
  [["policy"], ["/etc/policy.yaml", "a\\b"], ["../policy.yaml"], "must be a path from the deployment file"],
  [["edge"], ["cdn"], ["cloudfront"], "must be one of `cloudfront`, `regional`"],
  [["regions"], [[]], [], "must name at least one"],
  [["regions", 1], ["eu-west-1"], [], "must not be listed twice"],
  [
    ["domain", "viewer"],
    ["Stream.example.com", "example", "https://a.example.com"],
    [],
    "must be a domain name",
  ],
  [
    ["domain", "hostedZoneId"],
    ["/hostedzone/Z1", "z123"],
    ["Z1D633PJN98FT9"],
    "must be the id of a hosted zone",
  ],
  [
    ["certificates", "viewer"],
    ["viewer", "arn:aws:iam::111122223333:server-certificate/x"],
    ["arn:aws:acm:us-east-1:111122223333:certificate/0a-1b"],
    "must be the ARN of an ACM certificate",
  ],
  [["certificates", "regional"], [[]], [], "must be a map"],
  [["certificates", "originClient", "subject"], ["edge"], ["CN=edge"], "must be a distinguished name"],
  [
    ["functions", "launch", "memory"],
    [128, 20_000, 512.5],
    [512, 10_240, null],
    "must be a whole number from 256",
  ],
  [["functions", "launch", "reservedConcurrency"], [0], [1, null], "must be a whole number from 1"],
  [["limits", "requestsPerAddress"], [9], [1000], "must be a whole number from 10"],
  [["retention", "logDays"], [10, 31], [1, 3653], "must be one of `1`, `3`, `5`"],
  [["retention", "landingDays"], [0, 366], [1, 365], "must be a whole number from 1 to 365"],
  [["retention", "archive"], [{ years: 0 }], [{ years: 100 }], ""],
  [
    ["alarms", "notify"],
    [["nobody"], ["http://example.com"]],
    [[], ["a@b.example", "https://a.example/x"]],
    "",
  ],
  [["tags"], [{ "aws:x": "1" }, { "AWS:x": "1" }, { "a*": "1" }, { a: "#" }], [{ "cost center": "" }], ""],
  [
    ["tags"],
    [Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`t${at}`, "x"]))],
    [],
    "must be at most 40",
  ],
  [["tags", "owner"], [4711], ["4711"], "must be a text; put it in quotes"],
  [
    ["permissionsBoundary"],
    ["boundary", "arn:aws:iam::111122223333:role/x"],
    ["arn:aws:iam::111122223333:policy/path/boundary", "arn:aws:iam::aws:policy/PowerUserAccess", null],
    "must be the ARN of a managed policy",
  ],
  [
    [...network, "cidr"],
    ["10.0.0.0", "10.0.0.1/20", "10.0.0.0/33", "ten", "::ffff:10.0.0.0/120"],
    ["10.20.0.0/19"],
    "must be a range|has bits|must be an IPv4|must have a prefix",
  ],
  [[...network, "cidr"], ["2001:db8::/32"], [], "must be an IPv4 range, such as"],
  [[...network, "egress"], ["internet"], ["nat"], "must be one of"],
  [
    [...network, "transitGateway"],
    [{ id: "tgw-1", routes: [] }],
    [{ id: "tgw-01234567", routes: ["10.0.0.0/8"] }, null],
    "",
  ],
  [[...fleet, "fleet"], ["Finance"], [], "must be an id"],
  [
    [...fleet, "image"],
    ["an image", "arn:aws:ec2:eu-west-1::image/x"],
    ["a.b-c_1", "arn:aws:appstream:eu-west-1::image/x"],
    "must be the name of an image",
  ],
  [
    [...fleet, "instanceType"],
    ["t3.large", "stream.graphics-pro.4xlarge", "stream.standard"],
    [],
    "must be an instance type",
  ],
  [[...fleet, "fleetType"], ["ELASTIC"], ["ALWAYS_ON"], "must be one of `ALWAYS_ON`, `ON_DEMAND`"],
  [
    [...fleet, "sensitivity"],
    ["secret"],
    ["open", "sealed"],
    "must be one of `open`, `restricted`, `sealed`",
  ],
  [[...fleet, "replacement"], ["rolling"], ["blue_green"], "must be one of"],
  [[...fleet, "capacity", "maximum"], [0, "many"], [1], "must be a"],
  [[...fleet, "capacity", "targetUtilization"], [9, 100], [10, 95], "must be a whole number from 10 to 95"],
  [
    [...fleet, "embedDomains"],
    [Array.from({ length: 21 }, (_, at) => `https://a${at}.example.com`)],
    [],
    "must be at most 20",
  ],
  [
    [...fleet, "embedDomains"],
    [["http://a.example.com"], ["https://a.example.com:444"], ["https://a.example.com/"], ["a.example.com"]],
    [["https://a.example.com"]],
    "must be an https origin",
  ],
  [
    [...fleet, "embedDomains"],
    [[`https://${"a.".repeat(60)}example.com`]],
    [],
    "must have a host of at most 128",
  ],
  [
    [...fleet, "directory"],
    [
      { name: "CORP", organizationalUnit: "OU=Streaming,DC=corp" },
      { name: "corp.example.com", organizationalUnit: "CN=Computers,DC=corp,DC=example" },
      { name: "corp.example.com", organizationalUnit: "Streaming" },
    ],
    [],
    "",
  ],
];

describe("the formats of a deployment", () => {
  it.each(rows)("%j: refuses %j and takes %j", (path, wrong, right, message) => {
    for (const value of wrong) {
      const said = issuesWith([path, value]).filter((issue) => issue.startsWith(path.join(".")));
      expect(said, JSON.stringify(value)).not.toStrictEqual([]);
      expect(said.join("\n")).toMatch(new RegExp(`^${path.join("\\.")}[^ ]* (?:${message})`, "m"));
    }
    for (const value of right) expect(messagesAt(path, value), JSON.stringify(value)).toStrictEqual([]);
  });

  it("knows every instance type of AppStream's own client", () => {
    const model = new URL(
      "../../../node_modules/@aws-sdk/client-appstream/dist-types/models/models_0.d.ts",
      import.meta.url,
    );
    const types = new Set(readFileSync(model, "utf8").match(/stream\.[a-z0-9.]+(?:large|medium|small)\b/g));
    expect(types.size).toBeGreaterThan(30);
    for (const type of types) {
      expect(messagesAt([...fleet, "instanceType"], type), type).toStrictEqual([]);
    }
  });

  it.each([
    [{ from: "18:00", until: "08:00" }, "functions.launch.provisioned must end later on the same day"],
    [{ from: "08:00", until: "08:00" }, "functions.launch.provisioned must end later on the same day"],
    [{ from: "8:00" }, "functions.launch.provisioned.from must be a time"],
    [{ until: "24:00" }, "functions.launch.provisioned.until must be a time"],
    [{ timeZone: "Dublin" }, "functions.launch.provisioned.timeZone must be an IANA time zone"],
    [{ days: [] }, "functions.launch.provisioned.days must name at least one"],
    [{ environments: 0 }, "functions.launch.provisioned.environments must be a whole number"],
  ])("refuses the schedule %j", (change, issue) => {
    const schedule = {
      environments: 2,
      timeZone: "Europe/Dublin",
      days: ["mon"],
      from: "08:00",
      until: "18:00",
    };
    const path = ["functions", "launch", "provisioned"];
    expect(issuesWith([path, schedule])).toStrictEqual([]);
    expect(issuesWith([path, { ...schedule, ...change }])).toStrictEqual([expect.stringContaining(issue)]);
  });

  it.each([
    ["example.com", "must be a host in lower case and its port"],
    ["https://proxy.example.com:3128", "must be a host in lower case and its port"],
    ["proxy.example.com:0", "must be a host in lower case and its port"],
    ["proxy.example.com:70000", "must be a host in lower case and its port"],
  ])("refuses the proxy %s", (proxy, message) => {
    const transitGateway = { id: "tgw-0123456789abcdef0", routes: ["172.16.0.0/12"] };
    const found = issuesWith(
      [[...network, "egress"], "proxy"],
      [[...network, "transitGateway"], transitGateway],
      [[...network, "proxy"], proxy],
    );
    expect(found).toStrictEqual([expect.stringContaining(message)]);
  });

  it.each(["*.example.com", "com", "https://example.com", "example.com/x"])(
    "refuses the allowed domain %s",
    (name) => {
      const found = issuesWith(
        [[...network, "egress"], "firewall"],
        [[...network, "allowedDomains"], [name]],
      );
      expect(found).toStrictEqual([expect.stringContaining("must be a domain name such as")]);
    },
  );

  it("never repeats a value", () => {
    for (const [path] of rows) expect(issuesWith([path, "hunter2!"]).join("\n")).not.toContain("hunter2!");
  });
});
