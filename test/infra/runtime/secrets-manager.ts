/**
 * Secrets Manager as far as a broker meets it: secrets with staged versions, in memory. Its two faces are
 * parameters-extension.ts, which the functions ask, and secrets-manager-api.ts, which the rotation does.
 * Invariant: a stage is on one version of a secret at most
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html).
 */
import { randomUUID } from "node:crypto";

export interface SecretVersion {
  readonly id: string;
  /** Undefined between RotateSecret and PutSecretValue. */
  value: string | undefined;
  readonly stages: Set<string>;
}

export class SecretsManagerFault extends Error {}

export class SecretsManager {
  readonly #secrets: ReadonlyMap<string, SecretVersion[]>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#secrets = new Map(
      Object.entries(values).map(([name, value]) => [
        name,
        [{ id: randomUUID(), value, stages: new Set(["AWSCURRENT"]) }],
      ]),
    );
  }

  arn(name: string): string {
    return `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;
  }

  /** By name or ARN. Throws SecretsManagerFault where there is none. */
  versions(id: string): SecretVersion[] {
    const name = id.replace(/^arn:aws:secretsmanager:[^:]+:\d+:secret:(.*)-\w{6}$/, "$1");
    const versions = this.#secrets.get(name);
    if (versions === undefined) throw new SecretsManagerFault("ResourceNotFoundException");
    return versions;
  }

  value(id: string, stage = "AWSCURRENT", version?: string): string {
    const found = this.versions(id).find(
      (each) => each.stages.has(stage) && (version === undefined || each.id === version),
    );
    if (found?.value === undefined) throw new SecretsManagerFault("ResourceNotFoundException");
    return found.value;
  }

  /** Whether this is a value of any secret. */
  holds(value: string): boolean {
    return [...this.#secrets.values()].flat().some((version) => version.value === value);
  }

  /** As RotateSecret begins: a version without a value that is to become the next one. Answers its id. */
  announce(id: string): string {
    const version = { id: randomUUID(), value: undefined, stages: new Set(["AWSPENDING"]) };
    this.versions(id).push(version);
    return version.id;
  }

  put(id: string, version: string, value: string): void {
    const pending = this.versions(id).find((each) => each.id === version);
    if (pending?.value !== undefined && pending.value !== value)
      throw new SecretsManagerFault("ResourceExistsException");
    if (pending === undefined) throw new SecretsManagerFault("InvalidRequestException");
    pending.value = value;
  }

  move(id: string, stage: string, to: string, from: string | undefined): void {
    const versions = this.versions(id);
    const holder = versions.find(({ stages }) => stages.has(stage));
    const target = versions.find((each) => each.id === to);
    if (holder?.id !== from || target === undefined)
      throw new SecretsManagerFault("InvalidParameterException");
    if (stage === "AWSCURRENT") {
      for (const { stages } of versions) stages.delete("AWSPREVIOUS");
      holder?.stages.add("AWSPREVIOUS");
    }
    holder?.stages.delete(stage);
    target.stages.add(stage);
  }
}
