/**
 * Whether a session of an IAM role is one of a fleet's role, by what API Gateway says of whoever signed the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns: a session's ARN has the
 * role's name without its path, and names are the account's own, so that account and name are the role.
 */

const PARTITION = /(?<partition>aws(?:-cn|-us-gov)?)/.source;
const ACCOUNT = /(?<account>\d{12})/.source;
const NAME = /(?<name>[\w+=,.@-]{1,64})/.source;
const SESSION = new RegExp(`^arn:${PARTITION}:sts::${ACCOUNT}:assumed-role/${NAME}/[\\w+=,.@-]{1,64}$`);
const ROLE = new RegExp(`^arn:${PARTITION}:iam::${ACCOUNT}:role/(?:[!-~]{1,510}/)?${NAME}$`);

/** The role as a session names it; undefined for what is no role's ARN, or could never be a session's. */
export function roleKey(roleArn: string): string | undefined {
  const role = ROLE.exec(roleArn)?.groups;
  return role && [role.partition, role.account, role.name].join(" ");
}

/** Never for anybody who is no session of a role: a user, the account itself, a federated user. */
export function isSessionOf(roleArn: string, callerArn: string): boolean {
  const role = roleKey(roleArn);
  const session = SESSION.exec(callerArn)?.groups;
  if (role === undefined || session === undefined) return false;
  return role === [session.partition, session.account, session.name].join(" ");
}
