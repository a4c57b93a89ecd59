/**
 * One name for a secret however a policy refers to it: by name, by ARN, or through Parameter Store
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html).
 */

/** Secrets Manager adds a hyphen and six characters to the name in an ARN. */
const BY_ARN = /^secret:arn:[\w\-]+:secretsmanager:[\w\-]+:\d{12}:secret:(.+?)(?:-[A-Za-z0-9]{6})?$/v;
const BY_PARAMETER = /^ssm:\/aws\/reference\/secretsmanager\/(.+)$/v;

/** Of whatever is no other way to name a secret: the reference itself. */
export function secretName(reference: string): string {
  const [, name] = BY_ARN.exec(reference) ?? BY_PARAMETER.exec(reference) ?? [];
  return name === undefined ? reference : `secret:${name}`;
}
