import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { drainCommand } from "../../../cli/commands/drain.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import { type Store, startStore } from "../../../dev/store.ts";
import { createDrainStore } from "../../../functions/stores/drain-store.ts";
import { createDynamoDbClient } from "../../../functions/stores/dynamodb-client.ts";
import { aPolicyInput, withValue, withValues } from "../../support/policies.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import "../../stores/local-credentials.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const REGIONS = ["eu-west-1", "us-east-1"] as const;
const DRAIN = { owner: "Ana", reason: "patching", until: NOW + 7_200 };
const PLEASE = ["--owner", "Ana", "--reason", "patching", "--until", "+2h"];
const NO_ANSWER =
  "the table launches answers in none of eu-west-1, us-east-1: look at --table, --regions and your AWS credentials";

let store: Store;

beforeAll(async () => {
  store = await startStore({ port: 0, regions: REGIONS });
  await store.createTable({ name: "launches" });
});
afterAll(() => store.stop());

function drainsIn(region: string) {
  return createDrainStore(createDynamoDbClient({ region, endpoint: store.endpointTemplate }), "launches");
}

async function drained(region: string): Promise<Readonly<Record<string, unknown>>> {
  const drains = await drainsIn(region).read();
  if (!drains.ok) throw new Error(drains.error);
  return Object.fromEntries(drains.value);
}

beforeEach(async () => {
  for (const region of REGIONS) {
    store.setAway(region, false);
    for (const fleet of Object.keys(await drained(region))) await drainsIn(region).end(fleet);
  }
});

async function drain(words: readonly string[], policy: string = stringify(aPolicyInput())) {
  const terminal = recordedTerminal({ "policy.yaml": policy }, NOW);
  const command = drainCommand({
    LAUNCH_TABLE: "launches",
    BROKER_REGIONS: REGIONS.join(","),
    AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate,
  });
  const exitCode = await runCommandLine(["drain", "--policy", "policy.yaml", ...words], [command], terminal);
  return { exitCode, out: terminal.outLines, error: terminal.errorLines };
}

describe("drainCommand", () => {
  it("drains a fleet in every Region of the broker", async () => {
    expect(await drain(["ireland", ...PLEASE])).toStrictEqual({
      exitCode: 0,
      out: ["ireland: takes no new session until 2026-11-21T14:00:00Z, in eu-west-1, us-east-1"],
      error: [],
    });
    for (const region of REGIONS) expect(await drained(region)).toStrictEqual({ ireland: DRAIN });
  });

  it("says which Region it could not tell, and tells the others", async () => {
    store.setAway("us-east-1", true);
    expect(await drain(["ireland", ...PLEASE])).toStrictEqual({
      exitCode: 1,
      out: ["ireland: takes no new session until 2026-11-21T14:00:00Z, in eu-west-1"],
      error: ["no answer from the table in us-east-1: still takes people there; run this again"],
    });
    expect(await drained("eu-west-1")).toStrictEqual({ ireland: DRAIN });
  });

  it("changes nothing where no Region answers", async () => {
    for (const region of REGIONS) store.setAway(region, true);
    expect(await drain(["ireland", ...PLEASE])).toStrictEqual({
      exitCode: 1,
      out: [],
      error: [`${NO_ANSWER}; nothing was changed`],
    });
    expect(await drain(["--list"])).toStrictEqual({ exitCode: 1, out: [], error: [NO_ANSWER] });
  });

  it("refuses to close somebody's last fleet unless forced", async () => {
    await drainsIn("us-east-1").begin("ireland", DRAIN);
    expect(await drain(["frankfurt", ...PLEASE])).toStrictEqual({
      exitCode: 1,
      out: [],
      error: [
        "frankfurt: would leave without a fleet: treasury (everybody)",
        "open another fleet of theirs first, or say --force",
      ],
    });
    expect(await drained("eu-west-1")).toStrictEqual({});

    const forced = await drain(["frankfurt", ...PLEASE, "--force"]);
    expect(forced.exitCode).toBe(0);
    expect(forced.out[1]).toBe("frankfurt: left without a fleet: treasury (everybody)");
    expect(await drained("eu-west-1")).toStrictEqual({ frankfurt: DRAIN });
  });

  it("refuses to close the last fleet within a wall", async () => {
    const { exitCode, error } = await drain(["dublin", ...PLEASE]);
    expect(exitCode).toBe(1);
    expect(error[0]).toBe(
      "dublin: would leave without a fleet: design (people in DE, FR, IE; people whose country is not known)",
    );
  });

  it("names the people of countries without a wall", async () => {
    const wall = [{ id: "mexico", countries: ["MX"], jurisdictions: ["EU"] }];
    await drainsIn("eu-west-1").begin("dublin", DRAIN);
    const policy = stringify(withValues([["residency", "walls"], wall]));
    expect((await drain(["virginia", ...PLEASE], policy)).error[0]).toBe(
      "virginia: would leave without a fleet: design (people in countries that no wall names)",
    );
  });

  it("suggests a fleet for a name that is none", async () => {
    expect(await drain(["irland", ...PLEASE])).toStrictEqual({
      exitCode: 2,
      out: [],
      error: ["policy.yaml: has no fleet irland; did you mean `ireland`?"],
    });
  });

  it("opens a fleet again in every Region", async () => {
    for (const region of REGIONS) await drainsIn(region).begin("ireland", DRAIN);
    expect(await drain(["ireland", "--end"])).toStrictEqual({
      exitCode: 0,
      out: ["ireland: open again in eu-west-1, us-east-1"],
      error: [],
    });
    for (const region of REGIONS) expect(await drained(region)).toStrictEqual({});
  });

  it("says where a fleet is still drained", async () => {
    store.setAway("eu-west-1", true);
    expect((await drain(["ireland", "--end"])).error).toStrictEqual([
      "no answer from the table in eu-west-1: is drained there as before; run this again",
    ]);
  });

  it("takes away what a former policy's fleet left behind, and nothing that never was", async () => {
    await drainsIn("eu-west-1").begin("former", DRAIN);
    expect((await drain(["former", "--end"])).exitCode).toBe(0);
    expect(await drained("eu-west-1")).toStrictEqual({});
    expect((await drain(["former", "--end"])).exitCode).toBe(2);
  });

  it("says that the policy still drains what it opens", async () => {
    const own = { ...DRAIN, until: "2026-12-01T06:00:00Z" };
    const policy = stringify(withValue(["fleets", "ireland", "drain"], own));
    expect((await drain(["ireland", "--end"], policy)).out).toStrictEqual([
      "ireland: open again in eu-west-1, us-east-1; the policy still drains it, see `fleets`",
    ]);
  });

  it("lists what is drained, by whom, and where it is not known", async () => {
    const own = { ...DRAIN, until: "2026-12-01T06:00:00Z" };
    const policy = stringify(withValue(["fleets", "frankfurt", "drain"], own));
    for (const region of REGIONS) await drainsIn(region).begin("ireland", { ...DRAIN, until: NOW });
    await drainsIn("us-east-1").begin("virginia", DRAIN);
    await drainsIn("us-east-1").begin("former", DRAIN);
    expect(await drain(["--list"], policy)).toStrictEqual({
      exitCode: 0,
      out: [
        "frankfurt: until 2026-12-01T06:00:00Z, Ana: patching (in the policy)",
        "former: until 2026-11-21T14:00:00Z, Ana: patching (by command; missing in eu-west-1; no fleet of this policy)",
        "ireland: over since 2026-11-21T12:00:00Z, Ana: patching (by command)",
        "virginia: until 2026-11-21T14:00:00Z, Ana: patching (by command; missing in eu-west-1)",
      ],
      error: [],
    });
  });

  it("lists nothing as nothing, and says where it could not look", async () => {
    store.setAway("us-east-1", true);
    expect(await drain(["--list"])).toStrictEqual({
      exitCode: 1,
      out: ["no fleet is drained"],
      error: ["no answer from the table in us-east-1: could not be read; run this again"],
    });
  });

  it("reports a policy that cannot be read or is faulty, and a question that is wrong", async () => {
    expect((await drain(["ireland", ...PLEASE], "version: 2")).out.at(-1)).toMatch(
      /^policy\.yaml: \d faults$/,
    );
    const terminal = recordedTerminal({}, NOW);
    const words = ["drain", "--policy", "none.yaml", "--list", "--table", "abc", "--regions", "eu-west-1"];
    expect(await runCommandLine(words, [drainCommand({})], terminal)).toBe(1);
    expect(terminal.errorLines).toStrictEqual(["none.yaml: no such file"]);
    expect(await drain(["--until", "noon", "--regions", "ireland"])).toStrictEqual({
      exitCode: 2,
      out: [],
      error: [
        "drain: --regions must be the Regions of the broker, such as `eu-west-1,us-east-1`; or set BROKER_REGIONS",
        "drain: FLEET is missing: the fleet's id in the policy, or --list",
        "drain: --owner is missing or no short line: it is what others read during the maintenance",
        "drain: --reason is missing or no short line: it is what others read during the maintenance",
        "drain: --until takes a moment such as 2026-12-01T06:00:00Z, or a time from now: +30m, +2h, +3d",
      ],
    });
  });
});
