/** How much is measured. The short run is for a look; figures to quote come from the full one. */
import type { WarmPlan } from "./warm-calls.ts";

export interface Plan {
  /** Fresh processes of each variant. */
  readonly coldProcesses: number;
  readonly warm: WarmPlan;
  readonly decisionRounds: number;
  /** Of every verifier over every SAML response. */
  readonly verificationRounds: number;
  /** How long the costliest SAML response is searched for. */
  readonly searchMilliseconds: number;
}

export const FULL: Plan = {
  coldProcesses: 31,
  warm: { warmUpCalls: 400, calls: 4_000, callsARound: 200 },
  decisionRounds: 60,
  verificationRounds: 200,
  searchMilliseconds: 30_000,
};

export const QUICK: Plan = {
  coldProcesses: 9,
  warm: { warmUpCalls: 200, calls: 800, callsARound: 100 },
  decisionRounds: 20,
  verificationRounds: 40,
  searchMilliseconds: 10_000,
};
