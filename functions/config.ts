/**
 * The functions' environment, checked as a whole at start: every fault is listed, and nothing serves until all are gone.
 * Each function asks for the names it needs; infra sets exactly those.
 */

/** Listed faults of a set-up: names, places and advice, never a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`the set-up is not usable: ${faults.join(" | ")}`);
    this.faults = faults;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's meaning, and what a fault's message tells the operator to set. */
interface Variable {
  readonly accepts: RegExp;
  readonly advice: string;
  readonly optional?: true;
}

const REGION = /[a-z]{2}(?:-[a-z]+)+-\d/.source;
const REFERENCE = /^(?:env|ssm|secret):\S+$/;
/** Plain http to this machine only: requests carry signatures and records. */
const ENDPOINT = /^(?:https:\/\/[^\s/?#@]+|http:\/\/(?:localhost|127\.0\.0\.1):\d+)(?:\/[^\s?#]*)?$/;

const VARIABLES = {
  BROKER_ORIGIN: {
    accepts: /^(?:https:\/\/[a-z0-9.-]+(?::\d+)?|http:\/\/(?:localhost|127\.0\.0\.1):\d+)$/,
    advice: "the broker's public origin, https without a path",
  },
  AWS_REGION: { accepts: new RegExp(`^${REGION}$`), advice: "the Region this function runs in" },
  BROKER_REGIONS: {
    accepts: new RegExp(`^${REGION}(?:,${REGION})*$`),
    advice: "all Regions of the broker, this one among them, comma-separated",
  },
  POLICY_FILE: { accepts: /^\S.*$/, advice: "the path of the compiled policy" },
  LAUNCH_TABLE: { accepts: /^[A-Za-z0-9_.-]{3,255}$/, advice: "the table of launch records" },
  LOGIN_TABLE: { accepts: /^[A-Za-z0-9_.-]{3,255}$/, advice: "the table of what counts once" },
  SEALING_KEYS: { accepts: REFERENCE, advice: "a secret reference to the keys that seal cookies" },
  PSEUDONYM_KEY: { accepts: REFERENCE, advice: "a secret reference to the key of the user ids" },
  EDGE_CERTIFICATE_SUBJECT: {
    accepts: /^\S.*$/,
    advice: "the subject of the edge's client certificate",
    optional: true,
  },
  EDGE_REQUIRED: {
    accepts: /^true$/,
    advice: "`true`, where only our edge may ask, or not set at all",
    optional: true,
  },
  EDGE_SECRETS: { accepts: REFERENCE, advice: "a secret reference to what proves the edge", optional: true },
  IP_DATABASE_FILE: {
    accepts: /^\S.*$/,
    advice: "the path of a country database in MaxMind's format",
    optional: true,
  },
  AWS_ENDPOINT_URL_APPSTREAM: {
    accepts: ENDPOINT,
    advice: "another endpoint for AppStream, where {region} in the path stands for the Region",
    optional: true,
  },
  AWS_ENDPOINT_URL_DYNAMODB: {
    accepts: ENDPOINT,
    advice: "another endpoint for DynamoDB, where {region} in the path stands for the Region",
    optional: true,
  },
  AWS_ENDPOINT_URL_KMS: { accepts: ENDPOINT, advice: "another endpoint for KMS", optional: true },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
type OptionalName = {
  [N in VariableName]: (typeof VARIABLES)[N] extends { optional: true } ? N : never;
}[VariableName];

export type Config<N extends VariableName> = {
  readonly [K in N]: K extends OptionalName ? string | undefined : string;
};

/** Throws a ConfigError that lists every fault. */
export function parseConfig<N extends VariableName>(
  environment: Environment,
  names: readonly N[],
): Config<N> {
  const faults: string[] = [];
  const entries = names.map((name) => {
    const variable: Variable = VARIABLES[name];
    const value = environment[name] === "" ? undefined : environment[name];
    if (value === undefined && !variable.optional) faults.push(`${name} is not set (${variable.advice})`);
    if (value !== undefined && !variable.accepts.test(value))
      faults.push(`${name} is not ${variable.advice}`);
    return [name, value] as const;
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(Object.fromEntries(entries)) as Config<N>;
}
