import { describe, expect, it } from "vitest";
import { createSecretVersions, type Send } from "../../../../infra/broker/rotation/secret-versions.ts";

interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Secrets Manager, as far as it answers what it is told to. */
function versions(answers: Readonly<Record<string, { readonly status?: number; readonly body: object }>>) {
  const asked: Asked[] = [];
  const send: Send = async ({ headers, body }) => {
    const operation = headers["x-amz-target"]?.split(".")[1] ?? "";
    asked.push({ operation, input: JSON.parse(body) as Asked["input"] });
    const answer = answers[operation] ?? { body: {} };
    return { status: answer.status ?? 200, body: JSON.stringify(answer.body) };
  };
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example", sessionToken: "token" };
  const options = {
    secretId: "streamgate/sealing-keys",
    region: "eu-west-1",
    credentials,
    now: () => 0,
    send,
  };
  return { asked, versions: createSecretVersions(options) };
}

describe("createSecretVersions", () => {
  it("reads one version of the secret", async () => {
    const { asked, versions: secret } = versions({ GetSecretValue: { body: { SecretString: "k1:…" } } });
    expect(await secret.value("AWSPENDING", "token-1")).toBe("k1:…");
    expect(asked).toEqual([
      {
        operation: "GetSecretValue",
        input: { SecretId: "streamgate/sealing-keys", VersionStage: "AWSPENDING", VersionId: "token-1" },
      },
    ]);
  });

  it("has no value where there is no such version", async () => {
    for (const type of [
      "ResourceNotFoundException",
      "com.amazonaws.secretsmanager#ResourceNotFoundException",
    ]) {
      const { versions: secret } = versions({ GetSecretValue: { status: 400, body: { __type: type } } });
      expect(await secret.value("AWSPENDING", "token-1")).toBeUndefined();
    }
  });

  it("says which operation failed and how, and nothing of what was sent", async () => {
    const { versions: secret } = versions({
      PutSecretValue: {
        status: 400,
        body: { __type: "AccessDeniedException", Message: "k1:secret is not yours" },
      },
    });
    await expect(secret.putPending("token-1", "k1:secret")).rejects.toThrow(
      /^secretsmanager:PutSecretValue answered 400 AccessDeniedException$/,
    );
  });

  it("puts a value under the rotation's own version, not yet current", async () => {
    const { asked, versions: secret } = versions({});
    await secret.putPending("token-1", "k1:secret");
    expect(asked).toEqual([
      {
        operation: "PutSecretValue",
        input: {
          SecretId: "streamgate/sealing-keys",
          ClientRequestToken: "token-1",
          SecretString: "k1:secret",
          VersionStages: ["AWSPENDING"],
        },
      },
    ]);
  });

  it("moves what is current from wherever it was", async () => {
    const body = { VersionIdsToStages: { former: ["AWSCURRENT"], "token-1": ["AWSPENDING"] } };
    const { asked, versions: secret } = versions({ DescribeSecret: { body } });
    await secret.makeCurrent("token-1");
    expect(asked.at(-1)).toEqual({
      operation: "UpdateSecretVersionStage",
      input: {
        SecretId: "streamgate/sealing-keys",
        VersionStage: "AWSCURRENT",
        MoveToVersionId: "token-1",
        RemoveFromVersionId: "former",
      },
    });
  });

  it("leaves a version that is current already", async () => {
    const body = { VersionIdsToStages: { "token-1": ["AWSCURRENT", "AWSPENDING"] } };
    const { asked, versions: secret } = versions({ DescribeSecret: { body } });
    await secret.makeCurrent("token-1");
    expect(asked.map(({ operation }) => operation)).toEqual(["DescribeSecret"]);
  });
});
