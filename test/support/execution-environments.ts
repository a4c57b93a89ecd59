/**
 * The functions of a demo world once more, as AWS runs them: any number of requests at once, each in an execution
 * environment that takes one at a time, beside others that do the same. In the world's own process a thousand
 * verifications stand in each other's way until the store's deadlines pass, which no Lambda function would do.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { startApiGateway } from "../../dev/api-gateway/server.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import type { Call, Returned } from "./execution-environment.ts";

export interface ExecutionEnvironments {
  /** Another port of the same broker: it goes by the origin of its configuration, never by Host. */
  readonly origin: string;
  readonly events: readonly AuditEvent[];
  stop(): Promise<void>;
}

const SERVED = ["launch", "sign-in-saml"];
const PATIENCE_MILLISECONDS = 240_000;

/** `environment`: a demo world's, or that of one of its Regions. */
export async function startExecutionEnvironments(
  environment: Readonly<Record<string, string>>,
): Promise<ExecutionEnvironments> {
  const events: AuditEvent[] = [];
  const file = new URL("./execution-environment.ts", import.meta.url);
  const workers = Array.from(
    { length: Math.max(2, availableParallelism()) },
    () => new Worker(file, { workerData: environment }),
  );
  const idle = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  const release = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  const call = async (message: Call): Promise<unknown> => {
    const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)));
    const answered = Promise.withResolvers<Returned>();
    worker.once("message", answered.resolve).once("error", answered.reject);
    worker.postMessage(message);
    try {
      const { result, events: written } = await answered.promise;
      events.push(...written);
      return result;
    } finally {
      worker.off("message", answered.resolve).off("error", answered.reject);
      release(worker);
    }
  };
  const gateway = await startApiGateway({
    port: 0,
    integrationTimeoutMs: PATIENCE_MILLISECONDS,
    routes: FUNCTIONS.filter(({ name }) => SERVED.includes(name)).flatMap(({ name, routeKeys }) =>
      routeKeys.map((routeKey) => ({ routeKey, handler: (event) => call({ name, event }) })),
    ),
  });
  return {
    origin: gateway.origin,
    events,
    async stop() {
      await gateway.stop();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
