/** An operator's question without HTTP or a table: one launch in the archive, a help desk, and what was audited. */
import type { ArchivedLaunch } from "../../functions/core/explain-launch.ts";
import { explainRequestParser } from "../../functions/core/explain-request.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { ExplainPorts } from "../../functions/operators/explain-for-operator.ts";
import type { LaunchArchive } from "../../functions/ports.ts";
import { anArchivedLaunch, anExplainIndex, NOON } from "./explain-builders.ts";
import { type MemoryAudit, memoryAudit } from "./http-builders.ts";

export const LUCIA: Principal = {
  ...{ identityProvider: "corporate", subject: "lucia-1", userId: "u-lucia", groups: ["help-desk"] },
  ...{ displayName: "Lucía Example", email: "lucia@northwind.example", country: undefined },
  ...{ mfaEvidence: undefined, authenticatedAt: NOON - 60 },
};

/** Has the launches it is given; `silent` Regions say nothing. */
export function memoryArchive(
  launches: readonly ArchivedLaunch[] = [anArchivedLaunch()],
  silent: readonly string[] = [],
): LaunchArchive {
  return {
    async find(launchId) {
      const launch = launches.find((candidate) => candidate.launchId === launchId);
      if (launch !== undefined) return ok(launch);
      return err(silent.length === 0 ? { kind: "not_found" } : { kind: "unavailable", regions: silent });
    },
  };
}

export type ExplainStage = ExplainPorts & { readonly audit: MemoryAudit };

export function anExplainStage(change: Partial<ExplainPorts> = {}): ExplainStage {
  const index = anExplainIndex();
  return {
    ...{ index, archive: memoryArchive(), now: () => NOON * 1_000, parse: explainRequestParser(index) },
    ...change,
    audit: memoryAudit(),
  };
}
