/**
 * PURE: the questions that auditors and operators ask, as Athena's saved queries. Each is bounded by day; `?` is asked
 * for when the query is run.
 */

export interface SavedQuery {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

const LAST_MONTH = "day >= date_format(current_date - interval '30' day, '%Y-%m-%d')";

const SESSION_COLUMNS = [
  "user_session_id",
  "aws_account_id",
  "region",
  "session_start_time",
  "session_end_time",
  "session_duration_in_seconds",
  "user_id",
  "user_arn",
  "authentication_type",
  "authentication_type_user_id",
  "fleet_name",
  "stack_name",
];

/** `allRegions`: a session is reported where its fleet is, and its launch is in the Region of the broker that made it. */
export function savedQueries(table: string, allRegions: string): readonly SavedQuery[] {
  return [
    {
      name: "launches-by-person",
      description:
        "Everything one person launched or was refused; ? is the subject their identity provider gives.",
      sql: `SELECT time, principal.identityprovider, application, outcome, refusal.reason, placement.fleetid, location.country, policyversion, launchid
FROM ${table}
WHERE event = 'launch' AND ${LAST_MONTH} AND principal.subject = ?
ORDER BY time DESC`,
    },
    {
      name: "refusals-by-reason",
      description: "How often each reason was given, by event and day.",
      sql: `SELECT day, event, refusal.reason, count(*) AS refusals, count(DISTINCT principal.userid) AS people
FROM ${table}
WHERE outcome = 'refused' AND ${LAST_MONTH}
GROUP BY day, event, refusal.reason
ORDER BY day DESC, refusals DESC`,
    },
    {
      name: "sign-ins-by-provider",
      description: "Sign-ins and refusals of each identity provider, by day.",
      sql: `SELECT day, identityprovider, outcome, count(*) AS sign_ins, count(DISTINCT principal.userid) AS people
FROM ${table}
WHERE event = 'sign_in' AND ${LAST_MONTH}
GROUP BY day, identityprovider, outcome
ORDER BY day DESC, identityprovider, outcome`,
    },
    {
      name: "launches-without-url",
      description:
        "Permitted or not, these launches ended without a streaming URL; what was tried is in failedattempts.",
      sql: `SELECT time, correlationid, principal.subject, application, refusal.reason, failedattempts, candidates
FROM ${table}
WHERE event = 'launch' AND outcome <> 'url_created' AND ${LAST_MONTH}
ORDER BY time DESC`,
    },
    {
      name: "replays-and-reuse",
      description: "Assertions and sign-ins that were presented a second time.",
      sql: `SELECT time, correlationid, identityprovider, refusal.reason, refusal.evidence
FROM ${table}
WHERE event = 'sign_in' AND ${LAST_MONTH} AND refusal.reason IN ('saml_assertion_replayed', 'login_transaction_used')
ORDER BY time DESC`,
    },
    {
      name: "sessions-table",
      description:
        "Run once, after the usage reports are turned on (docs/runbook.md): AppStream's session reports as a table. Replace REPORTS_BUCKET.",
      sql: `CREATE EXTERNAL TABLE IF NOT EXISTS ${table}_sessions (
${SESSION_COLUMNS.map((name) => `  ${name} string`).join(",\n")}
)
PARTITIONED BY (year string, month string, day string)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
LOCATION 's3://REPORTS_BUCKET/sessions/schedule=DAILY/'
TBLPROPERTIES ('skip.header.line.count' = '1')`,
    },
    {
      name: "sessions-without-launch",
      description:
        "Direct CreateStreamingURL: sessions through the API (CUSTOM) that no launch of ours explains within ten minutes, in whatever Region its broker is. Needs the right to read every Region's archive, sessions-table and MSCK REPAIR TABLE.",
      sql: `SELECT s.session_start_time, s.authentication_type_user_id, s.stack_name, s.fleet_name, s.user_session_id
FROM ${table}_sessions s
LEFT JOIN ${allRegions} l
  ON l.event = 'launch' AND l.outcome = 'url_created' AND l.${LAST_MONTH}
 AND l.principal.userid = s.authentication_type_user_id
 AND l.placement.fleet = s.fleet_name
 AND abs(date_diff('minute', from_iso8601_timestamp(l.time), from_iso8601_timestamp(replace(substr(s.session_start_time, 1, 19), ' ', 'T') || 'Z'))) < 10
WHERE s.authentication_type = 'CUSTOM' AND l.launchid IS NULL
ORDER BY s.session_start_time DESC`,
    },
  ];
}
