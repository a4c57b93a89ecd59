/**
 * The applications this person may launch, each with how it stands for them now. The policy says which; of the moment
 * one look is taken for all of them: the fleets' states as launches share them, where the person's launches went, and what
 * they use of what is limited.
 * Invariant: AppStream is asked nothing for the sake of a list, and the list is never later than the look-ahead.
 */
import type { ApprovalGrants } from "../approval-ports.ts";
import { type Admission, admit } from "../core/admission.ts";
import { type ApplicationState, applicationState } from "../core/application-state.ts";
import type { ApprovalGrant } from "../core/approval.ts";
import { launchPath } from "../core/intent.ts";
import { listedState } from "../core/listed-state.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import { LONGEST_STREAMING_SECONDS } from "../core/longest-session.ts";
import type { IndexedApplication, IndexedFleet, PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import { type Situation, UNKNOWN_SITUATION } from "../core/situation.ts";
import { withinDeadline } from "../deadline.ts";
import { locationFor, type RequestEvidence, slotPlaces } from "../launching/look-around.ts";
import { newest, unheardSession } from "../launching/person-sessions.ts";
import type { FleetWatch, PlaceStore, RecordedPlace } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { type KnownUsePorts, usedBy } from "./known-use.ts";

export interface CataloguePorts extends KnownUsePorts {
  readonly watch: FleetWatch;
  readonly places: Pick<PlaceStore, "recent">;
  /** Asked for applications that somebody must approve, and no others. */
  readonly grants: Pick<ApprovalGrants, "read">;
  /** An IP database's word about an address; left out where the policy asks none. */
  readonly countryOfIp?: ((ip: string) => string | undefined) | undefined;
}

export interface CatalogueQuestion {
  readonly principal: Principal;
  readonly evidence: RequestEvidence;
}

export interface CatalogueEntry {
  readonly id: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly icon: string | null;
  readonly group: LocalizedText | null;
  readonly state: ApplicationState;
  /** Path of the launch link, which leads on whatever the state. */
  readonly launchPath: string;
  /** Seconds since the epoch; undefined: not of late, or not known. */
  readonly lastOpenedAt: number | undefined;
}

export interface Catalogue {
  /** In the policy's order; those that are closed now among them. */
  applicationsFor(question: CatalogueQuestion): Promise<readonly CatalogueEntry[]>;
}

export function createCatalogue(ports: CataloguePorts): Catalogue {
  const { index, now } = ports;
  return {
    async applicationsFor({ principal, evidence }) {
      const nowEpochSeconds = epochSeconds(now());
      const location = locationFor(ports, principal, evidence);
      const asked = [...index.applications.values()].map((application) => {
        const input = { principal, applicationId: application.id, location, index, nowEpochSeconds };
        return { application, admission: admit(input) };
      });
      const fleets = new Map(asked.flatMap(({ admission }) => fleetsOf(admission)));
      const [{ situation, recent, seats }, approvals] = await Promise.all([
        lookOnce(ports, principal, [...fleets.values()], asked),
        approvalsOf(ports, principal, asked),
      ]);
      const moment = { principal, index, latencies: evidence.latencies, nowEpochSeconds, seats };
      return asked.flatMap(({ application, admission }) => {
        const approval = approvals.get(application.id);
        const theirs = approval === undefined ? situation : { ...situation, approval };
        const state =
          admission.outcome === "refuse"
            ? applicationState(admission, application)
            : listedState(admission, { ...moment, situation: theirs });
        return state === undefined ? [] : [entry(application, state, recent)];
      });
    },
  };
}

function fleetsOf(admission: Admission): readonly (readonly [string, IndexedFleet])[] {
  if (admission.outcome === "refuse") return [];
  return [...admission.fleets, ...admission.overflow].map((fleet) => [fleet.id, fleet] as const);
}

interface Asked {
  readonly application: IndexedApplication;
  readonly admission: Admission;
}

/** By application; where the store does not answer in time there is none, and the list says so. */
async function approvalsOf(
  { grants, index }: CataloguePorts,
  { userId }: Principal,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, ApprovalGrant>> {
  const approved = asked.filter(
    ({ application, admission }) => application.approvers !== null && admission.outcome === "admit",
  );
  const none: readonly (readonly [string, ApprovalGrant])[] = [];
  const found = await withinDeadline(index.policy.limits.lookAheadMilliseconds, none, async () => {
    const read = approved.map(async ({ application: { id } }) => ({
      id,
      grant: await grants.read(userId, id),
    }));
    return (await Promise.all(read)).flatMap(({ id, grant }) =>
      grant.ok && grant.value !== undefined ? [[id, grant.value] as const] : [],
    );
  });
  return new Map(found);
}

interface Look {
  readonly situation: Situation;
  readonly recent: readonly RecordedPlace[];
  readonly seats: ReadonlyMap<string, number>;
}

async function lookOnce(
  ports: CataloguePorts,
  { userId }: Principal,
  fleets: readonly IndexedFleet[],
  asked: readonly Asked[],
): Promise<Look> {
  const { index, watch, places, now } = ports;
  const nowEpochSeconds = epochSeconds(now());
  const [observed, opened, { use, seats }] = await Promise.all([
    fleets.length === 0 ? UNKNOWN_SITUATION : watch.observe(fleets, now()),
    withinDeadline(index.policy.limits.lookAheadMilliseconds, [], () =>
      places.recent(userId, nowEpochSeconds),
    ),
    usedBy(ports, userId, asked),
  ]);
  const slots = slotPlaces(use).filter(
    ({ launchedAt }) => nowEpochSeconds - launchedAt < LONGEST_STREAMING_SECONDS,
  );
  const recent = newest(opened, slots);
  const sessions = recent
    .filter(({ fleet, endedAt }) => endedAt === undefined && isBrokered(index, fleet))
    .map((place) => unheardSession(index, place, nowEpochSeconds));
  const situation = { ...UNKNOWN_SITUATION, ...observed, sessions, ...(use && { use }) };
  return { situation, recent: opened, seats };
}

/** AppStream knows who comes by federation by another name than ours. */
function isBrokered({ fleets }: PolicyIndex, id: string): boolean {
  return fleets.get(id)?.fleet.launchMethod === "streaming_url";
}

function entry(
  { id, application: { name, description, icon, group = null } }: IndexedApplication,
  state: ApplicationState,
  recent: readonly RecordedPlace[],
): CatalogueEntry {
  const opened = recent.filter(({ application }) => application === id).map(({ launchedAt }) => launchedAt);
  return {
    ...{ id, name, description, icon, group, state },
    launchPath: launchPath({ application: id, context: undefined, client: "web" }),
    lastOpenedAt: opened.length === 0 ? undefined : Math.max(...opened),
  };
}
