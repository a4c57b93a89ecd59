/**
 * The parts of an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
 */

interface Arn {
  /** Empty for services without Regions. */
  readonly region: string;
  /** Empty, or `aws`, for what is AWS's own. */
  readonly account: string;
}

/** Undefined for a text that is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [arn, , service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || !service || region === undefined || account === undefined) return undefined;
  return resource.length === 0 ? undefined : { region, account };
}
