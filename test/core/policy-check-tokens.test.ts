import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../functions/core/policy-checks.ts";
import { anApplication, aPolicy } from "../support/core-builders.ts";
import { aBrowser, aFrontChannel, aHandover } from "../support/handover-builders.ts";
import { aHandoverInput, atHandover, TREASURY_TOKEN } from "../support/handover-policies.ts";
import type { Json } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const token = atHandover("browser", "cookies", 0, "token");
const partner = {
  protocol: "oidc",
  name: "Partner",
  issuer: "https://partner.example.com",
  clientId: "streamgate",
  clientAuthentication: { method: "none" },
};

describe("checkTokens", () => {
  it("refuses tokens that nothing signs", () => {
    const message = "needs a key to be signed with: write `tokens: { keys: [secret:NAME] }`";
    expect(issuesOf(aHandoverInput([["tokens"], undefined]))).toStrictEqual([
      `${token.join(".")} ${message}`,
    ]);
    const frontChannel = { url: "https://treasury.example/r", parameter: "code", token: TREASURY_TOKEN };
    const browser = { url: "https://treasury.example/", frontChannel };
    expect(
      issuesOf(aHandoverInput([["tokens"], { keys: [] }], [atHandover("browser"), browser])),
    ).toStrictEqual([`${atHandover("browser", "frontChannel", "token").join(".")} ${message}`]);
  });

  it("refuses them in a policy compiled before there were any", () => {
    const handover = aHandover({ browser: aBrowser({ frontChannel: aFrontChannel() }) });
    const policy = aPolicy({ applications: { atlas: anApplication({ handover }) } });
    expect(checkPolicy(policy).map(({ rule }) => rule)).toContain("token_without_key");
  });

  it("asks for no key where there is no token", () => {
    expect(issuesOf(aHandoverInput([["tokens"], undefined], [atHandover("browser"), null]))).toStrictEqual(
      [],
    );
  });

  it("wants an https issuer", () => {
    const issuer = (url: string) => issuesOf(aHandoverInput([["tokens", "issuer"], url]));
    expect(issuer("https://broker.example")).toStrictEqual([]);
    expect(issuer("http://broker.example")).toStrictEqual(["tokens.issuer must be https"]);
  });

  it.each<[string, readonly (readonly [readonly (string | number)[], Json])[], string]>([
    ["a client's secret", [], "secret:streamgate/corporate"],
    [
      "a client's key",
      [
        [
          ["identityProviders", "corporate", "clientAuthentication"],
          { method: "private_key_jwt", key: "kms:alias/k", keyId: "k", algorithm: "RS256" },
        ],
      ],
      "kms:alias/k",
    ],
    ["a fleet's key", [], "secret:streamgate/fleet-keys/finance-b"],
    [
      "a SAML key",
      [
        [
          ["identityProviders", "saml"],
          {
            protocol: "saml",
            name: "SAML",
            entityId: "https://idp.example",
            metadata: { file: "idp.xml" },
            serviceProvider: { signingKeys: ["secret:saml"] },
            preset: "okta",
          },
        ],
        [["applications", "treasury", "audience"], { groupsByProvider: { corporate: ["treasury"] } }],
        [["applications", "design", "audience"], { groupsByProvider: { corporate: ["design"] } }],
        [token, { audience: "a", seconds: 60 }],
      ],
      "secret:saml",
    ],
  ])("refuses %s as a token key", (_what, changes, key) => {
    expect(issuesOf(aHandoverInput(...changes, [["tokens", "keys"], [key]]))).toStrictEqual([
      "tokens.keys.0 has another use in this policy; tokens need a key of their own",
    ]);
  });

  it("wants to be told which provider claims a group, where there are several", () => {
    const several: readonly (readonly [readonly (string | number)[], Json])[] = [
      [["identityProviders", "partner"], partner],
      [["applications", "treasury", "audience"], { groupsByProvider: { corporate: ["treasury"] } }],
      [["applications", "design", "audience"], { groupsByProvider: { partner: ["design"] } }],
    ];
    expect(issuesOf(aHandoverInput(...several))).toStrictEqual([
      `${token.join(".")}.groups must name the provider of each group, since the policy has several: write \`groupsByProvider: { provider: [group] }\``,
    ]);
    const asked = (groupsByProvider: Json) =>
      issuesOf(aHandoverInput(...several, [token, { audience: "a", seconds: 60, groupsByProvider }]));
    expect(asked({ corporate: ["treasury"] })).toStrictEqual([]);
    expect(asked({ corprate: ["treasury"] })).toStrictEqual([
      `${token.join(".")}.groupsByProvider.corprate \`corprate\` is not in identityProviders; did you mean \`corporate\`?`,
    ]);
  });
});
