import { DescribeFleetsCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { clientFor, startStage, streamingUrl } from "./stage.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "emulated-secret" };

describe("requireSignature", () => {
  it("accepts what the SDK signs with the right secret", async () => {
    const { client } = await startStage({ credentials });
    await expect(client.send(new DescribeFleetsCommand({}))).resolves.toHaveProperty("Fleets");
    await expect(streamingUrl(client, { SessionContext: "ñ ü 漢" })).resolves.toContain("/authenticate?");
  });

  it("refuses another secret", async () => {
    const { emulator } = await startStage({ credentials });
    const client = clientFor(emulator, { secretAccessKey: "guessed" });
    await expect(client.send(new DescribeFleetsCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });

  it("refuses an access key it was not given", async () => {
    const { client } = await startStage({ credentials: { ...credentials, accessKeyId: "AKIDOTHER" } });
    await expect(client.send(new DescribeFleetsCommand({}))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
  });

  it("refuses a body that was changed after signing", async () => {
    const { client } = await startStage({ credentials });
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: string }).body = "[]";
        return next(args);
      },
      { step: "deserialize", name: "changeBodyAfterSigning" },
    );
    await expect(client.send(new DescribeFleetsCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });
});
