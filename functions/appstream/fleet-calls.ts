/**
 * The three questions about fleets, paged by hand: the SDK has no paginators for them.
 * Invariant: an answer of more pages than we read says nothing of what is not on them.
 */
import {
  type AppStreamClient,
  DescribeFleetsCommand,
  DescribeSessionsCommand,
  type Fleet,
  ListAssociatedFleetsCommand,
} from "@aws-sdk/client-appstream";

const MOST_PAGES = 10;
/** Counting what goes on for longer costs more than it tells. */
const MOST_SESSION_PAGES = 5;
/** AppStream's largest. */
const SESSIONS_A_PAGE = 50;

export interface FleetListing {
  /** By name. */
  readonly fleets: ReadonlyMap<string, Fleet>;
  /** Everything there is was read, so a fleet that is not in here does not exist. */
  readonly isWhole: boolean;
}

/** Without `names`: all fleets of the account in this Region. Undefined: no usable answer. */
export async function describeFleets(
  client: AppStreamClient,
  names: readonly string[] | undefined,
  abortSignal: AbortSignal,
): Promise<FleetListing | undefined> {
  const found = await pages<Fleet>(MOST_PAGES, async (NextToken) => {
    const command = new DescribeFleetsCommand({ ...(names && { Names: [...names] }), NextToken });
    const { Fleets, NextToken: next } = await client.send(command, { abortSignal });
    return { items: Fleets, next };
  });
  if (found === undefined) return undefined;
  const named = found.items.filter((fleet) => typeof fleet?.Name === "string");
  return {
    fleets: new Map(named.map((fleet) => [fleet.Name as string, fleet])),
    isWhole: found.isWhole && names === undefined,
  };
}

export interface Association {
  readonly fleets: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/** Undefined: no usable answer. A stack that does not exist is AppStream's exception. */
export async function associatedFleets(
  client: AppStreamClient,
  stack: string,
  abortSignal: AbortSignal,
): Promise<Association | undefined> {
  const found = await pages<string>(MOST_PAGES, async (NextToken) => {
    const command = new ListAssociatedFleetsCommand({ StackName: stack, NextToken });
    const { Names, NextToken: next } = await client.send(command, { abortSignal });
    return { items: Names, next };
  });
  return found && { fleets: new Set(found.items), isWhole: found.isWhole };
}

/** Null: not to be counted with a few questions. */
export async function runningSessions(
  client: AppStreamClient,
  stack: string,
  fleet: string,
  abortSignal: AbortSignal,
): Promise<number | null> {
  const found = await pages<{ readonly State?: unknown }>(MOST_SESSION_PAGES, async (NextToken) => {
    const command = new DescribeSessionsCommand({
      ...{ StackName: stack, FleetName: fleet, Limit: SESSIONS_A_PAGE, NextToken },
    });
    const { Sessions, NextToken: next } = await client.send(command, { abortSignal });
    return { items: Sessions, next };
  });
  return found?.isWhole ? found.items.filter((session) => session?.State !== "EXPIRED").length : null;
}

interface Page {
  /** Unchecked. */
  readonly items: unknown;
  readonly next: unknown;
}

/** Undefined where a page is none. */
async function pages<T>(
  most: number,
  page: (token: string | undefined) => Promise<Page>,
): Promise<{ readonly items: readonly T[]; readonly isWhole: boolean } | undefined> {
  const all: T[] = [];
  let token: string | undefined;
  for (let count = 0; count < most; count += 1) {
    const { items, next } = await page(token);
    if (!Array.isArray(items)) return undefined;
    all.push(...items);
    if (typeof next !== "string" || next === "") return { items: all, isWhole: true };
    token = next;
  }
  return { items: all, isWhole: false };
}
