/** One AppStream client for each Region of the policy, made at init and shared: each has its connections. */
import { AppStreamClient } from "@aws-sdk/client-appstream";

export interface ClientOptions {
  readonly regions: ReadonlySet<string>;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpointTemplate: string | undefined;
  readonly attemptTimeoutMilliseconds: number;
}

export type AppStreamClients = ReadonlyMap<string, AppStreamClient>;

const CONNECTION_TIMEOUT_MILLISECONDS = 500;
/** The next candidate is the better retry, and the broker keeps the budget of both. */
const MAX_ATTEMPTS = 1;

export function createAppStreamClients(options: ClientOptions): AppStreamClients {
  return new Map([...options.regions].map((region) => [region, createClient(region, options)]));
}

function createClient(region: string, options: ClientOptions): AppStreamClient {
  return new AppStreamClient({
    region,
    maxAttempts: MAX_ATTEMPTS,
    ...(options.endpointTemplate && { endpoint: options.endpointTemplate.replaceAll("{region}", region) }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
      requestTimeout: options.attemptTimeoutMilliseconds,
      // Without it the SDK only logs a warning when the timeout passes.
      throwOnRequestTimeout: true,
    },
  });
}
