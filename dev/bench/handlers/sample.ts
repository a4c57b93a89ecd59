/**
 * The sample everybody copies: SDK v3 as the runtime has it, unbundled, and a client made in every call. It verifies
 * nobody and keeps no record.
 */
import { AppStreamClient, CreateStreamingURLCommand } from "@aws-sdk/client-appstream";

export async function handler(): Promise<object> {
  const client = new AppStreamClient({ region: "eu-central-1" });
  const { StreamingURL: location } = await client.send(
    new CreateStreamingURLCommand({
      StackName: "stack-0",
      FleetName: "fleet-0",
      UserId: "someone",
      ApplicationId: "Notepad",
      Validity: 60,
    }),
  );
  return { statusCode: 303, headers: { location } };
}
