/** Every way a SAML sign-in ends is written down with its reason, and nothing that is a secret or somebody else's. */
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import { hiddenFieldsOf, samlTraveller, withBothProviders } from "../../support/saml-traveller.ts";
import type { PostedForm } from "../identity-provider/saml/service-provider.ts";

let demo: DemoWorld;
/** What must be nowhere, by what it is. */
const secrets: [kind: string, text: string][] = [];
let loginItems: string;
let stream: URL;

/** Marks all that such a form carries as secret. */
function keepSecret({ fields }: PostedForm): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value.length > 20) secrets.push([name, value], [`part of ${name}`, value.slice(-40)]);
  }
  const xml = Buffer.from(fields.SAMLResponse ?? "", "base64").toString();
  for (const [, id = ""] of xml.matchAll(/ ID="([^"]+)"/g)) secrets.push(["message id", id]);
}

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders);
  const [lucia, diego, marta] = ["lucia", "diego", "marta"].map((name) => samlTraveller(demo, name));
  if (lucia === undefined || diego === undefined || marta === undefined) throw new TypeError("unreachable");
  const keepCookies = () => {
    for (const { broker } of [lucia, diego, marta]) {
      for (const [name, value] of broker.cookies)
        secrets.push([name, value], [`part of ${name}`, value.slice(-40)]);
    }
  };

  const first = await lucia.signInFor("/launch/treasury?idp=campus&context=FXD-204417");
  keepSecret(first);
  keepCookies();
  await diego.bring(first);
  const xml = Buffer.from(first.fields.SAMLResponse ?? "", "base64").toString();
  const altered = xml.replace("urn:northwind:campus", "urn:northwind:kampus");
  const before = lucia.broker.copy();
  await before.post("/login/campus/acs", {
    ...first.fields,
    SAMLResponse: Buffer.from(altered).toString("base64"),
  });
  stream = (await lucia.broker.follow(await lucia.bring(first))) as URL;
  keepCookies();
  const replaying = lucia.broker.copy();
  for (const [name, value] of secrets.filter(([kind]) => kind.startsWith("__Host-streamgate-login"))) {
    replaying.cookies.set(name, value);
  }
  await replaying.post("/login/campus/acs", first.fields, "cross-site");

  const tile = await diego.clickTile("design");
  keepSecret(tile);
  const question = await diego.broker.follow(await diego.bring(tile));
  keepCookies();
  const yes = hiddenFieldsOf(question);
  await diego.broker.post("/login/campus/continue", yes, "cross-site");
  const asked = diego.broker.copy();
  await diego.broker.post("/login/campus/continue", yes);
  await asked.post("/login/campus/continue", yes);
  keepCookies();
  const forbidden = await marta.clickTile("server-console");
  keepSecret(forbidden);
  await marta.bring(forbidden);
  await marta.broker.post("/login/campus/acs", { RelayState: "treasury" }, "cross-site");

  const logout = await lucia.campus.openRedirect(`${demo.world.samlIdentityProvider.origin}/logout`);
  secrets.push(["LogoutRequest", logout.searchParams.get("SAMLRequest") ?? ""]);
  await lucia.broker.get(logout.pathname + logout.search.replace(/&Signature=.*/, ""));
  await lucia.broker.get(logout.pathname + logout.search);
  secrets.push(["streaming URL", stream.href], ["its signature", stream.searchParams.get("signature") ?? ""]);

  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const table = new DynamoDBClient({ endpoint: demo.world.storeEndpoint, region: "eu-west-1", credentials });
  const { Items } = await table.send(new ScanCommand({ TableName: demo.world.tables.login }));
  table.destroy();
  loginItems = JSON.stringify(Items);
});
afterAll(() => demo?.world.stop());

const reasonOf = (event: AuditEvent): string => {
  const refused = "refusal" in event ? event.refusal?.reason : undefined;
  return `${event.event}: ${refused ?? ("outcome" in event ? event.outcome : "")}`;
};

describe("the audit events of SAML", () => {
  it("tell how each sign-in and each request ended, in order", () => {
    expect(demo.events.map(reasonOf)).toEqual([
      "identity_provider_keys: reported",
      "sign_in: login_transaction_missing",
      expect.stringMatching(/^sign_in: saml_(?:signature|digest|issuer)/),
      "sign_in: success",
      "launch: url_created",
      "sign_in: saml_assertion_replayed",
      "sign_in: proposed",
      "request_refused: cross_site_request",
      "sign_in: success",
      "sign_in: pending_sign_in_missing",
      "sign_in: saml_relay_state",
      "request_refused: saml_form_invalid",
      "request_refused: saml_logout_unsigned",
      "sign_out: success",
      "sessions_revoked: success",
    ]);
  });

  it("hold no response, cookie, state, message id, context or streaming URL", () => {
    expect(secrets.length).toBeGreaterThan(20);
    const written = JSON.stringify(demo.events);
    for (const [kind, secret] of [...secrets, ["context", "FXD-204417"] as const]) {
      expect(secret, kind).not.toBe("");
      expect(written.includes(secret), kind).toBe(false);
    }
    expect(written).not.toMatch(/<saml|SAMLResponse|PRIVATE KEY|BEGIN CERTIFICATE|eyJ/);
  });

  it("hold nobody's name or address, and of a refused sign-in nobody's NameID", () => {
    const written = JSON.stringify(demo.events);
    for (const { name, email } of demo.world.people) {
      for (const text of [name, email]) expect(written).not.toContain(text);
    }
    const refused = demo.events.filter((event) => "refusal" in event && event.refusal !== null);
    expect(refused.length).toBeGreaterThan(6);
    for (const { sub } of demo.world.people) expect(JSON.stringify(refused)).not.toContain(sub);
  });

  it("name the person in the events that are about this person only", () => {
    const subjects = demo.events.flatMap((event) =>
      "principal" in event && event.principal !== null ? [[reasonOf(event), event.principal.subject]] : [],
    );
    const subjectOf = (username: string) =>
      demo.world.people.find((person) => person.username === username)?.sub;
    expect(subjects).toEqual([
      ["sign_in: success", subjectOf("lucia")],
      ["launch: url_created", subjectOf("lucia")],
      ["sign_in: proposed", subjectOf("diego")],
      ["sign_in: success", subjectOf("diego")],
      ["sign_out: success", subjectOf("lucia")],
    ]);
  });
});

describe("the table of what counts once", () => {
  it("holds digests, ends and random writers, and nothing of a message", () => {
    const items = JSON.parse(loginItems) as Record<string, { S?: string; N?: string }>[];
    // Two assertions, a transaction, a proposal, a logout request.
    expect(items).toHaveLength(5);
    for (const item of items) {
      expect(Object.keys(item).toSorted()).toEqual(["expiresAt", "pk", "writer"]);
      expect(item.pk?.S).toMatch(/^[\w-]{43}$/);
      const lifetime = Number(item.expiresAt?.N) - Date.now() / 1000;
      expect(lifetime).toBeGreaterThan(0);
      expect(lifetime).toBeLessThan(700);
    }
    for (const [kind, secret] of secrets) expect(loginItems.includes(secret), kind).toBe(false);
  });
});
