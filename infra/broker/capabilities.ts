/** PURE: everything a function of the broker can be able to do. function-table.ts says which function may what. */

import type { VariableName } from "../../functions/config.ts";
import { KMS_SIGNING_ALGORITHM } from "../../functions/core/kms-key.ts";
import type { IdentityProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { Capability, Conditions, Grant, Place } from "./capability.ts";
import { dataKeyGrant, tableKeyContext } from "./data-key-use.ts";
import {
  brokerOrigin,
  launchTable,
  loginTable,
  type OwnSecret,
  parameterArn,
  secretArn,
  secretName,
  signingKeyAlias,
  tableArn,
} from "./names.ts";
import { handoverReferences, type SecretReference, signInReferences } from "./policy-references.ts";

/** Requests for approval, the lists of those that are open, and what was approved. */
const APPROVAL_KEYS: readonly string[] = ["approval:*", "approvals:*", "grant:*"];

/** Beside the bundle in the function's own archive (synth/artifacts.ts). */
export const POLICY_FILE_NAME = "policy.json";
/** Beside the launch function's bundle, where the deployment has one. */
export const IP_DATABASE_FILE_NAME = "ip-database.mmdb";
/** LAMBDA_TASK_ROOT of every managed runtime. */
const TASK_ROOT = "/var/task";

/**
 * What it serves, under which address, and how it knows the edge, without which it serves nobody: API Gateway lets in
 * every certificate of the truststore's authority.
 */
export function servesThePolicy(place: Place): Capability {
  const { deployment } = place;
  const subject = deployment.certificates.originClient?.subject;
  const isProven = deployment.edge === "cloudfront" && subject !== undefined;
  return {
    environment: {
      ...knowsThePolicy(place).environment,
      ...(isProven && { EDGE_CERTIFICATE_SUBJECT: subject, EDGE_REQUIRED: "true" }),
    },
    grants: [],
  };
}

/** What it goes by, where it answers nobody. */
export function knowsThePolicy({ deployment }: Place): Capability {
  const POLICY_FILE = `${TASK_ROOT}/${POLICY_FILE_NAME}`;
  return { environment: { BROKER_ORIGIN: brokerOrigin(deployment), POLICY_FILE }, grants: [] };
}

/** The country of an address, where the operator brings the file; asked over no network, and so nothing to grant. */
export function locatesByAddress({ deployment }: Place): Capability {
  const file = `${TASK_ROOT}/${IP_DATABASE_FILE_NAME}`;
  return { environment: deployment.ipDatabase === null ? {} : { IP_DATABASE_FILE: file }, grants: [] };
}

/** What the keeper is asked to end, and whom (revocation-capabilities.ts). */
export const ENDINGS = ["endings:disable", "endings:backchannel_logout"];
const ENDING_KEYS = [...ENDINGS, "person-of:*"];

/**
 * Records, doors, fleets' states and people's places in this Region; of the other Regions people's places alone, since a
 * person's last launch may have been any Region's.
 */
export function writesLaunchRecords(place: Place): Capability {
  const { deployment, region } = place;
  const table = launchTable(deployment);
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "ReadLaunchRecords",
        actions: ["dynamodb:GetItem"],
        resources: [tableArn(deployment, table, region)],
      },
      {
        // Maintenance and disabled people are whose command it is (cli), and who approves whom is the approvals function's: a
        // launch only reads them, and who was signed out.
        sid: "WriteLaunchRecords",
        actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
        resources: [tableArn(deployment, table, region)],
        conditions: {
          "ForAllValues:StringNotLike": {
            "dynamodb:LeadingKeys": [
              ...["maintenance", "revoked:*", "disabled:*"],
              // A role's policies have room for so much: only what the policy has somebody write.
              ...((place.policy.sessions.endStreamsOn ?? []).length > 0 ? ENDING_KEYS : []),
              ...APPROVAL_KEYS,
            ],
          },
        },
      },
      writerOfTable(place, table, region, "LaunchTableKey"),
      ...readsPlacesElsewhere(place),
    ],
  };
}

const PEOPLE_ONLY: Conditions = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*"] } };

function readsPlacesElsewhere(place: Place): readonly Grant[] {
  const { deployment, region } = place;
  const table = launchTable(deployment);
  const others = deployment.regions.filter((other) => other !== region);
  if (others.length === 0) return [];
  const resources = others.map((other) => tableArn(deployment, table, other));
  return [
    { sid: "ReadPlacesElsewhere", actions: ["dynamodb:GetItem"], resources, conditions: PEOPLE_ONLY },
    ...others.map((other) => readerOfTable(place, table, other, `LaunchTableKey${sidPart(other)}`)),
  ];
}

/**
 * Requests are answered in their home, whichever Region an approver asks, and a grant is written everywhere. Of the launch
 * tables nothing else: no launch, nobody's places, no fleet's door, no maintenance.
 */
export function keepsApprovals(place: Place): Capability {
  const { deployment } = place;
  const table = launchTable(deployment);
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "KeepApprovals",
        actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        resources: deployment.regions.map((region) => tableArn(deployment, table, region)),
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": APPROVAL_KEYS } },
      },
      ...deployment.regions.map((region) =>
        writerOfTable(place, table, region, `LaunchTableKey${sidPart(region)}`),
      ),
    ],
  };
}

/** In every Region of the broker, since a launch is in one of them; by its id alone, so that nobody can list them. */
export function readsLaunchRecords(place: Place): Capability {
  const { deployment } = place;
  const table = launchTable(deployment);
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "ReadLaunchRecords",
        actions: ["dynamodb:GetItem"],
        resources: deployment.regions.map((region) => tableArn(deployment, table, region)),
      },
      ...deployment.regions.map((region) =>
        dataKeyGrant(place, {
          sid: `LaunchTableKey${sidPart(region)}`,
          actions: ["kms:Decrypt"],
          service: "dynamodb",
          region,
          context: tableKeyContext(deployment, table),
        }),
      ),
    ],
  };
}

/**
 * Handles are redeemed in their home, whichever Region an instance asks. Of the launch tables the items of launches alone,
 * whose ids have no colon: nobody's places, no fleet's door or state, no maintenance.
 */
export function redeemsHandles(place: Place): Capability {
  const { deployment } = place;
  const table = launchTable(deployment);
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "RedeemHandles",
        actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
        resources: deployment.regions.map((region) => tableArn(deployment, table, region)),
        conditions: { "ForAllValues:StringNotLike": { "dynamodb:LeadingKeys": ["*:*", "maintenance"] } },
      },
      ...deployment.regions.map((region) =>
        writerOfTable(place, table, region, `LaunchTableKey${sidPart(region)}`),
      ),
    ],
  };
}

/** In every Region of the broker: what began in one is used up there, wherever its answer arrives. */
export function usesUpLogins(place: Place): Capability {
  const { deployment } = place;
  const table = loginTable(deployment);
  return {
    environment: { LOGIN_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "UseUpLogins",
        actions: ["dynamodb:PutItem"],
        resources: deployment.regions.map((region) => tableArn(deployment, table, region)),
      },
      ...deployment.regions.map((region) =>
        writerOfTable(place, table, region, `LoginTableKey${sidPart(region)}`),
      ),
    ],
  };
}

export function readsSealingKeys(place: Place): Capability {
  return readsOwnSecret(place, "SEALING_KEYS", "sealing-keys", "SealingKeys");
}

export function readsPseudonymKey(place: Place): Capability {
  return readsOwnSecret(place, "PSEUDONYM_KEY", "pseudonym-key", "PseudonymKey");
}

/** The client secrets and keys that the policy names for this protocol. They have no environment: the policy names them. */
export function readsPolicySecrets(place: Place, protocol: IdentityProviderPolicy["protocol"]): Capability {
  return { environment: {}, grants: reachesReferences(place, signInReferences(place.policy, protocol)) };
}

/** The keys of tokens and of fleets, the policy's as well. Whoever signs tokens publishes what they are verified with. */
export function readsHandoverKeys(place: Place): Capability {
  const references = handoverReferences(place.policy);
  const keys = references.filter(({ kind }) => kind === "kms").map(({ name }) => signingKey(place, name));
  const publish: Grant = { sid: "PublishTokenKeys", actions: ["kms:GetPublicKey"], resources: keys };
  const grants = [...reachesReferences(place, references), ...(keys.length > 0 ? [publish] : [])];
  return { environment: {}, grants };
}

function reachesReferences(place: Place, references: readonly SecretReference[]): readonly Grant[] {
  const { deployment, region } = place;
  const named = (kind: SecretReference["kind"]): readonly string[] =>
    references.filter((reference) => reference.kind === kind).map(({ name }) => name);
  // A value in a function's environment is readable by whoever may describe the function, and stands in the template.
  if (named("env").length > 0) throw new TypeError("a deployed policy has no `env:` references");
  const grants: readonly Grant[] = [
    {
      sid: "ReadPolicySecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: named("secret").map((name) => secretArn(deployment, name, region)),
    },
    {
      sid: "ReadPolicyParameters",
      actions: ["ssm:GetParameter"],
      resources: named("ssm").map((name) => parameterArn(deployment, name, region)),
    },
    {
      sid: "SignRequests",
      actions: ["kms:Sign"],
      resources: named("kms").map((name) => signingKey(place, name)),
      conditions: { StringEquals: { "kms:SigningAlgorithm": KMS_SIGNING_ALGORITHM } },
    },
  ];
  return grants.filter(({ resources }) => resources.length > 0);
}

function signingKey({ deployment, keys }: Place, alias: string): string {
  if (alias === signingKeyAlias(deployment)) return keys.signing;
  throw new TypeError(
    `\`kms:${alias}\` is no key of this deployment; its key is \`kms:${signingKeyAlias(deployment)}\``,
  );
}

function readsOwnSecret(
  place: Place,
  variable: VariableName,
  secret: OwnSecret,
  sidName: string,
): Capability {
  const name = secretName(place.deployment, secret);
  const arn = secretArn(place.deployment, name, place.region);
  return {
    environment: { [variable]: `secret:${name}` },
    grants: [
      { sid: `Read${sidName}`, actions: ["secretsmanager:GetSecretValue"], resources: [arn] },
      dataKeyGrant(place, {
        sid: `${sidName}Key`,
        actions: ["kms:Decrypt"],
        service: "secretsmanager",
        region: place.region,
        context: { SecretARN: arn },
      }),
    ],
  };
}

export function readerOfTable(place: Place, table: string, region: string, sid: string): Grant {
  return dataKeyGrant(place, {
    sid,
    actions: ["kms:Decrypt"],
    service: "dynamodb",
    region,
    context: tableKeyContext(place.deployment, table),
  });
}

/** DynamoDB asks the key on the caller's behalf, never the caller itself. */
export function writerOfTable(place: Place, table: string, region: string, sid: string): Grant {
  return dataKeyGrant(place, {
    sid,
    actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    service: "dynamodb",
    region,
    context: tableKeyContext(place.deployment, table),
  });
}

/** `eu-west-1` → `EuWest1`. */
export function sidPart(region: string): string {
  return region.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
