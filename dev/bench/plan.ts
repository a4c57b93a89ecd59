/** How much is measured. The short run is for a look; figures to quote come from the full one. */
import type { WarmPlan } from "./warm-calls.ts";

export interface Plan {
  /** Fresh processes of each variant. */
  readonly coldProcesses: number;
  readonly warm: WarmPlan;
  readonly decisionRounds: number;
  readonly catalogueCalls: number;
  /** Of every verifier over every SAML response. */
  readonly verificationRounds: number;
  /** How long the costliest SAML response is searched for. */
  readonly searchMilliseconds: number;
  /** Under each fault. */
  readonly launchesAFault: number;
  readonly morningLaunches: number;
  /** Redemptions beside writes, redemptions of one handle, and starts of the launcher. */
  readonly handover: { readonly redemptions: number; readonly racers: number; readonly starts: number };
  /** Of a page with launch buttons. */
  readonly buttonLoads: number;
  readonly waiting: { readonly people: number; readonly minutes: number };
}

export const FULL: Plan = {
  coldProcesses: 31,
  warm: { warmUpCalls: 400, calls: 4_000, callsARound: 200 },
  decisionRounds: 60,
  catalogueCalls: 2_000,
  verificationRounds: 200,
  searchMilliseconds: 30_000,
  launchesAFault: 500,
  morningLaunches: 1_000,
  handover: { redemptions: 1_000, racers: 10_000, starts: 15 },
  buttonLoads: 200,
  waiting: { people: 10_000, minutes: 10 },
};

export const QUICK: Plan = {
  coldProcesses: 9,
  warm: { warmUpCalls: 200, calls: 800, callsARound: 100 },
  decisionRounds: 20,
  catalogueCalls: 400,
  verificationRounds: 40,
  searchMilliseconds: 10_000,
  launchesAFault: 500,
  morningLaunches: 1_000,
  handover: { redemptions: 300, racers: 10_000, starts: 5 },
  buttonLoads: 50,
  waiting: { people: 1_000, minutes: 5 },
};
