/**
 * What the emulator's tests stand on: a started emulator with a clock of its own, and the real SDK pointed at it.
 * Each stage stops with its test.
 */
import { AppStreamClient, CreateStreamingURLCommand } from "@aws-sdk/client-appstream";
import { onTestFinished } from "vitest";
import {
  type AppStreamEmulator,
  type EmulatedFleet,
  type EmulatorOptions,
  startAppStreamEmulator,
} from "../../../dev/appstream-emulator/server.ts";

export const START_MILLISECONDS = Date.UTC(2026, 10, 20, 9, 0, 0);

export function aFleet(overrides: Partial<EmulatedFleet> = {}): EmulatedFleet {
  return {
    region: "eu-west-1",
    stack: "treasury",
    fleet: "treasury-ireland",
    fleetType: "ALWAYS_ON",
    state: "RUNNING",
    streamView: "APP",
    applications: [{ name: "TreasuryDesk", displayName: "Treasury desk" }],
    capacity: 2,
    domainJoined: false,
    disconnectTimeoutSeconds: 900,
    ...overrides,
  };
}

export interface Stage {
  readonly emulator: AppStreamEmulator;
  readonly client: AppStreamClient;
  advanceSeconds(seconds: number): void;
}

export async function startStage(options: Partial<EmulatorOptions> = {}): Promise<Stage> {
  let now = START_MILLISECONDS;
  const emulator = await startAppStreamEmulator({
    port: 0,
    fleets: [aFleet()],
    nowMilliseconds: () => now,
    ...options,
  });
  onTestFinished(() => emulator.stop());
  return {
    emulator,
    client: clientFor(emulator),
    advanceSeconds: (seconds) => {
      now += seconds * 1000;
    },
  };
}

export interface ClientChoices {
  readonly region?: string;
  readonly endpoint?: string;
  readonly secretAccessKey?: string;
  readonly requestTimeout?: number;
  readonly maxAttempts?: number;
}

export function clientFor(emulator: AppStreamEmulator, choices: ClientChoices = {}): AppStreamClient {
  const region = choices.region ?? "eu-west-1";
  const client = new AppStreamClient({
    region,
    endpoint: choices.endpoint ?? `${emulator.origin}/${region}`,
    credentials: {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: choices.secretAccessKey ?? "emulated-secret",
    },
    maxAttempts: choices.maxAttempts ?? 1,
    requestHandler: { requestTimeout: choices.requestTimeout ?? 10_000, throwOnRequestTimeout: true },
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** Headers of a DescribeFleets that passes wherever no secret was configured. */
export const SIGNED_HEADERS = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-west-1/appstream/aws4_request, " +
    `SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "PhotonAdminProxyService.DescribeFleets",
};

/** The one valid input from which each test deviates. */
export const VALID_INPUT = {
  StackName: "treasury",
  FleetName: "treasury-ireland",
  UserId: "u-ana",
  ApplicationId: "TreasuryDesk",
};

export type UrlInput = ConstructorParameters<typeof CreateStreamingURLCommand>[0];

export async function streamingUrl(
  client: AppStreamClient,
  overrides: Partial<UrlInput> = {},
): Promise<string> {
  const { StreamingURL: url } = await client.send(
    new CreateStreamingURLCommand({ ...VALID_INPUT, ...overrides }),
  );
  if (url === undefined) throw new Error("the answer holds no StreamingURL");
  return url;
}

/** The text of the element with this `data-testid`; undefined when the page has none. */
export function textOf(page: string, testId: string): string | undefined {
  return new RegExp(`data-testid="${testId}">([^<]*)<`).exec(page)?.[1];
}
