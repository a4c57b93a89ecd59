/**
 * The questions of `streamgate doctor` to AppStream, each whole: page after page, and the answer in our words.
 * Invariant: nothing here changes anything. The one call that could make something, CreateStreamingURL, has two
 * parameters that AppStream refuses, and whatever it answers is thrown away.
 */
import {
  CreateStreamingURLCommand,
  DescribeApplicationFleetAssociationsCommand,
  DescribeApplicationsCommand,
  DescribeFleetsCommand,
  DescribeImagesCommand,
  DescribeStacksCommand,
  type Fleet,
  ListAssociatedFleetsCommand,
  type Stack,
} from "@aws-sdk/client-appstream";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { AccountCalls } from "./account-calls.ts";
import type { AccountFleet, AccountStack, CallFailure } from "./account-facts.ts";

type Known<T> = Promise<Result<T, CallFailure>>;

/** More pages than any account has; a token that never ends must not hold us. */
const MAX_PAGES = 200;

/** One character, and not one of those allowed: AppStream wants 2–32 of `[\w+=,.@-]`. */
const IMPOSSIBLE_USER_ID = "!";
/** The least is a second. */
const IMPOSSIBLE_VALIDITY = 0;

export function fleetsOfRegion(
  calls: AccountCalls,
  region: string,
): Known<ReadonlyMap<string, AccountFleet>> {
  return calls.ask(region, "DescribeFleets", async (client, abortSignal) => {
    const fleets = await allPages(async (NextToken) => {
      const page = await client.send(new DescribeFleetsCommand({ NextToken }), { abortSignal });
      return { items: page.Fleets, next: page.NextToken };
    });
    return new Map(fleets.map((fleet) => [String(fleet.Name), accountFleet(fleet)]));
  });
}

export function stacksOfRegion(
  calls: AccountCalls,
  region: string,
): Known<ReadonlyMap<string, AccountStack>> {
  return calls.ask(region, "DescribeStacks", async (client, abortSignal) => {
    const stacks = await allPages(async (NextToken) => {
      const page = await client.send(new DescribeStacksCommand({ NextToken }), { abortSignal });
      return { items: page.Stacks, next: page.NextToken };
    });
    return new Map(stacks.map((stack) => [String(stack.Name), accountStack(stack)]));
  });
}

export function fleetsOfStack(
  calls: AccountCalls,
  region: string,
  StackName: string,
): Known<readonly string[]> {
  return calls.ask(region, "ListAssociatedFleets", (client, abortSignal) =>
    allPages(async (NextToken) => {
      const command = new ListAssociatedFleetsCommand({ StackName, NextToken });
      const page = await client.send(command, { abortSignal });
      return { items: page.Names, next: page.NextToken };
    }),
  );
}

/** An image that is gone, or shared with us no more, is a failure of its own (`stack_or_fleet_not_found`). */
export function applicationsOfImage(
  calls: AccountCalls,
  region: string,
  imageArn: string,
): Known<readonly string[]> {
  return calls.ask(region, "DescribeImages", async (client, abortSignal) => {
    const images = await client.send(new DescribeImagesCommand({ Arns: [imageArn] }), { abortSignal });
    const applications = (images.Images ?? []).flatMap((image) => image.Applications ?? []);
    return applications.map(({ Name }) => String(Name));
  });
}

/** What is associated with an Elastic fleet, by the applications' own names. */
export async function applicationsOfElasticFleet(
  calls: AccountCalls,
  region: string,
  FleetName: string,
): Known<readonly string[]> {
  const arns = await calls.ask(
    region,
    "DescribeApplicationFleetAssociations",
    async (client, abortSignal) => {
      const associations = await allPages(async (NextToken) => {
        const command = new DescribeApplicationFleetAssociationsCommand({ FleetName, NextToken });
        const page = await client.send(command, { abortSignal });
        return { items: page.ApplicationFleetAssociations, next: page.NextToken };
      });
      return associations.map(({ ApplicationArn }) => String(ApplicationArn));
    },
  );
  // Without ARNs the call would give every application of the account.
  if (!arns.ok || arns.value.length === 0) return arns;
  return await calls.ask(region, "DescribeApplications", async (client, abortSignal) => {
    const applications = await allPages(async (NextToken) => {
      const command = new DescribeApplicationsCommand({ Arns: [...arns.value], NextToken });
      const page = await client.send(command, { abortSignal });
      return { items: page.Applications, next: page.NextToken };
    });
    return applications.map(({ Name }) => String(Name));
  });
}

/**
 * Asks for a streaming URL that cannot be made. AppStream authorises before it looks whether anything exists, so a
 * denial says that the role lacks the permission; any other refusal says only that it was not denied.
 */
export async function mayCreateStreamingUrls(
  calls: AccountCalls,
  region: string,
  stack: string,
  fleet: string,
): Known<"denied" | "not_denied"> {
  const asked = await calls.ask(region, "CreateStreamingURL", async (client, abortSignal) => {
    const command = new CreateStreamingURLCommand({
      StackName: stack,
      FleetName: fleet,
      UserId: IMPOSSIBLE_USER_ID,
      Validity: IMPOSSIBLE_VALIDITY,
    });
    await client.send(command, { abortSignal });
  });
  if (asked.ok) return ok("not_denied");
  const { fault } = asked.error;
  if (fault === "access_denied") return ok("denied");
  const isRefusal =
    fault === "invalid_parameter" ||
    fault === "invalid_parameter_combination" ||
    fault === "stack_or_fleet_not_found" ||
    fault === "operation_not_permitted" ||
    fault === "fleet_not_available";
  return isRefusal ? ok("not_denied") : err(asked.error);
}

function accountFleet(fleet: Fleet): AccountFleet {
  const capacity = fleet.ComputeCapacityStatus;
  const isElastic = fleet.FleetType === "ELASTIC";
  const sessions =
    fleet.MaxSessionsPerInstance === undefined ? capacity?.Desired : capacity?.DesiredUserSessions;
  return {
    state: String(fleet.State),
    isElastic,
    streamView: fleet.StreamView && (fleet.StreamView === "DESKTOP" ? "desktop" : "app"),
    isDomainJoined: fleet.DomainJoinInfo?.DirectoryName !== undefined,
    errors: (fleet.FleetErrors ?? []).map(({ ErrorCode }) => String(ErrorCode)),
    places: isElastic ? fleet.MaxConcurrentSessions : sessions,
    imageArn: fleet.ImageArn,
    maxUserDurationSeconds: fleet.MaxUserDurationInSeconds,
    disconnectTimeoutSeconds: fleet.DisconnectTimeoutInSeconds,
    account: /^arn:[^:]+:appstream:[^:]+:(\d{12}):/.exec(fleet.Arn ?? "")?.[1],
  };
}

function accountStack({ RedirectURL, EmbedHostDomains, StackErrors }: Stack): AccountStack {
  return {
    redirectUrl: RedirectURL,
    embedHostDomains: EmbedHostDomains ?? [],
    errors: (StackErrors ?? []).map(({ ErrorCode }) => String(ErrorCode)),
  };
}

async function allPages<T>(
  ask: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[] | undefined; readonly next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { items, next } = await ask(token);
    all.push(...(items ?? []));
    if (!next) break;
    token = next;
  }
  return all;
}
