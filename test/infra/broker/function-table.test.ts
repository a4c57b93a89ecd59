import { describe, expect, it } from "vitest";
import type { Policy } from "../../../functions/core/policy.ts";
import { parsePolicy } from "../../../functions/core/policy-schema.ts";
import { FUNCTIONS } from "../../../functions/routes.ts";
import type { Grant, Place } from "../../../infra/broker/capability.ts";
import { type FunctionDeclaration, functionTable } from "../../../infra/broker/function-table.ts";
import type { Deployment } from "../../../infra/deployment/deployment.ts";
import { aPolicyInput, withValues } from "../../support/policies.ts";
import { aSamlPolicyInput, leastSamlProvider } from "../../support/saml-policies.ts";
import { loadExample } from "../assembly.ts";

const { deployment: EXAMPLE } = await loadExample("cloudfront");

function policyOf(input: unknown = aPolicyInput()): Policy {
  const policy = parsePolicy(input);
  if (!policy.ok) throw new Error(JSON.stringify(policy.error));
  return policy.value;
}

function aPlace(
  changes: {
    readonly deployment?: Partial<Deployment>;
    readonly policy?: Policy;
    readonly region?: string;
  } = {},
): Place {
  const region = changes.region ?? "eu-west-1";
  return {
    deployment: { ...EXAMPLE, functions: {}, ...changes.deployment },
    policy: changes.policy ?? policyOf(),
    region,
    keys: { data: (place) => `key-of-${place}`, signing: `signing-key-of-${region}` },
  };
}

function declared(name: string, place: Place = aPlace()): FunctionDeclaration {
  const declaration = functionTable(place).find((entry) => entry.name === name);
  if (declaration === undefined) throw new TypeError(`no function ${name}`);
  return declaration;
}

function granted({ grants }: FunctionDeclaration, sid: string): Grant | undefined {
  return grants.find((grant) => grant.sid === sid);
}

/** With the one algorithm that functions/stores/kms-signer.ts asks for. */
const MAY_SIGN: Grant = {
  sid: "SignRequests",
  actions: ["kms:Sign"],
  resources: ["signing-key-of-eu-west-1"],
  conditions: { StringEquals: { "kms:SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256" } },
};

function mintingGrants({ grants }: FunctionDeclaration): readonly Grant[] {
  return grants.filter(({ actions: all }) => all.includes("appstream:CreateStreamingURL"));
}

function actions({ grants }: FunctionDeclaration): readonly string[] {
  return [...new Set(grants.flatMap((grant) => grant.actions))].toSorted();
}

describe("functionTable", () => {
  it("has every function of functions/routes.ts with its routes", () => {
    expect(functionTable(aPlace()).map(({ name, routeKeys }) => ({ name, routeKeys }))).toEqual(FUNCTIONS);
  });

  it("takes memory from the deployment where it says so", () => {
    const settings = { memory: 2_048, reservedConcurrency: null, provisioned: null };
    expect(declared("portal", aPlace({ deployment: { functions: { portal: settings } } })).memory).toBe(
      2_048,
    );
    expect(declared("sign-in-saml").memory).toBe(1_769);
  });

  it("gives a launch its deadline and time for the answer", () => {
    const policy = policyOf(withValues([["limits", "launchDeadlineMilliseconds"], 8_500]));
    expect(declared("launch", aPlace({ policy })).timeoutSeconds).toBe(13);
  });

  it("lets each function do what its work is, and nothing more", () => {
    const key = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
    const secret = "secretsmanager:GetSecretValue";
    expect(actions(declared("launch"))).toEqual([
      "appstream:CreateStreamingURL",
      "appstream:DescribeFleets",
      "appstream:DescribeSessions",
      "appstream:ExpireSession",
      "appstream:ListAssociatedFleets",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      ...key,
      secret,
    ]);
    expect(actions(declared("portal-api"))).toEqual(actions(declared("launch")));
    expect(actions(declared("sign-in-oidc"))).toEqual([
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      ...key,
      secret,
    ]);
    expect(actions(declared("sign-in-saml"))).toEqual([
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      ...key,
      secret,
    ]);
    expect(actions(declared("sessions"))).toEqual([
      "appstream:DescribeSessions",
      "appstream:ExpireSession",
      "dynamodb:GetItem",
      "dynamodb:UpdateItem",
      ...key,
      secret,
    ]);
    expect(actions(declared("portal"))).toEqual([
      "appstream:DescribeFleets",
      "appstream:DescribeSessions",
      "appstream:ListAssociatedFleets",
      "dynamodb:GetItem",
      "dynamodb:UpdateItem",
      ...key,
      secret,
    ]);
    expect(actions(declared("operator"))).toEqual(["dynamodb:GetItem", "kms:Decrypt", secret]);
    expect(actions(declared("keeper"))).toEqual([
      "appstream:DescribeSessions",
      "appstream:ExpireSession",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      ...key,
    ]);
    expect(actions(declared("context"))).toEqual(["dynamodb:GetItem", "dynamodb:UpdateItem", ...key, secret]);
    expect(actions(declared("approvals"))).toEqual([
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      ...key,
      secret,
    ]);
  });

  it("lets a launch read who was approved, and never write it", () => {
    const written = granted(declared("launch"), "WriteLaunchRecords")?.conditions;
    expect(written).toEqual({
      "ForAllValues:StringNotLike": {
        "dynamodb:LeadingKeys": [
          ...["maintenance", "revoked:*", "disabled:*"],
          ...["approval:*", "approvals:*", "grant:*"],
        ],
      },
    });
  });

  it("lets approvals at nothing of the launch table but their own", () => {
    expect(granted(declared("approvals"), "KeepApprovals")?.conditions).toEqual({
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["approval:*", "approvals:*", "grant:*"] },
    });
  });
});

describe("a name in the deployment", () => {
  const renamed = aPlace({ deployment: { name: "other" } });

  it("changes the launch table's on both sides", () => {
    const launch = declared("launch", renamed);
    expect(launch.environment.LAUNCH_TABLE).toBe("other-launches");
    expect(granted(launch, "WriteLaunchRecords")?.resources).toEqual([
      "arn:aws:dynamodb:eu-west-1:111122223333:table/other-launches",
    ]);
    expect(granted(launch, "LaunchTableKey")?.conditions?.StringEquals).toMatchObject({
      "kms:EncryptionContext:aws:dynamodb:tableName": "other-launches",
    });
  });

  it("changes where people's places are read on both sides, and lets nothing else of the tables be read", () => {
    const portal = declared("portal", renamed);
    expect(portal.environment).toMatchObject({
      LAUNCH_TABLE: "other-launches",
      BROKER_REGIONS: "eu-west-1,us-east-1",
    });
    const reads = portal.grants.filter(({ actions }) => actions.includes("dynamodb:GetItem"));
    const own = ["arn:aws:dynamodb:eu-west-1:111122223333:table/other-launches"];
    const keys = (...like: string[]) => ({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": like } });
    expect(reads.map(({ sid, resources, conditions }) => [sid, resources, conditions])).toStrictEqual([
      ["ReadRevocations", own, keys("revoked:*", "disabled:*")],
      [
        "ReadCatalogue",
        own,
        keys("favourites:*", "fleets:*", "grant:*", "health", "maintenance", "person:*"),
      ],
      [
        "ReadPeopleElsewhere",
        ["arn:aws:dynamodb:us-east-1:111122223333:table/other-launches"],
        keys("favourites:*", "person:*"),
      ],
    ]);
  });

  it("changes what an operator may read in every Region on both sides", () => {
    const operator = declared("operator", renamed);
    expect(operator.environment).toMatchObject({
      LAUNCH_TABLE: "other-launches",
      BROKER_REGIONS: "eu-west-1,us-east-1",
    });
    expect(granted(operator, "ReadLaunchRecords")?.resources).toEqual([
      "arn:aws:dynamodb:eu-west-1:111122223333:table/other-launches",
      "arn:aws:dynamodb:us-east-1:111122223333:table/other-launches",
    ]);
    expect(granted(operator, "LaunchTableKeyUsEast1")?.conditions?.StringEquals).toMatchObject({
      "kms:ViaService": "dynamodb.us-east-1.amazonaws.com",
      "kms:EncryptionContext:aws:dynamodb:tableName": "other-launches",
    });
  });

  it("changes what the sessions function may touch, of the tables' kinds of items, on both sides", () => {
    const sessions = declared("sessions", renamed);
    expect(sessions.environment).toMatchObject({
      LAUNCH_TABLE: "other-launches",
      BROKER_REGIONS: "eu-west-1,us-east-1",
    });
    const everywhere = ["eu-west-1", "us-east-1"].map(
      (region) => `arn:aws:dynamodb:${region}:111122223333:table/other-launches`,
    );
    const reads = { actions: ["dynamodb:GetItem"], resources: everywhere };
    expect(granted(sessions, "ReadPlacesAndReferences")).toStrictEqual({
      ...{ sid: "ReadPlacesAndReferences", ...reads },
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*", "reference:*"] } },
    });
    expect(granted(sessions, "ReadLaunches")).toStrictEqual({
      ...{ sid: "ReadLaunches", ...reads },
      conditions: { "ForAllValues:StringNotLike": { "dynamodb:LeadingKeys": ["*:*", "maintenance"] } },
    });
    expect(granted(sessions, "RememberPlaces")).toStrictEqual({
      ...{ sid: "RememberPlaces", actions: ["dynamodb:UpdateItem"], resources: everywhere.slice(0, 1) },
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*"] } },
    });
    expect(granted(sessions, "LaunchTableKeyUsEast1")?.actions).toEqual(["kms:Decrypt"]);
  });

  it("changes where handles are redeemed, in every Region, on both sides", () => {
    const context = declared("context", renamed);
    expect(context.environment).toMatchObject({
      LAUNCH_TABLE: "other-launches",
      BROKER_REGIONS: "eu-west-1,us-east-1",
    });
    expect(granted(context, "RedeemHandles")).toStrictEqual({
      sid: "RedeemHandles",
      actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
      resources: [
        "arn:aws:dynamodb:eu-west-1:111122223333:table/other-launches",
        "arn:aws:dynamodb:us-east-1:111122223333:table/other-launches",
      ],
      conditions: { "ForAllValues:StringNotLike": { "dynamodb:LeadingKeys": ["*:*", "maintenance"] } },
    });
    expect(granted(context, "LaunchTableKeyUsEast1")?.actions).toContain("kms:GenerateDataKey");
  });

  it("changes the login table's on both sides", () => {
    const signIn = declared("sign-in-saml", renamed);
    expect(signIn.environment.LOGIN_TABLE).toBe("other-logins");
    expect(granted(signIn, "UseUpLogins")?.resources).toEqual([
      "arn:aws:dynamodb:eu-west-1:111122223333:table/other-logins",
      "arn:aws:dynamodb:us-east-1:111122223333:table/other-logins",
    ]);
  });

  it("changes where proofs are used up, in every Region, on both sides", () => {
    const issuer = {
      ...{ issuer: "https://login.example.com/", audience: "api://x", identityProvider: "corporate" },
      clients: { portal: {} },
    };
    const issuers = (dpop: string) => ({ bound: { ...issuer, dpop } });
    const withProofs = (dpop: string) =>
      declared("portal-api", {
        ...renamed,
        policy: policyOf(withValues([["api"], { issuers: issuers(dpop) }])),
      });
    for (const dpop of ["optional", "required"]) {
      const portalApi = withProofs(dpop);
      expect(portalApi.environment.LOGIN_TABLE).toBe("other-logins");
      expect(granted(portalApi, "UseUpProofs")).toStrictEqual({
        sid: "UseUpProofs",
        actions: ["dynamodb:PutItem"],
        resources: ["eu-west-1", "us-east-1"].map(
          (region) => `arn:aws:dynamodb:${region}:111122223333:table/other-logins`,
        ),
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["proof:*"] } },
      });
      expect(granted(portalApi, "LoginTableKeyUsEast1")?.conditions?.StringEquals).toMatchObject({
        "kms:ViaService": "dynamodb.us-east-1.amazonaws.com",
        "kms:EncryptionContext:aws:dynamodb:tableName": "other-logins",
      });
    }
    for (const without of [withProofs("off"), declared("portal-api", renamed)]) {
      expect(without.environment.LOGIN_TABLE).toBe("other-logins");
      expect(JSON.stringify(without.grants)).not.toContain("other-logins");
    }
  });

  it("leaves the Regions as they are, which whoever asks another Region's tables is told of", () => {
    for (const name of ["launch", "sign-in-oidc", "sign-in-saml", "portal"]) {
      expect(declared(name, renamed).environment.BROKER_REGIONS).toBe("eu-west-1,us-east-1");
    }
  });

  it("changes the secrets' on both sides", () => {
    const signIn = declared("sign-in-oidc", renamed);
    expect(signIn.environment).toMatchObject({
      SEALING_KEYS: "secret:other/sealing-keys",
      PSEUDONYM_KEY: "secret:other/pseudonym-key",
    });
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:other/sealing-keys-??????";
    expect(granted(signIn, "ReadSealingKeys")?.resources).toEqual([arn]);
    expect(granted(signIn, "SealingKeysKey")?.conditions?.StringLike).toEqual({
      "kms:EncryptionContext:SecretARN": arn,
    });
  });
});

describe("the policy", () => {
  it("decides which fleets and stacks a launch may use, in all their Regions", () => {
    const [grant, ...more] = mintingGrants(declared("launch"));
    expect(more).toEqual([]);
    expect(grant?.resources).toEqual([
      "arn:aws:appstream:eu-central-1:111122223333:fleet/finance-b",
      "arn:aws:appstream:eu-central-1:111122223333:stack/finance",
      "arn:aws:appstream:eu-west-1:111122223333:fleet/design-b",
      "arn:aws:appstream:eu-west-1:111122223333:fleet/finance-a",
      "arn:aws:appstream:eu-west-1:111122223333:stack/design",
      "arn:aws:appstream:eu-west-1:111122223333:stack/finance",
      "arn:aws:appstream:us-east-1:111122223333:fleet/design-a",
      "arn:aws:appstream:us-east-1:111122223333:stack/design",
    ]);
  });

  it("decides which secrets a sign-in may read, each protocol its own", () => {
    const oidc = declared("sign-in-oidc");
    expect(granted(oidc, "ReadPolicySecrets")?.resources).toEqual([
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:streamgate/corporate-??????",
    ]);
    expect(granted(declared("sign-in-saml"), "ReadPolicySecrets")).toBeUndefined();
    expect(granted(declared("launch"), "ReadPolicySecrets")).toBeUndefined();
  });

  it("may keep a client secret in Parameter Store", () => {
    const path = ["identityProviders", "corporate", "clientAuthentication", "secret"];
    const place = aPlace({ policy: policyOf(withValues([path, "ssm:/streamgate/corporate"])) });
    expect(granted(declared("sign-in-oidc", place), "ReadPolicyParameters")).toEqual({
      sid: "ReadPolicyParameters",
      actions: ["ssm:GetParameter"],
      resources: ["arn:aws:ssm:eu-west-1:111122223333:parameter/streamgate/corporate"],
    });
  });

  it("lets a sign-in sign with the deployment's key once it names it, and with no other", () => {
    const withKey = (key: string): Place => {
      const policy = policyOf();
      const { corporate } = policy.identityProviders;
      const clientAuthentication = {
        method: "private_key_jwt",
        key,
        keyId: "k",
        algorithm: "RS256",
      } as const;
      const provider = { ...corporate, clientAuthentication } as Policy["identityProviders"][string];
      return aPlace({ policy: { ...policy, identityProviders: { corporate: provider } } });
    };
    const place = withKey("kms:alias/streamgate-signing");
    expect(granted(declared("sign-in-oidc", place), "SignRequests")).toStrictEqual(MAY_SIGN);
    expect(granted(declared("sign-in-saml", place), "SignRequests")).toBeUndefined();
    expect(() => declared("sign-in-oidc", withKey("kms:alias/other"))).toThrow(
      "kms:alias/streamgate-signing",
    );
  });

  it("lets SAML sign with the key that stands beside its certificate, and read the other keys", () => {
    const certified = { key: "kms:alias/streamgate-signing", certificate: "streamgate.pem" };
    const serviceProvider = {
      signingKeys: [certified, "secret:campus/signing"],
      decryptionKeys: ["secret:campus/decryption"],
    };
    const policy = policyOf(aSamlPolicyInput({ ...leastSamlProvider, serviceProvider }));
    const saml = declared("sign-in-saml", aPlace({ policy }));
    expect(granted(saml, "SignRequests")).toStrictEqual(MAY_SIGN);
    expect(granted(saml, "ReadPolicySecrets")?.resources).toEqual([
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:campus/decryption-??????",
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:campus/signing-??????",
    ]);
    expect(granted(declared("sign-in-oidc", aPlace({ policy })), "SignRequests")).toBeUndefined();
  });

  it("decides which keys of fleets and tokens the context function may read", () => {
    const [fleet] = Object.values(policyOf().fleets);
    if (fleet === undefined) throw new TypeError("the policy has no fleet");
    const instances = { roleArn: null, key: "secret:streamgate/fleets/finance" };
    const withTokens = (key: string): Place => {
      const tokens = { issuer: null, keys: [key] };
      return aPlace({ policy: { ...policyOf(), fleets: { finance: { ...fleet, instances } }, tokens } });
    };
    const held = declared("context", withTokens("ssm:/streamgate/tokens"));
    expect(granted(held, "ReadPolicySecrets")?.resources).toEqual([
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:streamgate/fleets/finance-??????",
    ]);
    expect(granted(held, "ReadPolicyParameters")?.resources).toEqual([
      "arn:aws:ssm:eu-west-1:111122223333:parameter/streamgate/tokens",
    ]);
    expect(granted(held, "PublishTokenKeys")).toBeUndefined();
    const inKms = declared("context", withTokens("kms:alias/streamgate-signing"));
    expect(granted(inKms, "SignRequests")).toStrictEqual(MAY_SIGN);
    expect(granted(inKms, "PublishTokenKeys")).toStrictEqual({
      sid: "PublishTokenKeys",
      actions: ["kms:GetPublicKey"],
      resources: ["signing-key-of-eu-west-1"],
    });
    expect(granted(declared("launch", withTokens("secret:t")), "ReadPolicySecrets")).toBeUndefined();
  });

  it("cannot bring a secret into the template", () => {
    const path = ["identityProviders", "corporate", "clientAuthentication", "secret"];
    const place = aPlace({ policy: policyOf(withValues([path, "env:CORPORATE_SECRET"])) });
    expect(() => functionTable(place)).toThrow("env:");
  });

  it("of hundreds of fleets is split into statements that CDK can move between policies", () => {
    const [fleet] = Object.values(policyOf().fleets);
    const many = Array.from({ length: 100 }, (_, index) => [
      `f${index}`,
      { ...fleet, fleet: `fleet-${index}`, stack: `stack-${index}` },
    ]);
    const policy = { ...policyOf(), fleets: Object.fromEntries(many) as Policy["fleets"] };
    const grants = mintingGrants(declared("launch", aPlace({ policy })));
    expect(grants.flatMap(({ resources }) => resources)).toHaveLength(200);
    expect(new Set(grants.map(({ sid }) => sid)).size).toBe(grants.length);
    for (const grant of grants) expect(JSON.stringify(grant).length).toBeLessThan(6_144);
  });
});

describe("a sign-in in one of several Regions", () => {
  it.each(["sign-in-oidc", "sign-in-saml"])("ends sessions in all of them and enables nobody: %s", (name) => {
    const signIn = declared(name, aPlace({ region: "us-east-1" }));
    const launches = (region: string) => `arn:aws:dynamodb:${region}:111122223333:table/streamgate-launches`;
    expect(granted(signIn, "ReadRevocations")).toEqual({
      sid: "ReadRevocations",
      actions: ["dynamodb:GetItem"],
      resources: [launches("us-east-1")],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["revoked:*", "disabled:*"] } },
    });
    expect(granted(signIn, "EndBrokerSessions")).toEqual({
      sid: "EndBrokerSessions",
      actions: ["dynamodb:PutItem"],
      resources: [launches("eu-west-1"), launches("us-east-1")],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["revoked:*"] } },
    });
    expect(signIn.grants.flatMap(({ actions: all }) => all)).not.toContain("dynamodb:DeleteItem");
  });
});

describe("streaming sessions that end with a sign-out", () => {
  const sids = (name: string, endStreamsOn?: readonly ("backchannel_logout" | "disable")[]) => {
    const { policy } = aPlace();
    const place = aPlace({ policy: { ...policy, sessions: { ...policy.sessions, endStreamsOn } } });
    return declared(name, place)
      .grants.map(({ sid }) => sid)
      .filter((sid) => /People|Endings/.test(sid));
  };

  it("are nobody's business where the policy does not have it so", () => {
    for (const name of ["sign-in-oidc", "sign-in-saml", "portal-api", "keeper"]) {
      expect(sids(name)).toEqual([]);
      expect(sids(name, [])).toEqual([]);
    }
  });

  it("are asked for by the sign-in that hears of it, and ended by the keeper alone", () => {
    const both = ["backchannel_logout", "disable"] as const;
    expect(sids("sign-in-oidc", both)).toEqual(["RememberPeople", "RequestEndings"]);
    expect(sids("sign-in-oidc", ["disable"])).toEqual(["RememberPeople"]);
    expect(sids("sign-in-saml", both)).toEqual(["RememberPeople"]);
    expect(sids("keeper", both)).toEqual(["ReadEndings", "FindPeople", "FinishEndings"]);
    // Whoever comes with a token alone has never signed in.
    expect(sids("portal-api", both)).toEqual(["RememberPeople"]);
    expect(sids("launch", both)).toEqual([]);
  });
});

describe("a launch in one of several Regions", () => {
  it("writes in its own, and reads people's places in the others", () => {
    const launch = declared("launch", aPlace({ region: "us-east-1" }));
    expect(granted(launch, "WriteLaunchRecords")).toEqual({
      sid: "WriteLaunchRecords",
      actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/streamgate-launches"],
      conditions: {
        "ForAllValues:StringNotLike": {
          "dynamodb:LeadingKeys": [
            ...["maintenance", "revoked:*", "disabled:*"],
            ...["approval:*", "approvals:*", "grant:*"],
          ],
        },
      },
    });
    expect(granted(launch, "ReadLaunchRecords")).toEqual({
      sid: "ReadLaunchRecords",
      actions: ["dynamodb:GetItem"],
      resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/streamgate-launches"],
    });
    expect(granted(launch, "ReadPlacesElsewhere")).toEqual({
      sid: "ReadPlacesElsewhere",
      actions: ["dynamodb:GetItem"],
      resources: ["arn:aws:dynamodb:eu-west-1:111122223333:table/streamgate-launches"],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*"] } },
    });
    const key = granted(launch, "LaunchTableKeyEuWest1");
    expect(key).toMatchObject({ actions: ["kms:Decrypt"], resources: ["key-of-eu-west-1"] });
    expect(key?.conditions?.StringEquals).toMatchObject({
      "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com",
      "kms:EncryptionContext:aws:dynamodb:tableName": "streamgate-launches",
    });
  });

  it("has nobody else to ask where there is one Region", () => {
    const launch = declared("launch", aPlace({ deployment: { regions: ["eu-west-1"] } }));
    expect(launch.environment.BROKER_REGIONS).toBe("eu-west-1");
    expect(granted(launch, "ReadPlacesElsewhere")).toBeUndefined();
    expect(launch.grants.filter(({ sid }) => sid.startsWith("LaunchTableKey"))).toHaveLength(1);
  });
});

describe("the catalogue", () => {
  it("touches its own kinds of items, and no launch", () => {
    const portal = declared("portal");
    expect(granted(portal, "ReadCatalogue")?.conditions).toEqual({
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": ["favourites:*", "fleets:*", "grant:*", "health", "maintenance", "person:*"],
      },
    });
    expect(granted(portal, "WriteCatalogue")).toMatchObject({
      actions: ["dynamodb:UpdateItem"],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["favourites:*", "fleets:*"] } },
    });
    expect(granted(portal, "ReadPeopleElsewhere")).toStrictEqual({
      sid: "ReadPeopleElsewhere",
      actions: ["dynamodb:GetItem"],
      resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/streamgate-launches"],
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["favourites:*", "person:*"] } },
    });
  });

  it("has nobody else to ask where there is one Region", () => {
    const portal = declared("portal", aPlace({ deployment: { regions: ["eu-west-1"] } }));
    expect(granted(portal, "ReadPeopleElsewhere")).toBeUndefined();
  });

  it("looks at fleets by name, and mints no URL", () => {
    expect(granted(declared("portal"), "LookAtFleetsByName")?.actions).toEqual([
      "appstream:DescribeSessions",
      "appstream:ListAssociatedFleets",
    ]);
  });
});

describe("the IP database", () => {
  it("is known to those that locate people, where the deployment brings one", () => {
    const place = aPlace({ deployment: { ipDatabase: { file: "countries.mmdb" } } });
    const knowing = functionTable(place).filter(({ environment }) => "IP_DATABASE_FILE" in environment);
    expect(knowing.map(({ name }) => name)).toStrictEqual(["launch", "portal"]);
    expect(knowing[0]?.environment.IP_DATABASE_FILE).toBe("/var/task/ip-database.mmdb");
    expect(declared("launch").environment).not.toHaveProperty("IP_DATABASE_FILE");
  });
});

describe("limits on use", () => {
  const limited = policyOf(withValues([["limits", "concurrentSessions"], 2]));

  it("let a launch count in every Region, the items of uses alone, and read nobody's seats or reminders", () => {
    const launch = declared("launch", aPlace({ policy: limited }));
    const resources = ["arn:aws:dynamodb:us-east-1:111122223333:table/streamgate-launches"];
    expect(granted(launch, "CountUseElsewhere")).toEqual({
      sid: "CountUseElsewhere",
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources,
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["use:*"] } },
    });
    expect(granted(launch, "TakeSeatsElsewhere")).toEqual({
      sid: "TakeSeatsElsewhere",
      actions: ["dynamodb:UpdateItem"],
      resources,
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["seats:*", "timed:*"] } },
    });
    expect(granted(launch, "UseKeyUsEast1")).toBeDefined();
    const design = policyOf(withValues([["applications", "design", "use"], { totalSessions: 5 }]));
    expect(granted(declared("launch", aPlace({ policy: design })), "CountUseElsewhere")).toBeDefined();
  });

  it("let whoever shows sessions read what a person uses, and where there are none not even that", () => {
    const keysOf = (policy?: Policy) =>
      granted(declared("sessions", aPlace(policy && { policy })), "ReadPlacesAndReferences")?.conditions;
    expect(keysOf(limited)).toEqual({
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*", "reference:*", "use:*"] },
    });
    expect(keysOf()).toEqual({
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*", "reference:*"] },
    });
  });

  it("let the catalogue read what a person uses, in every Region", () => {
    const keysOf = (sid: string, policy?: Policy) =>
      granted(declared("portal", aPlace(policy && { policy })), sid)?.conditions?.["ForAllValues:StringLike"];
    for (const sid of ["ReadCatalogue", "ReadPeopleElsewhere"]) {
      expect(keysOf(sid, limited)?.["dynamodb:LeadingKeys"]).toContain("use:*");
      expect(keysOf(sid)?.["dynamodb:LeadingKeys"]).not.toContain("use:*");
    }
  });

  it("let whoever lists applications see the seats that are taken, where they are counted", () => {
    const seated = aPlace({
      policy: policyOf(withValues([["applications", "design", "use"], { totalSessions: 5 }])),
    });
    for (const name of ["portal", "portal-api"]) {
      expect(granted(declared(name, seated), "SeeSeats")).toEqual({
        sid: "SeeSeats",
        actions: ["dynamodb:BatchGetItem"],
        resources: ["eu-west-1", "us-east-1"].map(
          (region) => `arn:aws:dynamodb:${region}:111122223333:table/streamgate-launches`,
        ),
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["seats:*"] } },
      });
      expect(granted(declared(name, aPlace({ policy: limited })), "SeeSeats")).toBeUndefined();
    }
    const others = FUNCTIONS.map(({ name }) => name).filter((name) => !/^portal/.test(name));
    for (const name of others) expect(granted(declared(name, seated), "SeeSeats")).toBeUndefined();
  });

  it("give a launch nothing where there are none, or one Region", () => {
    expect(granted(declared("launch"), "CountUseElsewhere")).toBeUndefined();
    const alone = aPlace({ policy: limited, deployment: { regions: ["eu-west-1"] } });
    expect(granted(declared("launch", alone), "CountUseElsewhere")).toBeUndefined();
  });

  it("let the keeper count and give seats back in every Region, and keep its own Region's reminders", () => {
    const keeper = declared("keeper");
    const scope = (sid: string) => {
      const { actions, resources, conditions } = granted(keeper, sid) ?? {};
      const keys = Object.values(conditions?.["ForAllValues:StringLike"] ?? {}).flat();
      return [actions, resources?.map((arn) => arn.split(":")[3]), keys];
    };
    const both = ["eu-west-1", "us-east-1"];
    expect(scope("KeepTime")).toEqual([["dynamodb:GetItem", "dynamodb:PutItem"], both, ["use:*"]]);
    expect(scope("GiveSeatsBack")).toEqual([["dynamodb:UpdateItem"], both, ["seats:*"]]);
    const own = [["dynamodb:GetItem", "dynamodb:UpdateItem"], ["eu-west-1"], ["timed:*"]];
    expect(scope("KeepReminders")).toEqual(own);
  });

  it("let the keeper create no URL, and remember places in its own Region alone", () => {
    const keeper = declared("keeper");
    expect(mintingGrants(keeper)).toEqual([]);
    expect(granted(keeper, "RememberPlaces")?.resources).toEqual([
      "arn:aws:dynamodb:eu-west-1:111122223333:table/streamgate-launches",
    ]);
  });
});

describe("the edge", () => {
  it("is known to the functions by its certificate where there is CloudFront", () => {
    for (const { environment, routeKeys } of functionTable(aPlace())) {
      if (routeKeys.length === 0) continue;
      expect(environment.EDGE_CERTIFICATE_SUBJECT).toBe("CN=streamgate-edge,O=Northwind Bank");
    }
  });

  it("is not asked for proof where there is none", () => {
    const certificates = { ...EXAMPLE.certificates, originClient: null };
    const place = aPlace({ deployment: { edge: "regional", certificates } });
    for (const { environment } of functionTable(place)) {
      expect(Object.keys(environment)).not.toContain("EDGE_CERTIFICATE_SUBJECT");
    }
  });
});
