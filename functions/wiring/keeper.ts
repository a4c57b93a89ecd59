/** Composition root of the keeper: it answers nobody, reads no secret, and creates no streaming URL. */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createAppStreamClients } from "../appstream/clients.ts";
import { createAppStreamGateway } from "../appstream/gateway.ts";
import { type Environment, parseConfig } from "../config.ts";
import { createEndRequested, type EndRequested, type EndRequestedPorts } from "../people/end-requested.ts";
import { createKeepTime, type KeepTime } from "../people/keep-time.ts";
import { createOwnSessions, type OwnSessionsPorts } from "../people/own-sessions.ts";
import type { AuditSink } from "../ports.ts";
import { createDynamoDbClient, OTHER_REGION } from "../stores/dynamodb-client.ts";
import { createEndingStore } from "../stores/ending-store.ts";
import { createLookedAfterStore } from "../stores/looked-after-store.ts";
import { createPlaceStore } from "../stores/place-store.ts";
import { useHomes } from "../stores/use-homes.ts";
import { createUseStore } from "../stores/use-store.ts";
import { brokerRegions, now, orConfigError, policyFrom, randomText, stdoutAudit } from "./shared.ts";
import { keptStart } from "./start.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "BROKER_REGIONS",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "AWS_ENDPOINT_URL_APPSTREAM",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

/** A set-up that is broken fails every run, which the alarm of the function's errors tells. */
export function keeperFunction(environment: Environment, audit: AuditSink = stdoutAudit()): KeepTime {
  const start = keptStart(() => build(environment, audit), now);
  return async () => {
    const { keepTime, endings } = await start();
    // Side by side, and each to its end: what keeps one from its work must not keep the other.
    const [kept, ended] = await Promise.allSettled([keepTime(), endings?.()]);
    if (ended.status === "rejected") throw ended.reason;
    if (kept.status === "rejected") throw kept.reason;
    return kept.value;
  };
}

interface Keeper {
  readonly keepTime: KeepTime;
  /** Undefined where the policy has no streaming session ended with others' word. */
  readonly endings: EndRequested | undefined;
}

async function build(environment: Environment, audit: AuditSink): Promise<Keeper> {
  const config = parseConfig(environment, NAMES);
  const index = await policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN);
  const regions = await orConfigError(() => brokerRegions(config));
  const { AWS_REGION: own, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = config;
  const client = createDynamoDbClient({ region: own, endpoint });
  const homes = useHomes({ own, regions, endpoint });
  const clients = createAppStreamClients({
    regions: new Set(Object.values(index.policy.fleets).map(({ region }) => region)),
    endpointTemplate: config.AWS_ENDPOINT_URL_APPSTREAM,
    attemptTimeoutMilliseconds: index.policy.limits.attemptTimeoutMilliseconds,
  });
  const gateway = createAppStreamGateway(clients);
  const shared = { index, audit, now, randomText, gateway };
  const others = regions
    .filter((region) => region !== own)
    .map((region) => createDynamoDbClient({ region, endpoint, patience: OTHER_REGION }));
  const endsOnRequest = (index.policy.sessions.endStreamsOn ?? []).length > 0;
  return {
    keepTime: createKeepTime({
      ...shared,
      places: createPlaceStore({ client, others: [], tableName, now }),
      uses: createUseStore(homes, tableName),
      lookedAfter: createLookedAfterStore({ homes, own: client, tableName }),
    }),
    endings: endsOnRequest ? endingsOf({ shared, client, others, tableName }) : undefined,
  };
}

/** Nobody waits for the keeper: it hears every Region out. */
const PLACES_MILLISECONDS = 4_000;

interface EndingParts {
  readonly shared: Omit<OwnSessionsPorts, "places"> & Pick<EndRequestedPorts, "randomText">;
  readonly client: DynamoDBClient;
  readonly others: readonly DynamoDBClient[];
  readonly tableName: string;
}

function endingsOf({ shared, client, others, tableName }: EndingParts): EndRequested {
  const places = createPlaceStore({
    ...{ client, others, tableName, now },
    budgetMilliseconds: PLACES_MILLISECONDS,
  });
  const { index, audit, randomText } = shared;
  return createEndRequested({
    ...{ index, audit, now, randomText },
    queue: createEndingStore({ client, others, tableName, patience: OTHER_REGION }),
    ownSessions: createOwnSessions({ ...shared, places }),
  });
}
