/**
 * The printed report: what the launch function is compared with, every deployed bundle, the decisions, SAML responses,
 * outages, and the targets. Ratios are to the sample, for SAML to node-saml alone.
 */
import type { Variant } from "./build-variant.ts";
import { buttonTable } from "./button/report.ts";
import type { DecisionFigures } from "./decisions.ts";
import { handoverTables } from "./handover/report.ts";
import { outageTables } from "./outages/report.ts";
import type { SampleFigures } from "./saml/verifications.ts";
import { VERIFIERS } from "./saml/verifiers.ts";
import { formatTable } from "./table.ts";
import { type Report, verdicts } from "./targets.ts";

export function formatReport(report: Report): string {
  return [
    variantTable(report),
    deployedTable(report),
    decisionTable(report),
    catalogueTable(report),
    verificationTable(report),
    worstInputTable(report),
    outageTables(report.outages),
    handoverTables(report.handover),
    buttonTable(report.button),
    targetTable(report),
  ].join("\n\n");
}

function variantTable(report: Report): string {
  const heading = [
    "function",
    "cold ms",
    "",
    "init",
    "warm p50",
    "",
    "p99 ms",
    "req/s",
    "",
    "bundle KB",
    "RSS MB",
  ];
  return formatTable([heading, ...report.compared.map((variant) => variantRow(variant, report))]);
}

function variantRow({ id, name, size }: Variant, { cold, warm }: Report): readonly string[] {
  const [start, call] = [cold.get(id), warm.get(id)];
  const [sampleStart, sampleCall] = [cold.get("sample"), warm.get("sample")];
  return [
    name,
    fixed(start?.total, 1),
    times(start?.total, sampleStart?.total),
    fixed(start?.init, 1),
    fixed(call?.p50, 2),
    times(call?.p50, sampleCall?.p50),
    fixed(call?.p99, 2),
    fixed(call?.perSecond, 0),
    times(call?.perSecond, sampleCall?.perSecond),
    fixed(size?.kilobytes, 0),
    fixed(call?.residentMegabytes, 0),
  ];
}

function deployedTable({ deployed, cold }: Report): string {
  const sample = cold.get("sample")?.total;
  const rows = deployed.map(({ id, name, size }) => {
    const start = cold.get(id);
    return [
      name,
      fixed(size?.kilobytes, 0),
      fixed(size?.gzipKilobytes, 0),
      fixed(start?.total, 1),
      times(start?.total, sample),
      fixed(start?.init, 1),
    ];
  });
  return formatTable([["deployed bundle: first asked", "KB", "gzip KB", "cold ms", "", "init"], ...rows]);
}

function catalogueTable({ catalogue: { applications, p50, p99, kilobytes } }: Report): string {
  const row = [`${applications} applications`, fixed(p50, 2), fixed(p99, 2), fixed(kilobytes, 0)];
  return formatTable([["catalogue, in the handler", "p50 ms", "p99 ms", "page KB"], row]);
}

function decisionTable({ decisions: { bySize, everywhere } }: Report): string {
  const base = bySize[0]?.perSecond;
  const row = ({ name, perSecond, permittedShare }: DecisionFigures): readonly string[] => [
    name,
    Math.round(perSecond).toLocaleString("en"),
    fixed(1e6 / perSecond, 2),
    times(base, perSecond),
    `${fixed(permittedShare * 100, 0)} %`,
  ];
  const heading = ["decide: applications/fleets/ranges", "decisions/s", "µs", "cost", "permitted"];
  return formatTable([heading, ...[...bySize, everywhere].map(row)]);
}

function verificationTable({ verifications }: Report): string {
  const heading = ["one SAML response verified", "p50 ms", "", "p95 ms"];
  return formatTable([heading, ...verifications.flatMap(verificationRows)]);
}

function verificationRows({ name, byVerifier }: SampleFigures): readonly (readonly string[])[] {
  const base = byVerifier.get("node-saml")?.p50;
  const rows = [...byVerifier].map(([id, { p50, p95 }]) => [
    `  ${VERIFIERS[id].name}`,
    fixed(p50, 2),
    times(p50, base),
    fixed(p95, 2),
  ]);
  return [[name], ...rows];
}

function worstInputTable({ worstInputs }: Report): string {
  const rows = worstInputs.map(({ outcome, milliseconds, tried, description, reason }) => [
    `${outcome}: ${reason === undefined ? description : `${description} (${reason})`}`,
    fixed(milliseconds, 0),
    String(tried),
  ]);
  return formatTable([["costliest SAML response at the limits", "ms", "tried"], ...rows]);
}

function targetTable(report: Report): string {
  const rows = verdicts(report).map(({ target, limit, found, isMet }) => [
    target,
    limit,
    found,
    isMet ? "PASS" : "MISS",
  ]);
  return formatTable([["target", "limit", "found", ""], ...rows]);
}

function fixed(value: number | undefined, digits: number): string {
  return value === undefined ? "-" : value.toFixed(digits);
}

function times(value: number | undefined, base: number | undefined): string {
  return value === undefined || base === undefined ? "" : `×${(value / base).toFixed(2)}`;
}
