/**
 * What ships beside the functions: the policy after every check, with defaults filled in.
 * The digest is made where the file is made; core has no cryptography.
 */
import type { Policy } from "./policy.ts";

export interface CompiledPolicy {
  readonly format: 1;
  /** First 16 hexadecimal digits of SHA-256 over `JSON.stringify(policy)`. */
  readonly version: string;
  readonly policy: Policy;
}
