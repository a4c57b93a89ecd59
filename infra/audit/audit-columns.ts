/**
 * PURE: the columns of the audit table, the fields of every kind of event in functions/core/audit-event.ts. What differs
 * from event to event is a string of JSON. A test holds the columns against real events.
 */

export interface Column {
  readonly name: string;
  readonly type: string;
}

const column = (name: string, type = "string"): Column => ({ name, type });

/** Athena knows no capitals: `correlationId` is read as `correlationid`. */
export const AUDIT_COLUMNS: readonly Column[] = [
  column("schema"),
  column("time"),
  column("correlationid"),
  column("severity"),
  column("event"),
  column("outcome"),
  column("principal", "struct<identityprovider:string,subject:string,userid:string>"),
  column("refusal", "struct<reason:string,evidence:string>"),
  column("identityprovider"),
  column("mfaevidence"),
  column("launchid"),
  column("application"),
  column("policyversion"),
  column("grant"),
  column("location", "struct<country:string,provenance:string,network:string>"),
  column("candidates"),
  column("failedattempts"),
  column("placement", "struct<fleetid:string,region:string,stack:string,fleet:string>"),
  column("awsrequestid"),
  column("client"),
  column("waitreason"),
  column("waitedseconds", "int"),
  column("fleetid"),
  column("sessionid"),
  column("about", "struct<identityprovider:string,subject:string,userid:string>"),
  column("lookup"),
  column("by"),
  column("operator", "struct<identityprovider:string,subject:string,userid:string>"),
  column("reason"),
  column(
    "approval",
    "struct<id:string,approver:struct<identityprovider:string,subject:string,userid:string>>",
  ),
  column("approver", "struct<identityprovider:string,subject:string,userid:string>"),
  column("approvalid"),
  column("comment"),
  column("until", "bigint"),
  column("route"),
  column("certificatedays", "int"),
  column("metadatadays", "int"),
  column("fault"),
  column("detail"),
];

export const PARTITION_COLUMNS: readonly Column[] = [column("region"), column("day")];

/** Before the first deployment of this product there is no event; a query must bound `day` from below anyway. */
export const FIRST_DAY = "2026-01-01";
