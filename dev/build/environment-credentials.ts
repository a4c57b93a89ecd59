/** Stands in for `@aws-sdk/credential-provider-node` in bundles: on Lambda, credentials come from the environment. */
import { fromEnv } from "@aws-sdk/credential-provider-env";

export const defaultProvider = fromEnv;
