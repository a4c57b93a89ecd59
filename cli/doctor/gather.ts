/**
 * Everything the checks want to know, asked of AppStream once each: a Region's fleets and stacks whole, then what belongs
 * to those that the policy names. What cannot be had is left undefined, and why stands in `failures`.
 */
import type { FleetPolicy, Policy } from "../../functions/core/policy.ts";
import type { Result } from "../../functions/core/result.ts";
import type { AccountCalls } from "./account-calls.ts";
import type { AccountFacts, AccountFleet, CallFailure, FleetFacts, RegionNames } from "./account-facts.ts";
import {
  applicationsOfElasticFleet,
  applicationsOfImage,
  fleetsOfRegion,
  fleetsOfStack,
  mayCreateStreamingUrls,
  stacksOfRegion,
} from "./account-reader.ts";

export interface GatherOptions {
  /** Also whether these credentials may create streaming URLs: for those of the launch function. */
  readonly askPermissions: boolean;
}

export async function gatherFacts(
  policy: Policy,
  calls: AccountCalls,
  { askPermissions }: GatherOptions,
): Promise<AccountFacts> {
  const failures: CallFailure[] = [];
  const known = async <T>(asked: Promise<Result<T, CallFailure>>): Promise<T | undefined> => {
    const answer = await asked;
    if (answer.ok) return answer.value;
    failures.push(answer.error);
    return undefined;
  };
  const inventories = new Map(
    await Promise.all(
      [...new Set(Object.values(policy.fleets).map(({ region }) => region))].map(async (region) => {
        const fleets = await known(fleetsOfRegion(calls, region));
        return [region, { fleets, stacks: await known(stacksOfRegion(calls, region)) }] as const;
      }),
    ),
  );
  const associated = memo((region, stack) => known(fleetsOfStack(calls, region, stack)));
  const inImage = memo((region, arn) => known(applicationsOfImage(calls, region, arn)));
  const onElastic = memo((region, fleet) => known(applicationsOfElasticFleet(calls, region, fleet)));

  const factsOf = async (entry: FleetPolicy): Promise<FleetFacts> => {
    const { region, stack: stackName, fleet: fleetName } = entry;
    const inventory = inventories.get(region);
    const fleet = inventory?.fleets && (inventory.fleets.get(fleetName) ?? ("not_found" as const));
    const stack = inventory?.stacks && (inventory.stacks.get(stackName) ?? ("not_found" as const));
    // Both names lead nowhere where one of the two does not exist.
    const isThere = fleet !== "not_found" && stack !== "not_found";
    const names = isThere ? await associated(region, stackName) : undefined;
    return {
      ...{ fleet, stack, isAssociated: names?.includes(fleetName) },
      applications: await applicationsOf(fleet, region, fleetName),
      streamingUrls:
        askPermissions && entry.launchMethod === "streaming_url"
          ? await known(mayCreateStreamingUrls(calls, region, stackName, fleetName))
          : undefined,
    };
  };
  const applicationsOf = async (
    fleet: AccountFleet | "not_found" | undefined,
    region: string,
    name: string,
  ): Promise<readonly string[] | undefined> => {
    if (fleet === undefined || fleet === "not_found") return undefined;
    if (fleet.isElastic) return await onElastic(region, name);
    return fleet.imageArn === undefined ? undefined : await inImage(region, fleet.imageArn);
  };

  const fleets = await Promise.all(
    Object.entries(policy.fleets).map(async ([id, entry]) => [id, await factsOf(entry)] as const),
  );
  const regions = [...inventories].map(([region, inventory]) => [region, namesOf(inventory)] as const);
  return { fleets: new Map(fleets), regions: new Map(regions), failures };
}

function namesOf({
  fleets,
  stacks,
}: {
  readonly fleets: ReadonlyMap<string, unknown> | undefined;
  readonly stacks: ReadonlyMap<string, unknown> | undefined;
}): RegionNames {
  return { fleets: fleets && [...fleets.keys()], stacks: stacks && [...stacks.keys()] };
}

/** Several fleets of a policy share a stack or an image; each is asked about once. */
function memo<T>(ask: (region: string, name: string) => Promise<T>) {
  const asked = new Map<string, Promise<T>>();
  return (region: string, name: string): Promise<T> => {
    const key = `${region} ${name}`;
    const answer = asked.get(key) ?? ask(region, name);
    asked.set(key, answer);
    return answer;
  };
}
