/**
 * Schema of `streaming`: networks, fleets and bastions. What is said of a fleet in the policy (Region, stack, name, stream
 * view) has no key here, so the two files cannot differ in it.
 */
import * as v from "valibot";
import { domainName, idReference, timeZone } from "../../functions/core/policy-schema-formats.ts";
import { byId, closed, list, someOf, text, wholeNumber } from "../../functions/core/policy-schema-shapes.ts";
import { type FleetCopy, type FleetWithCopies, withCopies } from "../streaming/fleet-copies.ts";
import type { BastionDeclaration, NetworkDeclaration, StreamingDeclaration } from "./deployment.ts";
import {
  allowedDomain,
  cron,
  directory,
  embedOrigin,
  hostAndPort,
  imageName,
  instanceType,
  ipv4Address,
  ipv4Range,
  samlProviderArn,
  transitGatewayId,
} from "./deployment-schema-formats.ts";

const MAX_INSTANCES = 100_000;
/** AppStream's own (API reference, CreateStack). */
const MAX_EMBED_DOMAINS = 20;

const network: v.GenericSchema<unknown, NetworkDeclaration> = closed({
  region: text,
  cidr: ipv4Range,
  subnets: v.array(closed({ zone: text, cidr: ipv4Range })),
  egress: v.optional(v.picklist(["none", "nat", "proxy", "firewall"]), "none"),
  proxy: v.optional(v.nullable(hostAndPort), null),
  allowedDomains: v.optional(list(allowedDomain), []),
  transitGateway: v.optional(v.nullable(closed({ id: transitGatewayId, routes: list(ipv4Range) })), null),
  internalPorts: v.optional(v.array(wholeNumber(1, 65_535))),
  resolvers: v.optional(closed({ domainName, addresses: someOf(ipv4Address) })),
});

const schedule = closed({
  cron,
  timeZone,
  minimum: wholeNumber(0, MAX_INSTANCES),
  maximum: wholeNumber(1, MAX_INSTANCES),
});

const capacity = closed({
  minimum: wholeNumber(0, MAX_INSTANCES),
  maximum: wholeNumber(1, MAX_INSTANCES),
  // At a hundred the last place is always taken before another is made.
  targetUtilization: v.optional(wholeNumber(10, 95), 75),
  schedules: v.optional(v.array(schedule), []),
});

/** The same application in another Region: all else is the original's. */
const copy: v.GenericSchema<unknown, FleetCopy> = closed({
  fleet: idReference,
  network: idReference,
  image: v.optional(imageName),
  capacity: v.optional(capacity),
});

const fleet: v.GenericSchema<unknown, FleetWithCopies> = closed({
  fleet: idReference,
  network: idReference,
  image: imageName,
  instanceType,
  fleetType: v.optional(v.picklist(["ALWAYS_ON", "ON_DEMAND"]), "ON_DEMAND"),
  sensitivity: v.picklist(["open", "restricted", "sealed"]),
  capacity,
  embedDomains: v.optional(
    v.pipe(list(embedOrigin), v.maxLength(MAX_EMBED_DOMAINS, `must be at most ${MAX_EMBED_DOMAINS}`)),
    [],
  ),
  directory: v.optional(v.nullable(directory), null),
  replacement: v.optional(v.picklist(["stop_and_start", "blue_green"]), "stop_and_start"),
  copies: v.optional(v.array(copy), []),
});

const bastion: v.GenericSchema<unknown, BastionDeclaration> = closed({
  fleet: idReference,
  network: idReference,
  image: imageName,
  instanceType: v.optional(instanceType, "stream.standard.medium"),
  maximum: wholeNumber(1, MAX_INSTANCES),
  variant: v.optional(v.picklist(["brokered", "domain_joined"]), "brokered"),
  directory: v.optional(v.nullable(directory), null),
  targets: v.optional(list(ipv4Range)),
  controllers: v.optional(someOf(ipv4Range)),
  samlProvider: v.optional(samlProviderArn),
});

export const streaming: v.GenericSchema<unknown, StreamingDeclaration> = closed({
  networks: byId(network),
  fleets: v.pipe(
    v.optional(v.array(fleet), []),
    v.transform((fleets) => withCopies(fleets)),
  ),
  bastions: v.optional(v.array(bastion), []),
  usageReports: v.optional(v.boolean(), true),
});
