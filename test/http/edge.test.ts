import { describe, expect, it } from "vitest";
import { type EdgeTrust, readViewer, type Viewer } from "../../functions/http/edge.ts";
import { fromRestEvent } from "../../functions/http/rest-event.ts";
import { anEvent, type EventFacts, NO_TRUST } from "../support/http-builders.ts";
import { restEventOf } from "../support/rest-builders.ts";

const SUBJECT = "CN=edge.example.com,O=Example";
const SECRET = "the-shared-secret-of-our-distribution";
const NEXT_SECRET = "the-next-secret-while-one-is-rotated";
const PEER = "198.51.100.7";

const BY_SECRET: EdgeTrust = { certificateSubject: undefined, secrets: [SECRET], required: false };
const BY_CERTIFICATE: EdgeTrust = { certificateSubject: SUBJECT, secrets: [], required: false };
const VIEWER = { "cloudfront-viewer-country": "IE", "cloudfront-viewer-address": "203.0.113.9:46532" };

const viewerOf = (trust: EdgeTrust, headers: Record<string, string>, facts: EventFacts = {}): Viewer =>
  readViewer(anEvent({ ...facts, headers }), trust);
const trusted = (headers: Record<string, string>): Viewer =>
  viewerOf(BY_SECRET, { "x-streamgate-edge": SECRET, ...headers });

describe("readViewer", () => {
  it("takes the viewer's address and country from an edge that knows the secret", () => {
    expect(trusted(VIEWER)).toEqual({
      clientIp: "203.0.113.9",
      edge: { trusted: true, country: "IE", coordinates: undefined },
    });
  });

  it("takes them from an edge with the configured client certificate", () => {
    const viewer = viewerOf(BY_CERTIFICATE, VIEWER, { clientCertificate: SUBJECT });
    expect(viewer.clientIp).toBe("203.0.113.9");
    expect(viewer.edge?.trusted).toBe(true);
  });

  it("knows no edge where no edge header came, whatever was proved", () => {
    const half = { "cloudfront-viewer-latitude": "1", "cloudfront-viewer-longitude": "2" };
    for (const headers of [{}, half]) expect(trusted(headers).edge).toBeUndefined();
    expect(viewerOf(BY_SECRET, {})).toEqual({ clientIp: PEER, edge: undefined });
  });

  it.each<[string, EdgeTrust, Record<string, string>, EventFacts]>([
    ["nothing is configured", NO_TRUST, {}, {}],
    ["nothing is configured, and a secret is sent", NO_TRUST, { "x-streamgate-edge": "" }, {}],
    ["nothing is configured, and a certificate is presented", NO_TRUST, {}, { clientCertificate: SUBJECT }],
    ["no secret is sent", BY_SECRET, {}, {}],
    ["the secret is wrong", BY_SECRET, { "x-streamgate-edge": `${SECRET}x` }, {}],
    ["the secret is a beginning of ours", BY_SECRET, { "x-streamgate-edge": SECRET.slice(0, -1) }, {}],
    ["the secret is empty", BY_SECRET, { "x-streamgate-edge": "" }, {}],
    ["the secret is ours in other case", BY_SECRET, { "x-streamgate-edge": SECRET.toUpperCase() }, {}],
    ["the secret came twice", BY_SECRET, { "x-streamgate-edge": `${SECRET},${SECRET}` }, {}],
    ["no certificate is presented", BY_CERTIFICATE, {}, {}],
    ["another certificate is presented", BY_CERTIFICATE, {}, { clientCertificate: "CN=other" }],
    ["the subject only begins like ours", BY_CERTIFICATE, {}, { clientCertificate: `${SUBJECT},OU=x` }],
    ["the subject stands in the secret's header", BY_CERTIFICATE, { "x-streamgate-edge": SUBJECT }, {}],
  ])("does not count what the headers say where %s", (_case, trust, headers, facts) => {
    const viewer = viewerOf(trust, { ...VIEWER, ...headers }, facts);
    expect(viewer.clientIp).toBe(PEER);
    expect(viewer.edge?.trusted).toBe(false);
  });

  it("never takes X-Forwarded-For, not even from our edge", () => {
    const headers = { "x-forwarded-for": "192.0.2.1", "cloudfront-viewer-country": "IE" };
    expect(trusted(headers).clientIp).toBeUndefined();
    expect(viewerOf(BY_SECRET, headers).clientIp).toBe(PEER);
  });

  it("accepts both secrets while one is being rotated", () => {
    const trust: EdgeTrust = {
      certificateSubject: undefined,
      secrets: [NEXT_SECRET, SECRET],
      required: false,
    };
    for (const secret of trust.secrets) {
      expect(viewerOf(trust, { ...VIEWER, "x-streamgate-edge": secret }).edge?.trusted).toBe(true);
    }
  });

  it("refuses a secret that was rotated out", () => {
    const trust: EdgeTrust = { certificateSubject: undefined, secrets: [NEXT_SECRET], required: false };
    expect(viewerOf(trust, { ...VIEWER, "x-streamgate-edge": SECRET }).edge?.trusted).toBe(false);
  });

  it("accepts either proof where both are configured", () => {
    const trust: EdgeTrust = { certificateSubject: SUBJECT, secrets: [SECRET], required: false };
    expect(viewerOf(trust, { ...VIEWER, "x-streamgate-edge": SECRET }).edge?.trusted).toBe(true);
    expect(viewerOf(trust, VIEWER, { clientCertificate: SUBJECT }).edge?.trusted).toBe(true);
  });

  it.each([
    ["203.0.113.9:46532", "203.0.113.9"],
    ["2001:db8:85a3::8a2e:370:7334:46532", "2001:db8:85a3::8a2e:370:7334"],
    ["::1:443", "::1"],
    ["203.0.113.9", undefined],
    ["", undefined],
    [":443", undefined],
  ])("reads the viewer's address %j as %s, and never takes our edge's own for it", (header, clientIp) => {
    expect(trusted({ "cloudfront-viewer-address": header }).clientIp).toBe(clientIp);
  });

  it.each(["ie", "I", "IRL", "I1", "", "IE ", "IE,DE", "<IE>"])("reads no country from %j", (country) => {
    expect(trusted({ "cloudfront-viewer-country": country }).edge).toEqual({
      trusted: true,
      country: undefined,
      coordinates: undefined,
    });
  });

  it.each([
    ["53.33306", "-6.24889", { latitude: 53.3, longitude: -6.2 }],
    ["90", "180", { latitude: 90, longitude: 180 }],
    ["-90", "-180", { latitude: -90, longitude: -180 }],
    ["0", "0", { latitude: 0, longitude: 0 }],
  ])("reads the coordinates %s, %s", (latitude, longitude, expected) => {
    const headers = { "cloudfront-viewer-latitude": latitude, "cloudfront-viewer-longitude": longitude };
    expect(trusted({ ...VIEWER, ...headers }).edge?.coordinates).toEqual(expected);
  });

  it.each([
    ["90.1", "0"],
    ["0", "180.1"],
    ["-91", "0"],
    ["north", "0"],
    ["0", "NaN"],
    ["Infinity", "0"],
    ["", "0"],
    ["0", ""],
    ["1,2", "3"],
    ["1;drop", "3"],
  ])("reads no coordinates from %j, %j", (latitude, longitude) => {
    const headers = { "cloudfront-viewer-latitude": latitude, "cloudfront-viewer-longitude": longitude };
    expect(trusted({ ...VIEWER, ...headers }).edge?.coordinates).toBeUndefined();
  });

  it("reads no coordinates from one half", () => {
    expect(trusted({ ...VIEWER, "cloudfront-viewer-latitude": "53.3" }).edge?.coordinates).toBeUndefined();
    expect(trusted({ ...VIEWER, "cloudfront-viewer-longitude": "-6" }).edge?.coordinates).toBeUndefined();
  });
});

describe("readViewer: at a REST API, which people reach directly", () => {
  const atRest = (trust: EdgeTrust, multiValueHeaders: Record<string, string[]>, facts: EventFacts = {}) =>
    readViewer(fromRestEvent(restEventOf(anEvent(facts), { multiValueHeaders })), trust);
  const VIEWER_HEADERS = {
    "CloudFront-Viewer-Country": ["IE"],
    "CloudFront-Viewer-Address": ["203.0.113.9:46532"],
  };

  it.each<[string, Record<string, string[]>]>([
    ["as CloudFront sends them", {}],
    ["with any certificate's name", { "X-Amzn-Mtls-Clientcert-Subject": [SUBJECT] }],
    ["with the subject in the secret's place", { "X-Streamgate-Edge": [SUBJECT] }],
    ["with an empty secret", { "X-Streamgate-Edge": [""] }],
    [
      "with a secret that a header lists twice",
      { "x-streamgate-edge": [SECRET], "X-Streamgate-Edge": [SECRET] },
    ],
    ["with no secret at all", { "X-Streamgate-Edge": [] }],
    ["with headers that proxies set", { "X-Forwarded-For": ["203.0.113.9"], Forwarded: ["for=203.0.113.9"] }],
  ])("counts no header for proof, %s", (_case, headers) => {
    for (const trust of [NO_TRUST, BY_SECRET, BY_CERTIFICATE]) {
      const viewer = atRest(trust, { ...VIEWER_HEADERS, ...headers });
      expect(viewer.clientIp).toBe(PEER);
      expect(viewer.edge?.trusted).toBe(false);
    }
  });

  it("counts no secret where none is configured, as the regional edge has none", () => {
    expect(atRest(NO_TRUST, { ...VIEWER_HEADERS, "X-Streamgate-Edge": [SECRET] }).edge?.trusted).toBe(false);
  });

  it("does not see a certificate in the event's own members that a header names", () => {
    const headers = { clientCert: [SUBJECT], requestContext: [SUBJECT], "__proto__ ": [SUBJECT] };
    expect(atRest(BY_CERTIFICATE, { ...VIEWER_HEADERS, ...headers }).edge?.trusted).toBe(false);
  });

  it("counts a certificate that API Gateway itself checked, and no other", () => {
    const trustOf = (clientCertificate: string) =>
      atRest(BY_CERTIFICATE, VIEWER_HEADERS, { clientCertificate }).edge?.trusted;
    expect(trustOf(SUBJECT)).toBe(true);
    expect(trustOf(`${SUBJECT}x`)).toBe(false);
  });
});
