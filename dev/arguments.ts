/** What may stand behind `npm start --`. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const DEFAULT_PORT = 8080;
const DEFAULT_POLICY = fileURLToPath(new URL("policy.yaml", import.meta.url));
/** The broker's and the five after it; of several Regions each takes one more. */
const PORTS = 6;
const HIGHEST_PORT = 65_535;
const REGIONS = /^[a-z]{2}(?:-[a-z]+)+-\d(?:,[a-z]{2}(?:-[a-z]+)+-\d)*$/;

export const USAGE =
  "usage: npm start -- [--port N] [--regions REGION,REGION…] [--policy FILE] [--screen] [--json]";

export interface Arguments {
  /** 0 asks for free ones. */
  readonly port: number;
  /** In the order in which they are preferred; undefined for the local world's own one. */
  readonly regions: readonly string[] | undefined;
  readonly policyFile: string;
  /** The launcher opens its browser on a display that the stream page shows. */
  readonly hasScreen: boolean;
  /** One machine-readable line when ready, in the place of the text. */
  readonly asJson: boolean;
}

/** Throws a TypeError that says what is wrong. */
export function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      regions: { type: "string" },
      policy: { type: "string" },
      screen: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const regions = values.regions === undefined ? undefined : readRegions(values.regions);
  const lastPort = HIGHEST_PORT - PORTS + 1 - (regions?.length ?? 0);
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > lastPort) {
    throw new TypeError(`--port takes a whole number from 0 to ${lastPort}, not ${values.port}`);
  }
  const { policy = DEFAULT_POLICY, screen = false, json = false } = values;
  return { port, regions, policyFile: policy, hasScreen: screen, asJson: json };
}

function readRegions(list: string): readonly string[] {
  const regions = list.split(",");
  if (!REGIONS.test(list) || new Set(regions).size < regions.length) {
    throw new TypeError(`--regions takes Regions such as eu-west-1,us-east-1, each once, not ${list}`);
  }
  return regions;
}
