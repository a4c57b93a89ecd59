/** The route of explanations as its function runs it; an answer that the OpenAPI document does not have throws. */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type ExplainRoutePorts, explainRoute } from "../../functions/handlers/explain.ts";
import { describedFaults } from "./described-answers.ts";
import { anExplainIndex, NOON } from "./explain-builders.ts";
import { anExplainStage, type ExplainStage, LUCIA, memoryArchive } from "./explain-stage.ts";
import {
  anEvent,
  answer,
  aSealer,
  aSession,
  type EventFacts,
  ORIGIN,
  sessionCookies,
} from "./http-builders.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";

export const EXPLAIN = "POST /api/v1/explain";

const SEALER = aSealer();
const SESSION = aSession({ principal: LUCIA, createdAt: NOON - 60, expiresAt: NOON + 600 });

export interface Asked extends EventFacts {
  readonly question?: unknown;
  readonly principal?: typeof LUCIA;
  readonly archive?: ExplainRoutePorts["archive"];
  readonly revocations?: ExplainRoutePorts["revocations"];
}

export async function askToExplain({
  question,
  principal = LUCIA,
  archive = memoryArchive(),
  revocations = NO_REVOCATIONS,
  ...facts
}: Asked = {}): Promise<{
  readonly response: APIGatewayProxyStructuredResultV2;
  readonly events: ExplainStage["audit"]["events"];
}> {
  const stage = anExplainStage({ archive });
  const event = anEvent({
    ...{ routeKey: EXPLAIN, path: "/api/v1/explain" },
    body: JSON.stringify(question ?? { launchId: "launch-7" }),
    cookies: await sessionCookies({ ...SESSION, principal }, SEALER),
    ...facts,
    headers: { "content-type": "application/json", origin: ORIGIN, ...facts.headers },
  });
  const ports = { ...stage, revocations, sealer: SEALER, index: anExplainIndex(), origin: ORIGIN };
  const response = await answer(explainRoute, ports, event);
  const faults = describedFaults(EXPLAIN, response);
  if (faults.length > 0) throw new Error(`${EXPLAIN} ${response.statusCode}: ${faults.join("; ")}`);
  return { response, events: stage.audit.events };
}
