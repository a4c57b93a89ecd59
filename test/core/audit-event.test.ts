import { describe, expect, it } from "vitest";
import {
  faultEvent,
  identityProviderKeysEvent,
  type LaunchAccount,
  launchEvent,
  requestRefusedEvent,
  signInEvent,
  signOutEvent,
} from "../../functions/core/audit-event.ts";
import { decide } from "../../functions/core/decide.ts";
import type { Diagnostics } from "../../functions/core/decision.ts";
import { checkLaunchContext } from "../../functions/core/launch-context.ts";
import { refusal } from "../../functions/core/refusal.ts";
import {
  aLocation,
  anIndex,
  aPrincipal,
  evidence,
  indexedApplication,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";

const stamp = { time: "2026-07-08T10:00:00.000Z", correlationId: "correlation-1" };
const BASE = { schema: "streamgate.audit.v1", ...stamp };
const WHO = { identityProvider: "campus", subject: "248289761001", userId: "u-7f3a9c" };
const NOTICE = refusal("not_in_audience", { application: "atlas" });
const FAULT = refusal("appstream_setup_fault", { fault: "access_denied", region: "eu-west-1" });

/** Everything about a person that no event may show; `idToken` is no field of a principal at all. */
const revealing = {
  ...aPrincipal({
    displayName: "MARKER-name",
    email: "MARKER-email@campus.example",
    country: "MARKER-country",
    groups: ["staff", "MARKER-group"],
  }),
  idToken: "MARKER-token",
};

const diagnostics: Diagnostics = {
  policyVersion: "0123456789abcdef",
  location: aLocation({ network: "office" }),
  grant: { by: "group", group: "staff" },
  approval: {
    id: "eu-west-1.approval",
    approver: { identityProvider: "campus", subject: "boss", userId: "u-boss" },
  },
  candidates: [
    {
      ...{ fleet: "dublin", kept: true, rank: 0, preference: 0, distanceKilometres: 1453 },
      ...{ freePlaces: null, isOverflow: false, session: null },
    },
  ],
};

const account: LaunchAccount = {
  launchId: "launch-1",
  principal: aPrincipal(),
  application: "atlas",
  diagnostics,
  failedAttempts: [{ fleet: "frankfurt", fault: "throttled" }],
  placement: { fleetId: "dublin", region: "eu-west-1", stack: "atlas-stack", fleet: "atlas-fleet" },
  awsRequestId: "aws-1",
  waitedSeconds: null,
  result: { outcome: "url_created" },
};

const nothingKnown: LaunchAccount = {
  launchId: undefined,
  principal: undefined,
  application: undefined,
  diagnostics: undefined,
  failedAttempts: [],
  placement: undefined,
  awsRequestId: undefined,
  waitedSeconds: null,
  result: { outcome: "refused", refusal: refusal("not_signed_in") },
};

describe("signInEvent", () => {
  it("tells who signed in and what proved the second factor", () => {
    const principal = aPrincipal({ mfaEvidence: "amr=mfa" });
    expect(signInEvent(stamp, "campus", { principal })).toStrictEqual({
      ...BASE,
      severity: "info",
      event: "sign_in",
      outcome: "success",
      identityProvider: "campus",
      principal: WHO,
      mfaEvidence: "amr=mfa",
      refusal: null,
    });
  });

  it("says null where nothing proved a second factor", () => {
    expect(signInEvent(stamp, "campus", { principal: aPrincipal() }).mfaEvidence).toBeNull();
  });

  it("tells why a sign-in was refused", () => {
    const refused = refusal("id_token_nonce", { provider: "campus" });
    expect(signInEvent(stamp, "campus", { refusal: refused })).toStrictEqual({
      ...BASE,
      severity: "notice",
      event: "sign_in",
      outcome: "refused",
      identityProvider: "campus",
      principal: null,
      mfaEvidence: null,
      refusal: { reason: "id_token_nonce", evidence: { provider: "campus" } },
    });
  });

  it("tells whom it proposed to sign in, who did not say yes yet", () => {
    const proposed = aPrincipal({ mfaEvidence: "AuthnContextClassRef=mfa" });
    expect(signInEvent(stamp, "campus", { proposed })).toStrictEqual({
      ...BASE,
      severity: "info",
      event: "sign_in",
      outcome: "proposed",
      identityProvider: "campus",
      principal: WHO,
      mfaEvidence: "AuthnContextClassRef=mfa",
      refusal: null,
    });
  });

  it("keeps an unknown identity provider null", () => {
    const refused = refusal("identity_provider_unknown");
    expect(signInEvent(stamp, null, { refusal: refused })).toMatchObject({ identityProvider: null });
  });

  it("is an error where an operator must act", () => {
    const refused = refusal("provider_metadata_invalid");
    expect(signInEvent(stamp, "campus", { refusal: refused }).severity).toBe("error");
  });

  it("never shows a name, an e-mail address, a country or a token", () => {
    for (const outcome of [{ principal: revealing }, { proposed: revealing }]) {
      expect(JSON.stringify(signInEvent(stamp, "campus", outcome))).not.toContain("MARKER");
    }
  });
});

describe("launchEvent", () => {
  it("tells the whole launch", () => {
    expect(launchEvent(stamp, account)).toStrictEqual({
      ...BASE,
      severity: "info",
      event: "launch",
      outcome: "url_created",
      launchId: "launch-1",
      principal: WHO,
      application: "atlas",
      policyVersion: "0123456789abcdef",
      grant: "group:staff",
      approval: {
        id: "eu-west-1.approval",
        approver: { identityProvider: "campus", subject: "boss", userId: "u-boss" },
      },
      location: { country: "ES", provenance: "claim", network: "office" },
      candidates: diagnostics.candidates,
      failedAttempts: [{ fleet: "frankfurt", fault: "throttled" }],
      waitReason: null,
      waitedSeconds: null,
      placement: { fleetId: "dublin", region: "eu-west-1", stack: "atlas-stack", fleet: "atlas-fleet" },
      awsRequestId: "aws-1",
      refusal: null,
    });
  });

  it("says null and nothing else of what is not known", () => {
    expect(launchEvent(stamp, { ...account, client: "portal" })).toMatchObject({ client: "portal" });
    expect(launchEvent(stamp, nothingKnown)).toStrictEqual({
      ...BASE,
      severity: "notice",
      event: "launch",
      outcome: "refused",
      launchId: null,
      principal: null,
      application: null,
      policyVersion: null,
      grant: null,
      approval: null,
      location: null,
      candidates: [],
      failedAttempts: [],
      waitReason: null,
      waitedSeconds: null,
      placement: null,
      awsRequestId: null,
      refusal: { reason: "not_signed_in", evidence: {} },
    });
  });

  it("tells once that somebody waits, and why", () => {
    const result = { outcome: "waiting", reason: "fleet_full" } as const;
    expect(launchEvent(stamp, { ...account, result, waitedSeconds: null })).toMatchObject({
      ...{ outcome: "waiting", severity: "info", waitReason: "fleet_full", refusal: null },
    });
  });

  it("says null of a place that is not known", () => {
    const location = aLocation({ country: undefined, coordinates: undefined, provenance: "none" });
    const event = launchEvent(stamp, { ...account, diagnostics: { ...diagnostics, location } });
    expect(event.location).toStrictEqual({ country: null, provenance: "none", network: null });
  });

  it("accepts a placement that is null already", () => {
    expect(launchEvent(stamp, { ...account, placement: null }).placement).toBeNull();
  });

  it.each([
    [{ by: "group", group: "staff" } as const, "group:staff"],
    [{ by: "subject" } as const, "subject"],
    [null, null],
  ])("writes the grant %j as %j", (grant, text) => {
    expect(launchEvent(stamp, { ...account, diagnostics: { ...diagnostics, grant } }).grant).toBe(text);
  });

  it("is refused with the reason and its evidence, a notice", () => {
    expect(launchEvent(stamp, { ...account, result: { outcome: "refused", refusal: NOTICE } })).toMatchObject(
      {
        outcome: "refused",
        severity: "notice",
        refusal: { reason: "not_in_audience", evidence: { application: "atlas" } },
      },
    );
  });

  it("is an error where the set-up is at fault", () => {
    expect(launchEvent(stamp, { ...account, result: { outcome: "refused", refusal: FAULT } }).severity).toBe(
      "error",
    );
  });

  it("never shows a name, an e-mail address, a token, the handle or where exactly the person is", () => {
    const decision = decide({
      principal: revealing,
      applicationId: "atlas",
      evidence: evidence({
        claimCountry: "MARKER-claim",
        clientIp: "MARKER-address",
        edge: { trusted: true, country: "ES", coordinates: { latitude: 12.345, longitude: 67.891 } },
      }),
      index: anIndex(),
      nowEpochSeconds: WEDNESDAY_NOON,
    });
    expect(decision.outcome).toBe("permit");
    const spilled = {
      ...account,
      principal: revealing,
      diagnostics: decision.diagnostics,
      placement: {
        fleetId: "dublin",
        region: "eu-west-1",
        stack: "atlas-stack",
        fleet: "atlas-fleet",
        handleDigest: "MARKER-digest",
      },
      context: "MARKER-context",
      streamingUrl: "MARKER-url",
    };
    const written = JSON.stringify(launchEvent(stamp, spilled));
    expect(written).not.toContain("MARKER");
    expect(written).not.toContain("12.345");
    expect(Object.keys(JSON.parse(written))).toStrictEqual(Object.keys(launchEvent(stamp, account)));
  });

  it("never shows a launch context, not even one that was refused", () => {
    const declared = indexedApplication({ context: { pattern: "a", maxLength: 100 } });
    for (const application of [declared, indexedApplication({})]) {
      const checked = checkLaunchContext(application, "MARKER-context");
      expect(checked.ok).toBe(false);
      if (checked.ok) continue;
      const event = launchEvent(stamp, {
        ...account,
        result: { outcome: "refused", refusal: checked.error },
      });
      expect(JSON.stringify(event)).not.toContain("MARKER");
    }
  });
});

describe("requestRefusedEvent", () => {
  it("tells the route and the refusal", () => {
    expect(requestRefusedEvent(stamp, "GET /launch/{application}", NOTICE)).toStrictEqual({
      ...BASE,
      severity: "notice",
      event: "request_refused",
      outcome: "refused",
      route: "GET /launch/{application}",
      refusal: { reason: "not_in_audience", evidence: { application: "atlas" } },
    });
  });

  it("is an error for what nobody expected", () => {
    expect(requestRefusedEvent(stamp, "GET /", refusal("unexpected_error")).severity).toBe("error");
  });

  it("takes the reason and the evidence of a refusal and nothing else", () => {
    const spilled = { ...NOTICE, cause: "MARKER-cause" };
    expect(JSON.stringify(requestRefusedEvent(stamp, "GET /", spilled))).not.toContain("MARKER");
    expect(
      JSON.stringify(launchEvent(stamp, { ...account, result: { outcome: "refused", refusal: spilled } })),
    ).not.toContain("MARKER");
  });
});

describe("signOutEvent", () => {
  it("tells who signed out", () => {
    expect(signOutEvent(stamp, aPrincipal())).toStrictEqual({
      ...BASE,
      severity: "info",
      event: "sign_out",
      outcome: "success",
      principal: WHO,
    });
  });

  it("tells of a sign-out without a broker session", () => {
    expect(signOutEvent(stamp, undefined).principal).toBeNull();
  });

  it("never shows a name, an e-mail address or a token", () => {
    expect(JSON.stringify(signOutEvent(stamp, revealing))).not.toContain("MARKER");
  });
});

describe("identityProviderKeysEvent", () => {
  const severity = (certificateDays: number, metadataDays: number | null) =>
    identityProviderKeysEvent(stamp, "campus", { certificateDays, metadataDays }).severity;

  it("tells how long the keys of an identity provider will last", () => {
    const lifetime = { certificateDays: 400, metadataDays: 90 };
    expect(identityProviderKeysEvent(stamp, "campus", lifetime)).toStrictEqual({
      ...BASE,
      severity: "info",
      event: "identity_provider_keys",
      outcome: "reported",
      identityProvider: "campus",
      certificateDays: 400,
      metadataDays: 90,
    });
  });

  it.each([
    [30, null, "info"],
    [29, null, "error"],
    [-1, null, "error"],
    [400, 30, "info"],
    [400, 29, "error"],
    [29, 400, "error"],
  ] as const)(
    "with %j days of certificates and %j of metadata is of severity %s",
    (certificate, metadata, expected) => {
      expect(severity(certificate, metadata)).toBe(expected);
    },
  );
});

describe("faultEvent", () => {
  it("is an error with what broke and its detail", () => {
    expect(faultEvent(stamp, "launch_outcome_not_recorded", { launchId: "launch-1" })).toStrictEqual({
      ...BASE,
      severity: "error",
      event: "fault",
      fault: "launch_outcome_not_recorded",
      detail: { launchId: "launch-1" },
    });
  });

  it("takes the time and the correlation id of its stamp and nothing else", () => {
    const spilled = { ...stamp, request: "MARKER-request" };
    expect(JSON.stringify(faultEvent(spilled, "fault", {}))).not.toContain("MARKER");
  });
});
