import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { disableCommand } from "../../../cli/commands/disable.ts";
import { enableCommand } from "../../../cli/commands/enable.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import { type Store, startStore } from "../../../dev/store.ts";
import { ok } from "../../../functions/core/result.ts";
import { createDynamoDbClient, OTHER_REGION } from "../../../functions/stores/dynamodb-client.ts";
import { createEndingStore } from "../../../functions/stores/ending-store.ts";
import { createRevocationStore } from "../../../functions/stores/revocation-store.ts";
import { aPolicyInput } from "../../support/policies.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import "../../stores/local-credentials.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const REGIONS = ["eu-west-1", "us-east-1"] as const;
const ANA = { identityProvider: "corporate", subject: "00u-ana" };
const PERSON = ["--identity-provider", "corporate", "--subject", "00u-ana"];
const PLEASE = [...PERSON, "--by", "Ben", "--reason", "left the bank"];
const LEFT = { by: "Ben", reason: "left the bank", at: NOW, until: null };

const GO_ON =
  "a streaming session that is open goes on; the policy's `sessions.endStreamsOn` has no `disable`";

let store: Store;
beforeAll(async () => {
  store = await startStore({ port: 0, regions: REGIONS });
  await store.createTable({ name: "launches" });
});
afterAll(() => store.stop());

const revocations = (region: string) =>
  createRevocationStore(
    createDynamoDbClient({ region, endpoint: store.endpointTemplate }),
    "launches",
    OTHER_REGION,
  );
const standing = (region: string, now = NOW) => revocations(region).read(ANA, [], now);

beforeEach(async () => {
  for (const region of REGIONS) {
    store.setAway(region, false);
    await revocations(region).enable(ANA);
  }
});

async function run(words: readonly string[], policy: object = aPolicyInput()) {
  const terminal = recordedTerminal({ "policy.yaml": stringify(policy) }, NOW);
  const environment = {
    LAUNCH_TABLE: "launches",
    BROKER_REGIONS: REGIONS.join(","),
    AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate,
  };
  const commands = [disableCommand(environment), enableCommand(environment)];
  const [name = "", ...rest] = words;
  const exitCode = await runCommandLine([name, "--policy", "policy.yaml", ...rest], commands, terminal);
  const events = terminal.outLines.filter((line) => line.startsWith("{"));
  return {
    exitCode,
    out: terminal.outLines.filter((line) => !line.startsWith("{")),
    error: terminal.errorLines,
    events: events.map((line) => JSON.parse(line)),
  };
}

describe("disableCommand", () => {
  // 999: to the end of the second, or a session of the same second would outlive the disabling.
  it("disables a person and ends their sessions in every Region", async () => {
    expect(await run(["disable", ...PLEASE])).toStrictEqual({
      exitCode: 0,
      out: ["corporate 00u-ana: disabled, in eu-west-1, us-east-1", `corporate 00u-ana: ${GO_ON}`],
      error: [],
      events: [
        {
          ...{ schema: "streamgate.audit.v1", time: "2026-11-21T12:00:00.000Z", severity: "info" },
          correlationId: expect.stringMatching(/^cli-[\w-]{36}$/),
          ...{ event: "person_disabled", outcome: "success", by: "operator", ...ANA, scope: "person" },
          ...{ missingIn: [], owner: "Ben", reason: "left the bank", refusal: null },
        },
      ],
    });
    for (const region of REGIONS) {
      expect(await standing(region)).toStrictEqual(ok({ endedUntil: NOW * 1_000 + 999, disabling: LEFT }));
    }
  });

  it("disables until an end", async () => {
    const { out } = await run(["disable", ...PLEASE, "--until", "+2h"]);
    expect(out).toStrictEqual([
      "corporate 00u-ana: disabled until 2026-11-21T14:00:00Z, in eu-west-1, us-east-1",
      `corporate 00u-ana: ${GO_ON}`,
    ]);
    expect(await standing("us-east-1", NOW + 7_199)).toMatchObject(ok({ disabling: { until: NOW + 7_200 } }));
    expect(await standing("us-east-1", NOW + 7_200)).toMatchObject(ok({ disabling: undefined }));
  });

  it("says which Region it could not tell, tells the others, and may be run again", async () => {
    store.setAway("us-east-1", true);
    expect(await run(["disable", ...PLEASE])).toMatchObject({
      exitCode: 1,
      out: ["corporate 00u-ana: disabled, in eu-west-1", `corporate 00u-ana: ${GO_ON}`],
      error: ["no answer from the table in us-east-1: the person may go on there; run this again"],
      events: [{ outcome: "incomplete", severity: "error", missingIn: ["us-east-1"] }],
    });
    store.setAway("us-east-1", false);
    expect((await run(["disable", ...PLEASE])).exitCode).toBe(0);
    expect(await standing("us-east-1")).toMatchObject(ok({ disabling: LEFT }));
  });

  describe("where the policy has streaming sessions ended as well", () => {
    const policy = { ...aPolicyInput(), sessions: { endStreamsOn: ["disable"] } };
    const REQUESTED = { by: "disable", requestedAt: NOW, launchedUntil: null };
    const pending = async (region: string) => {
      const client = createDynamoDbClient({ region, endpoint: store.endpointTemplate });
      const queue = createEndingStore({ client, tableName: "launches", patience: OTHER_REGION });
      const ends = await queue.pending();
      if (!ends.ok) throw new Error(ends.error);
      for (const end of ends.value) await queue.done(end);
      return ends.value.map(({ key: _, ...end }) => end);
    };

    it("asks the keeper of one Region to end them", async () => {
      const { exitCode, out } = await run(["disable", ...PLEASE], policy);
      expect([exitCode, out[1]]).toStrictEqual([
        0,
        "corporate 00u-ana: their streaming sessions end within two minutes",
      ]);
      expect(await pending("eu-west-1")).toStrictEqual([REQUESTED]);
      expect(await pending("us-east-1")).toStrictEqual([]);
    });

    it("asks another Region's where the first does not answer", async () => {
      store.setAway("eu-west-1", true);
      expect((await run(["disable", ...PLEASE], policy)).exitCode).toBe(1);
      expect(await pending("us-east-1")).toStrictEqual([REQUESTED]);
    });

    it("asks for what is launched until the end of the disabling", async () => {
      await run(["disable", ...PLEASE, "--until", "+2h"], policy);
      expect(await pending("eu-west-1")).toStrictEqual([{ ...REQUESTED, launchedUntil: NOW + 7_200 }]);
    });

    it("takes it back in every Region when the person is enabled", async () => {
      for (const away of ["us-east-1", "eu-west-1"]) {
        store.setAway(away, true);
        await run(["disable", ...PLEASE], policy);
        store.setAway(away, false);
      }
      expect((await run(["enable", ...PLEASE], policy)).exitCode).toBe(0);
      for (const region of REGIONS) expect(await pending(region)).toStrictEqual([]);
    });

    it("says where it could not be taken back", async () => {
      await run(["disable", ...PLEASE], policy);
      store.setAway("eu-west-1", true);
      expect(await run(["enable", ...PLEASE], policy)).toMatchObject({
        exitCode: 1,
        error: [expect.stringContaining("no answer from the table in eu-west-1")],
      });
      store.setAway("eu-west-1", false);
      expect(await pending("eu-west-1")).toStrictEqual([REQUESTED]);
    });
  });

  it("changes nothing where no Region answers", async () => {
    for (const region of REGIONS) store.setAway(region, true);
    const noAnswer =
      "the table launches answers in none of eu-west-1, us-east-1: look at --table, --regions and your AWS credentials";
    expect(await run(["disable", ...PLEASE])).toStrictEqual({
      ...{ exitCode: 1, out: [], events: [] },
      error: [`${noAnswer}; nothing was changed`],
    });
    expect((await run(["disable", ...PERSON, "--show"])).error).toStrictEqual([noAnswer]);
  });

  it("shows whether a person is disabled, Region by Region", async () => {
    await revocations("eu-west-1").disable(ANA, { ...LEFT, until: NOW + 60 });
    expect(await run(["disable", ...PERSON, "--show"])).toStrictEqual({
      ...{ exitCode: 0, error: [], events: [] },
      out: [
        "corporate 00u-ana, eu-west-1: disabled until 2026-11-21T12:01:00Z since 2026-11-21T12:00:00Z, Ben: left the bank",
        "corporate 00u-ana, us-east-1: not disabled",
      ],
    });
    store.setAway("us-east-1", true);
    const shown = await run(["disable", ...PERSON, "--show"]);
    expect([shown.exitCode, shown.out[1]]).toStrictEqual([
      1,
      "corporate 00u-ana, us-east-1: no answer from the table",
    ]);
  });

  it("disables nobody of a provider that the policy does not have", async () => {
    const { exitCode, error, events } = await run([
      ...["disable", "--identity-provider", "corporat", "--subject", "00u-ana"],
      ...["--by", "Ben", "--reason", "left"],
    ]);
    expect([exitCode, error, events]).toStrictEqual([
      2,
      ["policy.yaml: has no identity provider corporat; did you mean `corporate`?"],
      [],
    ]);
  });

  it("tells everything that is missing at once", async () => {
    const { exitCode, error } = await run(["disable"]);
    expect(exitCode).toBe(2);
    expect(error.map((line) => line.split(" ").slice(0, 2).join(" "))).toStrictEqual([
      "disable: --identity-provider",
      "disable: --subject",
      "disable: --by",
      "disable: --reason",
    ]);
  });

  it.each([
    ["a reason of two lines", [...PERSON, "--by", "Ben", "--reason", "a\nb"], "--reason"],
    ["a name that turns the writing around", [...PERSON, "--by", "\u202eneB", "--reason", "x"], "--by"],
    ["an end that is past", [...PLEASE, "--until", "2026-11-21T11:59:59Z"], "--until"],
    ["an end that is no time", [...PLEASE, "--until", "soon"], "--until"],
    [
      "a subject without end",
      ["--identity-provider", "corporate", "--subject", "x".repeat(256)],
      "--subject",
    ],
    ["a reason for looking", [...PERSON, "--show", "--reason", "x"], "--reason"],
  ])("refuses %s", async (_what, words, option) => {
    const { exitCode, error } = await run(["disable", ...words]);
    expect(exitCode).toBe(2);
    expect(error.some((line) => line.startsWith(`disable: ${option} `))).toBe(true);
  });
});

describe("enableCommand", () => {
  it("gives access back in every Region, and no former session", async () => {
    await run(["disable", ...PLEASE]);
    const { exitCode, out, events } = await run([
      "enable",
      ...PERSON,
      "--by",
      "Ben",
      "--reason",
      "came back",
    ]);
    expect([exitCode, out]).toStrictEqual([
      0,
      ["corporate 00u-ana: may sign in again, in eu-west-1, us-east-1"],
    ]);
    expect(events).toMatchObject([{ event: "person_enabled", outcome: "success", reason: "came back" }]);
    for (const region of REGIONS) {
      expect(await standing(region)).toStrictEqual(
        ok({ endedUntil: NOW * 1_000 + 999, disabling: undefined }),
      );
    }
  });

  it("says where the person is disabled as before", async () => {
    await run(["disable", ...PLEASE]);
    store.setAway("eu-west-1", true);
    const { exitCode, error } = await run(["enable", ...PLEASE]);
    expect([exitCode, error]).toStrictEqual([
      1,
      ["no answer from the table in eu-west-1: the person may be shut out there as before; run this again"],
    ]);
  });
});
