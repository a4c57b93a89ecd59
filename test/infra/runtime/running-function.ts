/** A synthesised function in a process of its own, one event after the other, with the audit events it writes. */
import { type Sandbox, startSandbox } from "../../../dev/lambda-runtime/sandbox.ts";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import type { SynthesisedFunction } from "./synthesised.ts";

export interface RunningFunction {
  readonly events: readonly AuditEvent[];
  /** The event and the answer travel as JSON. Rejects with what the function threw. */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** `overlay` is what a local world must replace; all else is the template's, as it stands. */
export async function runFunction(
  { taskRoot, handler, timeoutSeconds, variables, region, archive }: SynthesisedFunction,
  clientFile: string,
  overlay: Readonly<Record<string, string>>,
): Promise<RunningFunction> {
  const events: AuditEvent[] = [];
  const sandbox: Sandbox = await startSandbox({
    clientFile,
    taskRoot,
    handler,
    timeoutSeconds,
    environment: { ...byLambda(region, archive), ...inPlace(variables, taskRoot), ...overlay },
    onLine: (line) => events.push(JSON.parse(line) as AuditEvent),
  });
  let last: Promise<unknown> = sandbox.initialised;
  try {
    await last;
  } catch (cause) {
    await sandbox.stop();
    throw cause;
  }
  return {
    events,
    async invoke(event) {
      const before = last;
      const done = Promise.withResolvers<void>();
      last = done.promise;
      await before;
      try {
        return JSON.parse(await sandbox.invoke(JSON.stringify(event)));
      } finally {
        done.resolve();
      }
    },
    stop: () => sandbox.stop(),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function byLambda(region: string, name: string): Readonly<Record<string, string>> {
  return {
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
  };
}

/** `/var/task` is where Lambda unpacks an archive. */
function inPlace(
  variables: Readonly<Record<string, string>>,
  taskRoot: string,
): Readonly<Record<string, string>> {
  const moved = Object.entries(variables).map(([name, value]) => [
    name,
    value.replace(/^\/var\/task(?=\/|$)/, taskRoot),
  ]);
  return Object.fromEntries(moved);
}
