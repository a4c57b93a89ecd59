import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compilePolicy } from "../../../cli/compile-policy.ts";
import { formatFault } from "../../../cli/policy-file.ts";
import { ok } from "../../../functions/core/result.ts";
import { policyDigest } from "../../../functions/stores/policy-source.ts";
import { loadDeployment } from "../../../infra/deployment/load-deployment.ts";
import { inCountry, ipDatabase } from "../../support/ip-database.ts";
import type { Json } from "../../support/policies.ts";
import {
  AUTHORITY_PEM,
  aDeploymentInput,
  aPolicyToDeploy,
  aRegionalInput,
  deploymentWith,
  EXAMPLES,
  policyWith,
} from "./deployments.ts";

const NOW = Date.UTC(2027, 0, 1) / 1_000;

type Files = Readonly<Record<string, string>>;

function filesOf(deployment: Json, policy: Json = aPolicyToDeploy()): Files {
  return {
    "here/deployment.yaml": stringify(deployment),
    "here/policy.yaml": stringify(policy),
    "here/authorities.pem": AUTHORITY_PEM,
  };
}

async function load(files: Files) {
  const readFile = async (path: string): Promise<string> => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
    return text;
  };
  return await loadDeployment("here/deployment.yaml", { readFile }, NOW);
}

/** As a terminal shows them; nothing where all is well. */
async function faultsOf(files: Files): Promise<readonly string[]> {
  const loaded = await load(files);
  return loaded.ok ? [] : loaded.error.map((fault) => formatFault(fault.file, fault));
}

describe("loadDeployment", () => {
  it("gives what the stacks are made from", async () => {
    const loaded = await load(filesOf(aDeploymentInput()));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const { compiledPolicy, deployment, folder, truststorePem } = loaded.value;
    expect(deployment.regions).toStrictEqual(["eu-west-1", "us-east-1"]);
    expect(compiledPolicy.policy.development).toBe(false);
    const { format: _, version, ...content } = compiledPolicy;
    expect(version).toBe(policyDigest(content));
    expect(truststorePem).toBe(AUTHORITY_PEM);
    expect(folder).toBe("here");
  });

  it("has no truststore without CloudFront", async () => {
    const policy = policyWith([["location", "sources"], ["network"]]);
    const loaded = await load(filesOf(aRegionalInput(), policy));
    expect(loaded.ok && loaded.value.truststorePem).toBeNull();
  });

  describe("with an IP database", () => {
    const files = filesOf(
      deploymentWith([["ipDatabase"], { file: "countries.mmdb" }]),
      policyWith([
        ["location", "sources"],
        ["claim", "ip_database"],
      ]),
    );

    it("says where it is", async () => {
      const content = ipDatabase({ "192.0.2.0/24": inCountry("ES") }).toString("utf8");
      const loaded = await load({ ...files, "here/countries.mmdb": content });
      expect(loaded.ok && loaded.value.ipDatabase).toBe("here/countries.mmdb");
    });

    it.each([
      ["is not there", {}, "there is no such file; save a country database in MaxMind's format there"],
      ["is another", { "here/countries.mmdb": "PK" }, "is no database in MaxMind's format"],
    ])("tells the line of a file that %s", async (_case, more, message) => {
      expect(await faultsOf({ ...files, ...more })).toStrictEqual([
        expect.stringMatching(/^here\/deployment\.yaml:\d+:\d+ {2}ipDatabase\.file {2}/),
      ]);
      expect((await faultsOf({ ...files, ...more })).join()).toContain(message);
    });
  });

  it("has no IP database where the deployment names none", async () => {
    const loaded = await load(filesOf(aDeploymentInput()));
    expect(loaded.ok && loaded.value.ipDatabase).toBeNull();
  });

  it("tells every fault of every file at once, with its place", async () => {
    const deployment = [
      "version: 1", // 1
      "name: streamgate", // 2
      'account: "111122223333"', // 3
      "policy: policy.yaml", // 4
      "edge: cloudfront", // 5
      "regions: [eu-west-1, us-wset-2]", // 6
      "replication: mrsc", // 7
      "domain:", // 8
      "  viewer: stream.example.com", // 9
      "  origin: stream.example.com", // 10
      "  hostedZoneId: Z1", // 11
      "  hostedZoneName: example.com", // 12
      "certificates:", // 13
      "  viewer: arn:aws:acm:eu-west-1:111122223333:certificate/a", // 14
      "  regional: {}", // 15
      "  originClient:", // 16
      "    certificate: arn:aws:acm:us-east-1:111122223333:certificate/b", // 17
      "    subject: CN=edge", // 18
      "    authorities: nowhere.pem", // 19
      "alarms: { notify: [] }", // 20
      "streaming:", // 21
      "  networks:", // 22
      "    hall:", // 23
      "      region: eu-west-1", // 24
      "      cidr: 10.0.0.0/20", // 25
      "      subnets:", // 26
      "        - { zone: eu-west-1a, cidr: 10.0.0.0/24 }", // 27
      "        - { zone: eu-west-1b, cidr: 10.0.0.16/28 }", // 28
      "  fleets:", // 29
      "    - fleet: finance", // 30
      "      network: hall", // 31
      "      image: finance", // 32
      "      instanceType: stream.standard.large", // 33
      "      sensitivity: sealed", // 34
      "      ttl: 60", // 35
      "      capacity: { minimum: 30, maximum: 20 }", // 36
      "      directory: { name: corp.example.com, organizationalUnit: 'OU=A,DC=corp' }", // 37
      "limits: { burst: 0 }", // 38
      "name: again", // 39
    ];
    const policy = [
      "version: 1", // 1
      "development: true", // 2
      "identityProviders:", // 3
      "  corporate:", // 4
      "    protocol: oidc", // 5
      "    name: Corporate", // 6
      "    issuer: http://localhost:8081", // 7
      "    clientId: streamgate", // 8
      "    clientAuthentication: { method: client_secret_basic, secret: env:SECRET }", // 9
      "  campus:", // 10
      "    protocol: saml", // 11
      "    name: Campus", // 12
      "    entityId: urn:campus", // 13
      "    metadata: { file: campus.xml }", // 14
      "    serviceProvider: { signingKeys: [ssm:/campus] }", // 15
      "fleets:", // 16
      "  finance: { region: eu-west-1, stack: finance, fleet: finance, jurisdiction: EU }", // 17
      "applications:", // 18
      "  treasury:", // 19
      "    name: Treasury", // 20
      "    appstreamApplication: Treasury", // 21
      "    fleets: [finance]", // 22
      "    audience: { groupsByProvider: { corporate: [treasury] } }", // 23
      "  ledger:", // 24
      "    name: Ledger", // 25
      "    appstreamApplication: Ledger", // 26
      "    fleets: [finance]", // 27
      "    audience: { groupsByProvider: { corporate: [ledger] } }", // 28
    ];
    const faults = await faultsOf({
      "here/deployment.yaml": deployment.join("\n"),
      "here/policy.yaml": policy.join("\n"),
    });
    expect(faults.map((fault) => fault.slice("here/".length, "here/".length + 90))).toMatchInlineSnapshot(`
      [
        "deployment.yaml:6:22  regions[1]  must be a Region where AppStream runs; did you mean \`us-",
        "deployment.yaml:7:1  replication  unknown key \`replication\`; tables are never replicated: ",
        "deployment.yaml:10:3  domain.origin  must be another name than \`domain.viewer\`, which lead",
        "deployment.yaml:14:3  certificates.viewer  must be in us-east-1, where CloudFront looks fo",
        "deployment.yaml:15:3  certificates.regional.eu-west-1  eu-west-1 has no certificate; write",
        "deployment.yaml:19:5  certificates.originClient.authorities  there is no such file; save t",
        "deployment.yaml:28:31  streaming.networks.hall.subnets[1].cidr  10.0.0.16/28 overlaps the ",
        "deployment.yaml:28:31  streaming.networks.hall.subnets[1].cidr  is too small: it has 9 add",
        "deployment.yaml:35:7  streaming.fleets[0].ttl  unknown key \`ttl\`; tables are never replica",
        "deployment.yaml:36:19  streaming.fleets[0].capacity.minimum  must be at most \`maximum\` (20",
        "deployment.yaml:37:7  streaming.fleets[0].directory  joins \`finance\` to a domain, and the ",
        "deployment.yaml:38:11  limits.burst  must be a whole number from 1 to 5000",
        "deployment.yaml:39:1  this key stands twice in the same map",
        "policy.yaml:2:1  development  must be false or left out: it lets http pass, and so cannot ",
        "policy.yaml:7:5  identityProviders.corporate.issuer  must be https; http to this machine n",
        "policy.yaml:9:58  identityProviders.corporate.clientAuthentication.secret  cannot be deplo",
        "policy.yaml:14:17  identityProviders.campus.metadata.file  there is no such file; save the",
        "policy.yaml:28:5  applications.ledger.audience  differs from that of \`treasury\`, but both ",
      ]
    `);
  });

  it.each(["deployment.yaml", "regional.yaml"])("finds nothing to say of the example %s", async (name) => {
    const file = fileURLToPath(new URL(name, EXAMPLES));
    const loaded = await loadDeployment(file, { readFile: (path) => readFile(path, "utf8") }, NOW);
    expect(loaded.ok ? [] : loaded.error).toStrictEqual([]);
  });

  it("compiles the policy as `streamgate check` does", async () => {
    const file = fileURLToPath(new URL("deployment.yaml", EXAMPLES));
    const loaded = await loadDeployment(file, { readFile: (path) => readFile(path, "utf8") }, NOW);
    const besides = async (name: string) => ok(await readFile(new URL(name, EXAMPLES), "utf8"));
    const text = await readFile(new URL("policy.yaml", EXAMPLES), "utf8");
    const compiled = await compilePolicy(text, "policy.yaml", besides, NOW);
    expect(loaded.ok && ok(loaded.value.compiledPolicy)).toStrictEqual(compiled);
  });

  it("says so where the deployment cannot be read", async () => {
    expect(await faultsOf({})).toStrictEqual(["here/deployment.yaml:1:1  no such file"]);
    const broken = { readFile: () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })) };
    expect(await loadDeployment("d.yaml", broken, NOW)).toStrictEqual({
      ok: false,
      error: [{ file: "d.yaml", line: 1, column: 1, path: "", message: "cannot be read (EACCES)" }],
    });
  });

  it("reads no further than the YAML", async () => {
    expect(await faultsOf({ "here/deployment.yaml": "version: 1\n\tname: x\n" })).toStrictEqual([
      expect.stringMatching(/^here\/deployment\.yaml:2:1 {2}YAML: /),
    ]);
    expect(await faultsOf({ "here/deployment.yaml": "# nothing\n" })).toStrictEqual([
      "here/deployment.yaml:1:1  here/deployment.yaml holds no deployment",
    ]);
    expect(await faultsOf({ "here/deployment.yaml": "a: 1\n---\nb: 2\n" })).toStrictEqual([
      expect.stringContaining("YAML: a deployment is one document"),
    ]);
  });

  it("points at the name of a policy that is not there", async () => {
    const { "here/policy.yaml": _, ...files } = filesOf(aDeploymentInput());
    expect(await faultsOf(files)).toStrictEqual([
      "here/deployment.yaml:4:1  policy  there is no such file; save the policy there, or correct the path",
    ]);
  });

  it.each([undefined, 3, ""])("asks for a policy where it is %j", async (policy) => {
    const faults = await faultsOf(filesOf(deploymentWith([["policy"], policy])));
    expect(faults).not.toStrictEqual([]);
    expect(faults.filter((fault) => !/ {2}policy {2}/.test(fault))).toStrictEqual([]);
  });

  it("tells the faults of a policy that is no YAML, beside the deployment's", async () => {
    const files = { ...filesOf(deploymentWith([["account"], "1"], [["certificates"], {}])) };
    const faults = await faultsOf({ ...files, "here/policy.yaml": "version: 1\n---\n" });
    expect(faults[0]).toMatch(/^here\/deployment\.yaml:3:1 {2}account {2}must be the 12 digits/);
    expect(faults.at(-1)).toMatch(/^here\/policy\.yaml:2:1 {2}YAML: a policy is one document/);
  });

  it("asks what it can of a policy whose values are wrong", async () => {
    const policy = policyWith(
      [["development"], true],
      [["identityProviders", "corporate", "issuer"], "login"],
    );
    expect(await faultsOf(filesOf(aDeploymentInput(), policy))).toStrictEqual([
      expect.stringMatching(
        /policy\.yaml:\S+ {2}identityProviders\.corporate\.issuer {2}must be an https URL/,
      ),
      expect.stringMatching(/policy\.yaml:\S+ {2}development {2}must be false/),
    ]);
  });

  it("asks nothing of a policy that has no shape", async () => {
    expect(await faultsOf({ ...filesOf(aDeploymentInput()), "here/policy.yaml": "[]" })).toStrictEqual([
      "here/policy.yaml:1:1  must be a map of keys and values",
    ]);
  });

  it("finds metadata files beside the policy, and the policy beside the deployment", async () => {
    const provider = {
      protocol: "saml",
      name: "Campus",
      entityId: "https://campus.northwind.example/saml",
      metadata: { file: "campus.xml" },
      serviceProvider: { signingKeys: ["ssm:/campus"] },
    };
    const policy = policyWith(
      [["identityProviders"], { campus: provider }],
      [["applications", "console"], undefined],
    );
    const files = filesOf(deploymentWith([["policy"], "policies/policy.yaml"]));
    const metadata = await readFile(new URL("campus-metadata.xml", EXAMPLES), "utf8");
    const moved = { ...files, "here/policies/policy.yaml": stringify(policy) };
    const loaded = await load({ ...moved, "here/policies/campus.xml": metadata });
    expect(loaded.ok && Object.keys(loaded.value.compiledPolicy.samlMetadata)).toStrictEqual(["campus"]);
    expect(await faultsOf({ ...moved, "here/campus.xml": metadata })).toStrictEqual([
      expect.stringMatching(
        /^here\/policies\/policy\.yaml:\S+ {2}identityProviders\.campus\.metadata\.file {2}there is no such file/,
      ),
    ]);
  });

  it("points at the name of a truststore that will not do", async () => {
    const start = /^here\/deployment\.yaml:\S+ {2}certificates\.originClient\.authorities {2}/;
    const files = filesOf(aDeploymentInput());
    const { "here/authorities.pem": _, ...without } = files;
    expect(await faultsOf(without)).toStrictEqual([expect.stringMatching(start)]);
    expect(await faultsOf({ ...files, "here/authorities.pem": "" })).toStrictEqual([
      expect.stringMatching(start),
    ]);
  });

  it("never repeats what may be a secret in the wrong place", async () => {
    const text = stringify(
      policyWith([["identityProviders", "corporate", "clientAuthentication", "secret"], "hunter2"]),
    );
    const faults = await faultsOf({ ...filesOf(aDeploymentInput()), "here/policy.yaml": text });
    expect(faults).not.toStrictEqual([]);
    expect(faults.join("\n")).not.toContain("hunter2");
  });
});
