import { describe, expect, it } from "vitest";
import { StreamingDirectories } from "../../../infra/streaming/directories.ts";
import { aBench } from "./stage.ts";

function templateOf(...memberships: readonly (readonly [name: string, organizationalUnit: string])[]) {
  const { stack, template } = aBench();
  new StreamingDirectories(stack, "Directories", {
    deploymentName: "streamgate",
    memberships: memberships.map(([name, organizationalUnit]) => ({ name, organizationalUnit })),
  });
  return template();
}

describe("StreamingDirectories", () => {
  it("make one entry a directory, with all organizational units that fleets join", () => {
    const template = templateOf(
      ["corp.example.com", "OU=A"],
      ["corp.example.com", "OU=B"],
      ["corp.example.com", "OU=A"],
      ["lab.example.com", "OU=A"],
    );
    template.resourceCountIs("AWS::AppStream::DirectoryConfig", 2);
    template.hasResourceProperties("AWS::AppStream::DirectoryConfig", {
      DirectoryName: "corp.example.com",
      OrganizationalUnitDistinguishedNames: ["OU=A", "OU=B"],
    });
  });

  it("leave the service account's credentials in Secrets Manager", () => {
    templateOf(["corp.example.com", "OU=A"]).hasResourceProperties("AWS::AppStream::DirectoryConfig", {
      ServiceAccountCredentials: {
        AccountName:
          "{{resolve:secretsmanager:streamgate/directory/corp.example.com:SecretString:account::}}",
        AccountPassword:
          "{{resolve:secretsmanager:streamgate/directory/corp.example.com:SecretString:password::}}",
      },
    });
  });

  it("make nothing of no memberships", () => {
    expect(templateOf().toJSON().Resources).not.toHaveProperty("Directories");
  });
});
