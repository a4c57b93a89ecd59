/**
 * The rows of redemptions in the table of refusals: one for each thing that is checked, so that an operator knows what an
 * instance brought, and whoever brought it learns nothing.
 */

const refused = { status: 403, code: "context_refused", page: "not_this_way" } as const;
const ourFault = { status: 503, code: "unavailable", page: "unexpected", operatorFault: true } as const;

export const CONTEXT_REFUSALS = {
  // Who asks
  redemption_malformed: refused,
  instance_unauthenticated: refused,
  instance_clock_off: refused,
  instance_not_allowed: refused,

  // The handle
  handle_home_unknown: refused,
  handle_unknown: refused,
  handle_altered: refused,
  handle_of_another_user: refused,
  handle_of_another_fleet: refused,
  handle_of_failed_launch: refused,
  handle_spent: refused,
  handle_expired: refused,

  // What the application is handed
  handover_application_gone: refused,
  handover_unreadable: { ...refused, operatorFault: true },
  handover_refused: refused,

  // What could not be asked
  context_store_unavailable: ourFault,
  fleet_key_unavailable: ourFault,
  token_key_unavailable: ourFault,
} as const;

export type ContextReason = keyof typeof CONTEXT_REFUSALS;
