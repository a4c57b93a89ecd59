import { describe, expect, it } from "vitest";
import type { FleetPolicy, Policy } from "../../../functions/core/policy.ts";
import { parsePolicy } from "../../../functions/core/policy-schema.ts";
import { endsSessions, looksAtFleets, usesFleets } from "../../../infra/broker/appstream-capabilities.ts";
import type { Place } from "../../../infra/broker/capability.ts";
import { aPolicyInput } from "../../support/policies.ts";
import { loadExample } from "../assembly.ts";

const { deployment } = await loadExample("cloudfront");
const parsed = parsePolicy(aPolicyInput());
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
const base: Policy = parsed.value;
const [AN_EXAMPLE] = Object.values(base.fleets);

function aFleet(name: string, changes: Partial<FleetPolicy> = {}): FleetPolicy {
  if (AN_EXAMPLE === undefined) throw new TypeError("the policy has a fleet");
  return { ...AN_EXAMPLE, region: "eu-west-1", stack: `${name}-stack`, fleet: name, ...changes };
}

function placeOf(...fleets: readonly FleetPolicy[]): Place {
  const policy = { ...base, fleets: Object.fromEntries(fleets.map((fleet) => [fleet.fleet, fleet])) };
  const keys = { data: (region: string) => `key-of-${region}`, signing: "signing-key" };
  return { deployment, policy, region: "eu-west-1", keys };
}

const MINT = "appstream:CreateStreamingURL";
const brokered = aFleet("desk");
const federated = aFleet("joined", { launchMethod: "federation", region: "ap-south-1" });

describe("usesFleets", () => {
  it("mints and looks on each fleet and stack of the policy, by name", () => {
    expect(usesFleets(placeOf(brokered)).grants).toEqual([
      {
        sid: "UseFleets",
        actions: [MINT, "appstream:DescribeSessions", "appstream:ListAssociatedFleets"],
        resources: [
          "arn:aws:appstream:eu-west-1:111122223333:fleet/desk",
          "arn:aws:appstream:eu-west-1:111122223333:stack/desk-stack",
        ],
      },
    ]);
  });

  it("mints nothing where people come by federation", () => {
    const { grants } = usesFleets(placeOf(brokered, federated));
    const minting = grants.filter(({ actions }) => actions.includes(MINT));
    expect(JSON.stringify(minting)).not.toContain("joined");
    expect(grants.find(({ sid }) => sid === "LookAtFederatedFleets")).toEqual({
      sid: "LookAtFederatedFleets",
      actions: ["appstream:DescribeSessions", "appstream:ListAssociatedFleets"],
      resources: [
        "arn:aws:appstream:ap-south-1:111122223333:fleet/joined",
        "arn:aws:appstream:ap-south-1:111122223333:stack/joined-stack",
      ],
    });
  });

  it("mints on a stack that fleets of both ways share, and on the one fleet only", () => {
    const shared = aFleet("joined", { launchMethod: "federation", stack: "desk-stack" });
    const [minting, looking] = usesFleets(placeOf(brokered, shared)).grants;
    expect(minting?.resources).toEqual([
      "arn:aws:appstream:eu-west-1:111122223333:fleet/desk",
      "arn:aws:appstream:eu-west-1:111122223333:stack/desk-stack",
    ]);
    expect(looking?.resources).toEqual(["arn:aws:appstream:eu-west-1:111122223333:fleet/joined"]);
  });
});

describe("looksAtFleets", () => {
  it("looks in the Regions of the policy's fleets, each once, and nowhere else", () => {
    const place = placeOf(brokered, aFleet("other"), federated);
    expect(looksAtFleets(place).grants).toEqual([
      {
        sid: "LookAtFleets",
        actions: ["appstream:DescribeFleets"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:RequestedRegion": ["ap-south-1", "eu-west-1"] } },
      },
    ]);
  });
});

describe("endsSessions", () => {
  it("ends sessions where the broker starts them", () => {
    expect(endsSessions(placeOf(brokered, federated)).grants).toEqual([
      {
        sid: "EndSessions",
        actions: ["appstream:ExpireSession"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
      },
    ]);
  });

  it("ends none where everybody comes by federation", () => {
    expect(endsSessions(placeOf(federated)).grants).toEqual([]);
    expect(JSON.stringify(usesFleets(placeOf(federated)).grants)).not.toContain(MINT);
  });
});
