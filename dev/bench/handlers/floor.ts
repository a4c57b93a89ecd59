/**
 * The floor: the least that can turn a proved identity into a stream. One token verified, one request signed by hand;
 * no policy, no record, no audit event.
 */
import { importSPKI, jwtVerify } from "jose";
import { createStreamingUrl } from "./hand-signed.ts";

interface LaunchRequest {
  readonly headers: { readonly authorization: string };
}

const key = importSPKI(String(process.env.BENCH_TOKEN_KEY), "RS256");

export async function handler({ headers }: LaunchRequest): Promise<object> {
  const token = headers.authorization.replace(/^Bearer /, "");
  const { payload } = await jwtVerify(token, await key, {
    algorithms: ["RS256"],
    issuer: "https://login.example.com",
    audience: "streamgate",
  });
  const location = await createStreamingUrl("eu-central-1", {
    StackName: "stack-0",
    FleetName: "fleet-0",
    UserId: payload.sub,
    ApplicationId: "Notepad",
    Validity: 60,
  });
  return { statusCode: 303, headers: { location } };
}
