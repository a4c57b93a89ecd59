import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../../dev/build/bundle.ts";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { aLaunchEvent, anEvent } from "../../support/http-builders.ts";
import { aWorld, type World } from "../../wiring/environment.ts";

const ENTRIES = fileURLToPath(new URL("../../../functions/entries/", import.meta.url));
const KILOBYTE = 1000;
/** What reads, verifies or decrypts XML: the libraries, and our own code around them. */
const XML_PARTS = [
  "node_modules/@node-saml/node-saml/",
  "node_modules/xml-crypto/",
  "node_modules/xml-encryption/",
  "node_modules/@xmldom/xmldom/",
  "node_modules/xmldom-strict/",
  "node_modules/xpath/",
  "node_modules/xml2js/",
  "functions/identity/saml/",
];

interface Bundle {
  readonly outfile: string;
  readonly bytes: number;
  readonly inputs: readonly string[];
}

const bundles = new Map<string, Bundle>();
let folder: string;
let world: World;

beforeAll(async () => {
  world = aWorld();
  folder = mkdtempSync(join(tmpdir(), "streamgate-bundles-"));
  for (const { name } of FUNCTIONS) {
    const outfile = join(folder, name, "index.js");
    const { inputs } = await bundleFunction({ entry: `${ENTRIES}${name}.ts`, outfile });
    bundles.set(name, { outfile, bytes: statSync(outfile).size, inputs: Object.keys(inputs) });
  }
}, 60_000);
afterAll(() => {
  world.remove();
  rmSync(folder, { recursive: true, force: true });
});

function bundleOf(name: string): Bundle {
  const bundle = bundles.get(name);
  if (bundle === undefined) throw new TypeError(`no bundle of ${name}`);
  return bundle;
}

/** Loads the bundle as Lambda does, in a process that has only the functions' own environment. */
async function invoke(
  name: string,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const script = `
    const { handler } = require(process.argv[1]);
    const context = { getRemainingTimeInMillis: () => 10000 };
    handler(JSON.parse(process.argv[2]), context).then((answer) => {
      process.stdout.write("\\nANSWER" + JSON.stringify(answer));
    });`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=commonjs", "--eval", script, bundleOf(name).outfile, JSON.stringify(event)],
    { env: world.environment, timeout: 20_000 },
  );
  return JSON.parse(stdout.split("\nANSWER")[1] ?? "null") as APIGatewayProxyStructuredResultV2;
}

describe("bundleFunction", () => {
  it.each([
    ["launch", 485],
    ["portal", 455],
    ["operator", 380],
    ["sessions", 430],
    ["sign-in-oidc", 400],
    ["portal-api", 515],
    ["context", 345],
    ["keeper", 250],
    ["approvals", 370],
    ["sign-in-saml", 755],
  ])("makes one file of %s, of %i KB at most", (name, limit) => {
    const { bytes } = bundleOf(name);
    expect(bytes).toBeGreaterThan(50 * KILOBYTE);
    expect(bytes).toBeLessThanOrEqual(limit * KILOBYTE);
  });

  it("keeps the sign-in protocol out of a launch, and AppStream out of all else", () => {
    const has = (name: string, part: string): boolean =>
      bundleOf(name).inputs.some((input) => input.includes(part));
    expect(has("launch", "node_modules/openid-client/")).toBe(false);
    expect(has("launch", "node_modules/oauth4webapi/")).toBe(false);
    expect(has("portal", "node_modules/openid-client/")).toBe(false);
    expect(has("sign-in-oidc", "node_modules/openid-client/")).toBe(true);
    expect(has("launch", "node_modules/@aws-sdk/client-appstream/")).toBe(true);
    // It looks at fleets, and has nothing to make a URL with.
    expect(has("portal", "functions/appstream/fleet-reader.ts")).toBe(true);
    expect(has("portal", "functions/appstream/gateway.ts")).toBe(false);
    expect(has("sessions", "node_modules/@aws-sdk/client-appstream/")).toBe(true);
    expect(has("sessions", "node_modules/openid-client/")).toBe(false);
    expect(has("operator", "node_modules/@aws-sdk/client-appstream/")).toBe(false);
    expect(has("approvals", "node_modules/@aws-sdk/client-appstream/")).toBe(false);
    expect(has("sign-in-oidc", "node_modules/@aws-sdk/client-appstream/")).toBe(false);
    expect(has("sign-in-saml", "node_modules/openid-client/")).toBe(false);
    expect(has("sign-in-saml", "node_modules/oauth4webapi/")).toBe(false);
    expect(has("sign-in-saml", "node_modules/@aws-sdk/client-appstream/")).toBe(false);
  });

  it.each(FUNCTIONS)("lets no XML near $name unless it is the SAML sign-in", ({ name }) => {
    const found = XML_PARTS.filter((part) => bundleOf(name).inputs.some((input) => input.includes(part)));
    expect(found).toEqual(name === "sign-in-saml" ? XML_PARTS : []);
  });

  it.each(FUNCTIONS)("takes $name's credentials from the environment only", ({ name }) => {
    const { inputs } = bundleOf(name);
    expect(inputs).toContain("dev/build/environment-credentials.ts");
    expect(inputs.filter((input) => input.includes("credential-provider-"))).not.toContainEqual(
      expect.stringMatching(/credential-provider-(?:node|ini|sso|process|web-identity)\//),
    );
  });

  it.each(FUNCTIONS)("puts nothing of the YAML parser or the tests into $name", ({ name }) => {
    const { inputs } = bundleOf(name);
    expect(inputs.filter((input) => input.includes("node_modules/yaml/"))).toEqual([]);
    const ours = inputs.filter((input) => !input.includes("node_modules/"));
    for (const input of ours) expect(input).toMatch(/^(?:functions\/|dev\/build\/[a-z-]+\.ts$)/);
  });

  it.each(FUNCTIONS)("has nothing in $name that would ask the endpoint cache left out", ({ name }) => {
    const { inputs, outfile } = bundleOf(name);
    expect(inputs).toContain("dev/build/no-endpoint-cache.ts");
    expect(inputs.filter((input) => input.includes("node_modules/mnemonist/"))).toEqual([]);
    expect(readFileSync(outfile, "utf8")).not.toContain("endpointDiscoveryMiddleware");
  });

  it("keeps the debug output of a library out, since it quotes what people post", () => {
    const { inputs } = bundleOf("sign-in-saml");
    expect(inputs).toContain("dev/build/silent-debug.ts");
    expect(inputs.filter((input) => input.includes("node_modules/debug/"))).toEqual([]);
  });
});

describe("a bundle in a process of its own", () => {
  it("sends who is signed out from a launch to sign-in", async () => {
    const response = await invoke("launch", aLaunchEvent({ query: "context=a%26b" }));
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe("/login/corporate?application=treasury&context=a%26b");
  });

  it("answers the start page", async () => {
    const response = await invoke("portal", anEvent());
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain("<h1>Welcome</h1>");
    expect(response.headers?.["content-security-policy"]).toContain("style-src 'sha256-");
  });

  it("answers 404 for a sign-in with an unknown provider", async () => {
    const event = anEvent({ routeKey: "GET /login/{idp}", pathParameters: { idp: "unknown" } });
    const response = await invoke("sign-in-oidc", event);
    expect(response.statusCode).toBe(404);
  });

  it("answers 404 for a SAML sign-in with an unknown provider", async () => {
    const event = anEvent({ routeKey: "GET /login/{idp}/saml", pathParameters: { idp: "unknown" } });
    const response = await invoke("sign-in-saml", event);
    expect(response.statusCode).toBe(404);
  });
});
