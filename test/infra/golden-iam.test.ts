import { beforeAll, describe, expect, it } from "vitest";
import { hasWildcard, WILDCARDS, wildcardSentence } from "../../infra/synth/wildcards.ts";
import { type Edge, loadExample, templates } from "./assembly.ts";
import { formatScope, type Permission, permissionsOf } from "./permissions.ts";

const EDGES: readonly Edge[] = ["cloudfront", "regional"];

/** By edge and stack. */
const permissionsByStack = new Map<string, readonly Permission[]>();

beforeAll(async () => {
  for (const edge of EDGES) {
    for (const [stack, template] of templates(await loadExample(edge))) {
      permissionsByStack.set(`edge ${edge}: ${stack}`, permissionsOf(template.toJSON()));
    }
  }
});

function all(): readonly Permission[] {
  return [...permissionsByStack.values()].flat();
}

/** A managed policy of AWS's is all it says today and whatever AWS adds. */
function wildcardsIn({ effect, action, resource, principal, conditions }: Permission): readonly string[] {
  const texts = [
    effect === "Deny" ? `${action}, denied` : action,
    resource === "*" ? `* for ${action}` : resource,
    principal,
    ...conditions.flatMap(({ values }) => values),
  ];
  return texts.filter(hasWildcard);
}

function formatted(permissions: readonly Permission[]): string {
  const holders = Map.groupBy(permissions, ({ holder }) => holder);
  return sorted(holders)
    .map(([holder, own]) => {
      const scopes = Map.groupBy(own, formatScope);
      const texts = sorted(scopes).map(([scope, each]) => {
        const lines = new Set(each.map(({ effect, action }) => `      ${effect.toLowerCase()} ${action}`));
        return [`    ${scope}`, ...[...lines].toSorted()].join("\n");
      });
      return [`  ${holder}`, ...texts].join("\n");
    })
    .join("\n");
}

function sorted<T>(groups: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe("the permissions of every template", () => {
  it("are those of the golden list", async () => {
    const sections = [...permissionsByStack].map(([title, entries]) => `${title}\n${formatted(entries)}\n`);
    const intro = [
      "Every permission in the templates of the example deployments, by whom it is held, on what, and when.",
      "`npx vitest run test/infra/golden-iam.test.ts -u` writes this file anew; a change here is for a second pair of eyes.",
    ];
    await expect(`${[...intro, "", ...sections].join("\n")}\n`).toMatchFileSnapshot("iam.golden.txt");
  });

  it("have a sentence for each wildcard", () => {
    const unexplained = all()
      .flatMap(wildcardsIn)
      .filter((text) => wildcardSentence(text) === undefined);
    expect([...new Set(unexplained)]).toEqual([]);
  });

  it("use every sentence there is for a wildcard", () => {
    const texts = all().flatMap(wildcardsIn);
    for (const { pattern, sentence } of WILDCARDS) {
      expect(
        texts.some((text) => pattern.test(text)),
        sentence,
      ).toBe(true);
    }
  });

  it("let no role do everything, administer, or pass roles on", () => {
    const ofRoles = all().filter(({ holder }) => holder.startsWith("role "));
    for (const { action } of ofRoles) {
      expect(action).not.toMatch(/\*/);
      expect(action).not.toMatch(/^(?:iam|organizations|sts:(?!AssumeRole$))/);
    }
  });

  it("let nobody take a key away that is to stay: its policy would have to change first", () => {
    const taking = all().filter(
      ({ effect, action }) =>
        effect === "Allow" && /^kms:(?:DisableKey|ScheduleKeyDeletion|Delete(?!Alias)\w+|\*)$/.test(action),
    );
    expect(new Set(taking.map(({ holder }) => holder))).toEqual(
      new Set(["AWS::KMS::Key {OperationAlarmsKey}"]),
    );
  });

  it("let the functions that launch alone create streaming URLs", () => {
    const appStream = all().filter(({ action }) => action.startsWith("appstream:"));
    expect(new Set(appStream.map(({ action }) => action))).toEqual(
      new Set([
        "appstream:CreateStreamingURL",
        "appstream:CreateUsageReportSubscription",
        "appstream:DescribeFleets",
        "appstream:DescribeSessions",
        "appstream:DescribeUsageReportSubscriptions",
        "appstream:ExpireSession",
        "appstream:ListAssociatedFleets",
        "appstream:StartFleet",
        "appstream:StopFleet",
      ]),
    );
    const minters = appStream.filter(({ action }) => action === "appstream:CreateStreamingURL");
    for (const { holder, resource } of minters) {
      expect(holder).toMatch(/^role streamgate(?:-regional)?-(?:launch|portal-api)-/);
      expect(resource).toMatch(/^arn:aws:appstream:[a-z0-9-]+:111122223333:(?:fleet|stack)\/[\w.-]+$/);
    }
  });

  it("let the functions of launches and sessions and the keeper alone end sessions, in the Regions of the policy's fleets", () => {
    const ending = all().filter(({ action }) => action === "appstream:ExpireSession");
    expect(ending.length).toBeGreaterThan(0);
    for (const { holder, conditions } of ending) {
      expect(holder).toMatch(/^role streamgate(?:-regional)?-(?:launch|sessions|portal-api|keeper)-/);
      const regions = conditions.find(({ key }) => key === "aws:RequestedRegion");
      expect(["eu-west-1", "us-east-1"]).toEqual(expect.arrayContaining([...(regions?.values ?? ["none"])]));
    }
  });

  it("let nobody but AWS's own services call a function", () => {
    const callers = all().filter(({ holder }) => holder.startsWith("function "));
    expect(callers.length).toBeGreaterThan(0);
    for (const { principal, conditions } of callers) {
      expect(["apigateway.amazonaws.com", "events.amazonaws.com", "secretsmanager.amazonaws.com"]).toContain(
        principal,
      );
      expect(conditions.map(({ key }) => key)).toContain("SourceArn");
    }
  });
});
