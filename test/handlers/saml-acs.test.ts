import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { samlAcsRoute } from "../../functions/handlers/saml-acs.ts";
import { arrivalCookie } from "../../functions/http/arrival.ts";
import { clearCookie, transactionCookie } from "../../functions/http/cookies.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { anEvent, answer, type EventFacts, linksOf, problemOf } from "../support/http-builders.ts";
import { aForm, aSamlSignIn, type MemorySamlSignIn, samlRoutePorts } from "../support/saml-route-builders.ts";

const STATE = "state-0123456789abcdef-more-than-the-cookie-x";
const INTENT = { application: "treasury", context: "a&b", client: "native" } as const;
const LAUNCH_PATH = "/launch/treasury?context=a%26b&client=native";
const NAME = transactionCookie(STATE);
const HELD = `${NAME}=sealed.transaction`;
const OTHER = `${transactionCookie("another-tab")}=sealed.other`;
const SESSION =
  "__Host-streamgate-session=sealed.session; Max-Age=28800; Path=/; Secure; HttpOnly; SameSite=Lax";
const PROPOSAL =
  "__Host-streamgate-proposal=sealed.proposal; Max-Age=300; Path=/; Secure; HttpOnly; SameSite=Lax";
const FIELDS = { SAMLResponse: "PHNhbWxwOlJlc3BvbnNlLz4=", RelayState: STATE };

const acs = (signIn: MemorySamlSignIn, facts: EventFacts = aForm(FIELDS), ports = samlRoutePorts(signIn)) =>
  answer(
    samlAcsRoute,
    ports,
    anEvent({
      routeKey: "POST /login/{idp}/acs",
      path: "/login/campus/acs",
      pathParameters: { idp: "campus" },
      cookies: [HELD, OTHER],
      ...facts,
    }),
  );

describe("samlAcsRoute: signed in", () => {
  it("goes back to the page of ours that they came for", async () => {
    const response = await acs(aSamlSignIn({ intent: { page: "help-desk" } }));
    expect(response.headers?.location).toBe("/help-desk");
  });

  it("opens the session, clears the transaction and goes on to the launch with GET", async () => {
    const response = await acs(aSamlSignIn({ intent: INTENT }));
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe(LAUNCH_PATH);
    expect(response.cookies).toEqual([clearCookie(NAME), SESSION, arrivalCookie(LAUNCH_PATH)]);
  });

  it("goes to the start page where there was no launch", async () => {
    expect((await acs(aSamlSignIn())).headers?.location).toBe("/");
  });

  it("gives the sign-in both fields, this RelayState's transaction and the reference", async () => {
    const signIn = aSamlSignIn();
    const response = await acs(signIn);
    expect(signIn.posted).toEqual([
      {
        identityProvider: "campus",
        response: FIELDS.SAMLResponse,
        relayState: STATE,
        sealedTransaction: "sealed.transaction",
        correlationId: response.headers?.["correlation-id"],
      },
    ]);
  });

  it("reads a form that is not in base64 as well, and keeps the response to the letter", async () => {
    const signIn = aSamlSignIn();
    const facts = aForm(FIELDS);
    const body = "SAMLResponse=PHNh%2Bw%3D%0D%0A+x&RelayState=treasury";
    await acs(signIn, { ...facts, body, isBase64Encoded: false });
    expect(signIn.posted).toMatchObject([{ response: "PHNh+w=\r\n x", relayState: "treasury" }]);
  });
});

describe("samlAcsRoute: proposed", () => {
  it("keeps the proposal in this browser and asks on a page of its own", async () => {
    const signIn = aSamlSignIn({ isProposed: true });
    const response = await acs(signIn, aForm({ ...FIELDS, RelayState: "treasury" }));
    expect(response.statusCode).toBe(303);
    expect(response.headers?.location).toBe("/login/campus/continue");
    expect(response.cookies).toEqual([PROPOSAL]);
    expect(signIn.posted).toMatchObject([{ relayState: "treasury", sealedTransaction: undefined }]);
  });

  it.each([{ SAMLResponse: "x" }, { SAMLResponse: "x", RelayState: "" }])(
    "has no transaction without a RelayState",
    async (fields) => {
      const signIn = aSamlSignIn({ isProposed: true });
      const cookies = [`${transactionCookie("")}=planted`.replace("login-=", "login-x="), OTHER];
      await acs(signIn, aForm(fields, { cookies }));
      expect(signIn.posted[0]?.sealedTransaction).toBeUndefined();
    },
  );
});

describe("samlAcsRoute: refused by the sign-in", () => {
  const failed = (intent?: typeof INTENT): MemorySamlSignIn =>
    aSamlSignIn({ failed: { refusal: refusal("saml_signature"), intent } });

  it("clears the transaction, opens no session and offers the launch again", async () => {
    const response = await acs(failed(INTENT));
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([clearCookie(NAME)]);
    expect(linksOf(response)).toEqual([LAUNCH_PATH, "/"]);
  });

  it("offers the start page where the launch is not known", async () => {
    expect(linksOf(await acs(failed()))).toEqual(["/"]);
  });

  it("clears nothing where this browser holds no transaction of this RelayState", async () => {
    const signIn = failed();
    const response = await acs(signIn, aForm(FIELDS, { cookies: [OTHER] }));
    expect(response.cookies).toEqual([]);
    expect(signIn.posted[0]?.sealedTransaction).toBeUndefined();
  });

  it("uses no transaction that was planted beside the real one", async () => {
    const signIn = failed();
    await acs(signIn, aForm(FIELDS, { cookies: [HELD, `${NAME}=planted`] }));
    expect(signIn.posted[0]?.sealedTransaction).toBeUndefined();
  });

  it.each(["; Domain=evil.example", "\r\nSet-Cookie: a=b", "", "\u0000", "__proto__"])(
    "sets no cookie from the hostile RelayState %j",
    async (relayState) => {
      const fields = { ...FIELDS, RelayState: relayState };
      expect((await acs(failed(), aForm(fields))).cookies).toEqual([]);
    },
  );

  it("says on the page neither the reason nor anything of the response", async () => {
    const { body } = await acs(failed(INTENT));
    expect(body).not.toMatch(/saml_signature|PHNhbWxw/);
  });

  it("tells a program the public code", async () => {
    const facts = aForm(FIELDS, { headers: { accept: "application/json" } });
    expect(problemOf(await acs(failed(INTENT), facts))).toMatchObject({
      status: 403,
      reason: "access_denied",
    });
  });

  it("gives the sign-in an empty name where the gateway gave none", async () => {
    const signIn = failed();
    await answer(samlAcsRoute, samlRoutePorts(signIn), anEvent({ routeKey: "POST /", ...aForm(FIELDS) }));
    expect(signIn.posted[0]?.identityProvider).toBe("");
  });
});

describe("samlAcsRoute: a form that is none", () => {
  const twice = (name: string) => new URLSearchParams([...Object.entries(FIELDS), [name, "again"]]);

  it.each<[string, EventFacts]>([
    ["no body", { headers: aForm({}).headers }],
    ["no SAMLResponse", aForm({ RelayState: STATE })],
    ["another case of the name", aForm({ samlresponse: "x", RelayState: STATE })],
    ["two SAMLResponses", aForm(twice("SAMLResponse"))],
    ["two RelayStates", aForm(twice("RelayState"))],
    ["a RelayState of 81 bytes", aForm({ ...FIELDS, RelayState: "a".repeat(81) })],
    ["a RelayState of 27 letters and 81 bytes", aForm({ ...FIELDS, RelayState: "界".repeat(27) })],
    ["no content type", { ...aForm(FIELDS), headers: {} }],
    ["JSON", aForm(FIELDS, { headers: { "content-type": "application/json" } })],
    ["multipart", aForm(FIELDS, { headers: { "content-type": "multipart/form-data; boundary=x" } })],
    ["1.2 million letters and more", aForm({ ...FIELDS, SAMLResponse: "A".repeat(900_001) })],
  ])("refuses %s before the sign-in, on record", async (_name, facts) => {
    const signIn = aSamlSignIn();
    const ports = samlRoutePorts(signIn);
    const response = await acs(signIn, facts, ports);
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([]);
    expect(signIn.posted).toEqual([]);
    expect(ports.audit.events).toMatchObject([
      { event: "request_refused", route: "POST /login/{idp}/acs", refusal: { reason: "saml_form_invalid" } },
    ]);
  });

  it.each<[string, EventFacts]>([
    ["a RelayState of 80 bytes", aForm({ ...FIELDS, RelayState: "a".repeat(80) })],
    ["a SAMLResponse of 256 KiB", aForm({ ...FIELDS, SAMLResponse: "+".repeat(262_144) })],
    ["other fields beside", aForm({ ...FIELDS, submit: "Continue" })],
    [
      "a charset",
      aForm(FIELDS, { headers: { "content-type": "Application/X-WWW-Form-Urlencoded;charset=UTF-8" } }),
    ],
  ])("takes %s", async (_name, facts) => {
    const signIn = aSamlSignIn();
    expect((await acs(signIn, facts)).statusCode).toBe(303);
  });
});

describe("samlAcsRoute in the query", () => {
  it("takes nothing from there", async () => {
    const signIn = aSamlSignIn();
    const query = new URLSearchParams(FIELDS).toString();
    const response: HttpResponse = await acs(signIn, { ...aForm({}), query });
    expect(response.statusCode).toBe(403);
    expect(signIn.posted).toEqual([]);
  });
});
