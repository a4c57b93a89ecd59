/**
 * AppStream through the official SDK, as somebody asks it who has time: at most four calls at once, a deadline for each,
 * throttles and hiccups tried again out of one budget. A Region that is not there, or that takes nobody's credentials, is
 * asked once and then left alone.
 */
import { AppStreamClient } from "@aws-sdk/client-appstream";
import { gatewayFailure } from "../../functions/appstream/failure.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import { withinDeadline } from "../../functions/deadline.ts";
import type { CallFailure, CallFault } from "./account-facts.ts";

export interface AccountCallsOptions {
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
  /** One try, its body included; default 5 s. */
  readonly deadlineMilliseconds?: number;
  /** Before the second try, doubled before each further one, with jitter; default 200 ms. */
  readonly firstPauseMilliseconds?: number;
}

type Call<T> = (client: AppStreamClient, abortSignal: AbortSignal) => Promise<T>;

export interface AccountCalls {
  /** Never rejects. `operation` as the API names it. */
  ask<T>(region: string, operation: string, call: Call<T>): Promise<Result<T, CallFailure>>;
}

const DEADLINE_MILLISECONDS = 5_000;
const CONNECTION_MILLISECONDS = 2_000;
const AT_ONCE = 4;
const TRIES = 4;
/** Second and later tries of the whole run. */
const RETRY_BUDGET = 20;
const FIRST_PAUSE_MILLISECONDS = 200;

const PASSING: ReadonlySet<CallFault> = new Set(["throttled", "region_failing"]);
const HOPELESS: ReadonlySet<CallFault> = new Set([
  "region_unreachable",
  "attempt_timed_out",
  "credentials_rejected",
]);

export function createAccountCalls({
  endpoint,
  deadlineMilliseconds = DEADLINE_MILLISECONDS,
  firstPauseMilliseconds = FIRST_PAUSE_MILLISECONDS,
}: AccountCallsOptions): AccountCalls {
  const clients = new Map<string, AppStreamClient>();
  const hopeless = new Map<string, CallFault>();
  const turn = turnstile(AT_ONCE);
  let retries = RETRY_BUDGET;

  const once = async <T>(region: string, call: Call<T>): Promise<Result<T, CallFault>> => {
    const given = hopeless.get(region);
    if (given !== undefined) return err(given);
    const client = clients.get(region) ?? createClient(region, endpoint, deadlineMilliseconds);
    clients.set(region, client);
    const late: Result<T, CallFault> = err("attempt_timed_out");
    const answer = await withinDeadline<Result<T, CallFault>>(deadlineMilliseconds, late, async (signal) => {
      try {
        return ok(await call(client, signal));
      } catch (cause) {
        return err(gatewayFailure(cause).fault);
      }
    });
    if (!answer.ok && HOPELESS.has(answer.error)) hopeless.set(region, answer.error);
    return answer;
  };

  return {
    ask: (region, operation, call) =>
      turn(async () => {
        for (let tried = 1; ; tried += 1) {
          const answer = await once(region, call);
          if (answer.ok) return answer;
          const fault = answer.error;
          if (!PASSING.has(fault) || tried === TRIES || retries === 0) {
            return err({ region, action: `appstream:${operation}`, fault });
          }
          retries -= 1;
          await pause(firstPauseMilliseconds * 2 ** (tried - 1) * (0.5 + Math.random()));
        }
      }),
  };
}

function createClient(region: string, endpoint: string | undefined, requestTimeout: number): AppStreamClient {
  return new AppStreamClient({
    region,
    // Ours are the retries, so that they have one budget.
    maxAttempts: 1,
    ...(endpoint && { endpoint: endpoint.replaceAll("{region}", region) }),
    requestHandler: {
      connectionTimeout: CONNECTION_MILLISECONDS,
      requestTimeout,
      throwOnRequestTimeout: true,
    },
  });
}

/** Lets so many through at once; the others wait their turn. */
function turnstile(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
