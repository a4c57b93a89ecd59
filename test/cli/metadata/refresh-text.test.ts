import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { approvingCommand, refreshText } from "../../../cli/metadata/refresh-text.ts";

const APPROVAL = "0123456789abcdef".repeat(4);

describe("approvingCommand", () => {
  it("is what a person would type", () => {
    const context = { policyFile: "company/policy.yaml", id: "corporate", metadataFile: "idp.xml" };
    expect(approvingCommand(context, APPROVAL)).toBe(
      `npm run streamgate -- metadata company/policy.yaml corporate --approve ${APPROVAL}`,
    );
  });

  it.each(["it's ours/policy.yaml", "$HOME/`x`.yaml", "a b;c.yaml", ""])(
    "survives a shell with %j",
    (policyFile) => {
      const command = approvingCommand({ policyFile, id: "corporate", metadataFile: "idp.xml" }, APPROVAL);
      const words = execFileSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" }).split("\n");
      expect(words.slice(5, 7)).toStrictEqual([policyFile, "corporate"]);
    },
  );
});

describe("refreshText", () => {
  it("tells of endpoints that come and go", () => {
    const changes = {
      added: [],
      removed: [],
      endpoints: [
        { service: "SingleSignOnService", from: "https://a.example/", to: "https://b.example/" },
        { service: "SingleLogoutService", from: null, to: "https://c.example/" },
      ],
    } as const;
    const context = { policyFile: "policy.yaml", id: "corporate", metadataFile: "idp.xml" };
    expect(refreshText({ outcome: "accepted", because: "approved", changes }, context)).toStrictEqual([
      "corporate: idp.xml written, as approved",
      "  + SingleSignOnService https://b.example/",
      "  - SingleSignOnService https://a.example/",
      "  + SingleLogoutService https://c.example/",
    ]);
  });
});
