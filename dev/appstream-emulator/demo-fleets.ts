/**
 * The fleets of a bank, for the local world: one of each kind that a policy can tell apart.
 * `sg-treasury-us` exists so that the residency wall has something to keep out.
 */
import type { EmulatedFleet } from "./world/emulated-fleet.ts";

const TREASURY_DESK = { name: "TreasuryDesk", displayName: "Treasury desk" };
const BRANCH_DESIGNER = { name: "BranchDesigner", displayName: "Branch designer" };
const SERVER_CONSOLE = { name: "ServerConsole", displayName: "Server console" };
const PAYMENT_RUN = { name: "PaymentRun", displayName: "Payment run" };
const LEGACY_LEDGER = { name: "LegacyLedger", displayName: "Legacy ledger" };
const DESKTOP_APPLICATIONS = [
  { name: "Firefox", displayName: "Firefox" },
  { name: "LibreOffice", displayName: "LibreOffice" },
];

const ORDINARY = {
  fleetType: "ALWAYS_ON",
  state: "RUNNING",
  streamView: "APP",
  domainJoined: false,
  disconnectTimeoutSeconds: 900,
} as const;

export const DEMO_FLEETS: readonly EmulatedFleet[] = [
  {
    ...ORDINARY,
    region: "eu-west-1",
    stack: "sg-treasury-eu",
    fleet: "sg-treasury-ireland",
    applications: [TREASURY_DESK],
    capacity: 12,
  },
  {
    ...ORDINARY,
    region: "eu-central-1",
    stack: "sg-treasury-eu-central",
    fleet: "sg-treasury-frankfurt",
    applications: [TREASURY_DESK],
    capacity: 8,
  },
  {
    ...ORDINARY,
    region: "us-east-1",
    stack: "sg-treasury-us",
    fleet: "sg-treasury-virginia",
    applications: [TREASURY_DESK],
    capacity: 20,
  },
  {
    ...ORDINARY,
    region: "eu-west-1",
    stack: "sg-design-eu",
    fleet: "sg-design-ireland",
    applications: [BRANCH_DESIGNER],
    capacity: 6,
  },
  {
    ...ORDINARY,
    region: "us-east-1",
    stack: "sg-design-us",
    fleet: "sg-design-virginia",
    fleetType: "ON_DEMAND",
    applications: [BRANCH_DESIGNER],
    capacity: 6,
  },
  {
    ...ORDINARY,
    region: "eu-west-1",
    stack: "sg-admin-eu",
    fleet: "sg-admin-ireland",
    applications: [SERVER_CONSOLE],
    capacity: 2,
  },
  {
    ...ORDINARY,
    region: "eu-west-1",
    stack: "sg-desktop-eu",
    fleet: "sg-desktop-ireland",
    streamView: "DESKTOP",
    applications: DESKTOP_APPLICATIONS,
    capacity: 10,
  },
  {
    ...ORDINARY,
    region: "us-east-1",
    stack: "sg-desktop-us",
    fleet: "sg-desktop-virginia",
    streamView: "DESKTOP",
    applications: DESKTOP_APPLICATIONS,
    capacity: 10,
  },
  {
    ...ORDINARY,
    region: "eu-west-1",
    stack: "sg-payments-eu",
    fleet: "sg-payments-ireland",
    applications: [PAYMENT_RUN],
    capacity: 4,
  },
  {
    ...ORDINARY,
    region: "eu-west-1",
    stack: "sg-legacy-eu",
    fleet: "sg-legacy-joined",
    applications: [LEGACY_LEDGER],
    capacity: 4,
    domainJoined: true,
  },
];
