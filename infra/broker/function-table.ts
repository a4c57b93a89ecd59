/**
 * PURE: what each function of functions/routes.ts gets: memory, time, environment and permissions, in one table.
 * A new function is a row here and one there.
 */
import { FUNCTIONS } from "../../functions/routes.ts";
import {
  endsSessions,
  findsSessions,
  looksAtFleets,
  looksAtFleetsByName,
  usesFleets,
} from "./appstream-capabilities.ts";
import {
  keepsApprovals,
  knowsThePolicy,
  locatesByAddress,
  readsHandoverKeys,
  readsLaunchRecords,
  readsPolicySecrets,
  readsPseudonymKey,
  readsSealingKeys,
  redeemsHandles,
  servesThePolicy,
  usesUpLogins,
  writesLaunchRecords,
} from "./capabilities.ts";
import { allOf, type Capability, type Place } from "./capability.ts";
import { showsTheCatalogue } from "./catalogue-capabilities.ts";
import { usesUpProofs } from "./proof-capabilities.ts";
import {
  checksSessions,
  endsBrokerSessions,
  endsOnRequest,
  remembersPeople,
  requestsEndings,
} from "./revocation-capabilities.ts";
import { looksAfterSessions } from "./session-capabilities.ts";
import { countsUse, keepsTime, seesSeats } from "./use-capabilities.ts";

/** What the code of a function weighs and waits for. */
interface FunctionRow {
  /** MB, unless the deployment says otherwise. CPU comes with it: one whole core at 1,769 MB. */
  readonly memory: number;
  readonly timeoutSeconds: (place: Place) => number;
  readonly capabilities: (place: Place) => readonly Capability[];
}

export interface FunctionDeclaration extends Capability {
  readonly name: string;
  readonly routeKeys: readonly string[];
  readonly memory: number;
  readonly timeoutSeconds: number;
}

/** API Gateway gives up after 29 s; what is left of a launch after its deadline is the record and the answer. */
const AFTER_THE_DEADLINE_SECONDS = 4;
/** Two documents, each with a deadline of four seconds, a proof's home, which may be the farthest Region, and the counters. */
const ISSUER_SECONDS = 15;

const TABLE: Readonly<Record<string, FunctionRow>> = {
  launch: {
    memory: 1_024,
    timeoutSeconds: ({ policy }) =>
      Math.ceil(policy.limits.launchDeadlineMilliseconds / 1_000) + AFTER_THE_DEADLINE_SECONDS,
    capabilities: (place) => [...launchCapabilities(place), locatesByAddress(place)],
  },
  "sign-in-oidc": {
    memory: 1_024,
    // Metadata, keys and the token, each from somebody else's server.
    timeoutSeconds: () => 20,
    capabilities: (place) => [
      ...signInCapabilities(place),
      requestsEndings(place),
      readsPolicySecrets(place, "oidc"),
    ],
  },
  "sign-in-saml": {
    // Canonicalisation, two verifications and a decryption are all processor time.
    memory: 1_769,
    timeoutSeconds: () => 15,
    capabilities: (place) => [...signInCapabilities(place), readsPolicySecrets(place, "saml")],
  },
  portal: {
    memory: 512,
    timeoutSeconds: () => 10,
    capabilities: (place) => [
      servesThePolicy(place),
      locatesByAddress(place),
      readsSealingKeys(place),
      checksSessions(place),
      showsTheCatalogue(place),
      seesSeats(place),
      looksAtFleets(place),
      looksAtFleetsByName(place),
    ],
  },
  sessions: {
    memory: 512,
    // The tables of every Region, then AppStream in every Region: side by side, each with its own deadline.
    timeoutSeconds: ({ policy }) =>
      Math.ceil(policy.limits.launchDeadlineMilliseconds / 1_000) + AFTER_THE_DEADLINE_SECONDS,
    capabilities: (place) => [
      servesThePolicy(place),
      readsSealingKeys(place),
      readsPseudonymKey(place),
      checksSessions(place),
      looksAfterSessions(place),
      findsSessions(place),
      endsSessions(place),
    ],
  },
  operator: {
    memory: 512,
    // Every Region's table side by side, each with its own deadline.
    timeoutSeconds: () => 10,
    capabilities: (place) => [servesThePolicy(place), readsSealingKeys(place), readsLaunchRecords(place)],
  },
  approvals: {
    memory: 512,
    // A request's home may be the farthest Region, and a grant is written into all of them.
    timeoutSeconds: () => 15,
    capabilities: (place) => [
      servesThePolicy(place),
      readsSealingKeys(place),
      checksSessions(place),
      keepsApprovals(place),
    ],
  },
  "portal-api": {
    memory: 1_024,
    // A launch, after metadata and keys from the issuer's server.
    timeoutSeconds: ({ policy }) =>
      Math.ceil(policy.limits.launchDeadlineMilliseconds / 1_000) +
      AFTER_THE_DEADLINE_SECONDS +
      ISSUER_SECONDS,
    capabilities: (place) => [
      ...launchCapabilities(place),
      seesSeats(place),
      readsPseudonymKey(place),
      remembersPeople(place),
      usesUpProofs(place),
    ],
  },
  context: {
    memory: 512,
    // A handle's home may be the farthest Region, and a key in KMS signs each token by itself.
    timeoutSeconds: () => 15,
    capabilities: (place) => [
      servesThePolicy(place),
      readsSealingKeys(place),
      redeemsHandles(place),
      readsHandoverKeys(place),
    ],
  },
  keeper: {
    memory: 512,
    // A run looks at nobody after forty seconds; what it has begun by then may take AppStream's patience once more.
    timeoutSeconds: () => 60,
    capabilities: (place) => [
      knowsThePolicy(place),
      keepsTime(place),
      endsOnRequest(place),
      findsSessions(place),
      endsSessions(place),
    ],
  },
};

/** Whoever asks for it, by a cookie or by a token. */
function launchCapabilities(place: Place): readonly Capability[] {
  return [
    servesThePolicy(place),
    readsSealingKeys(place),
    writesLaunchRecords(place),
    looksAtFleets(place),
    usesFleets(place),
    endsSessions(place),
    countsUse(place),
  ];
}

function signInCapabilities(place: Place): readonly Capability[] {
  return [
    servesThePolicy(place),
    readsSealingKeys(place),
    readsPseudonymKey(place),
    usesUpLogins(place),
    endsBrokerSessions(place),
    remembersPeople(place),
  ];
}

/** Names of the functions that the signing key lets sign, once the policy has them do so: for sign-ins, and tokens. */
export const SIGNING_FUNCTIONS: readonly string[] = ["sign-in-oidc", "sign-in-saml", "context"];

/** Every function of the broker, as it is deployed in one Region. */
export function functionTable(place: Place): readonly FunctionDeclaration[] {
  return FUNCTIONS.map(({ name, routeKeys }) => {
    const row = TABLE[name];
    if (row === undefined) throw new TypeError(`infra/broker/function-table.ts has no row for ${name}`);
    return {
      name,
      routeKeys,
      memory: place.deployment.functions[name]?.memory ?? row.memory,
      timeoutSeconds: row.timeoutSeconds(place),
      ...allOf(row.capabilities(place)),
    };
  });
}
