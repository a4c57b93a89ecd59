/** The two tokens of a successful token response, if it is one; nothing in it is trusted. */
import { isJsonObject } from "./json-document.ts";

export interface UnverifiedTokens {
  readonly idToken: string;
  readonly accessToken: string | undefined;
}

export async function readTokenResponse(response: Response): Promise<UnverifiedTokens | undefined> {
  if (response.status !== 200) return undefined;
  try {
    const body: unknown = JSON.parse(await response.text());
    if (!isJsonObject(body) || typeof body.id_token !== "string") return undefined;
    const accessToken = body.access_token;
    return {
      idToken: body.id_token,
      accessToken: typeof accessToken === "string" ? accessToken : undefined,
    };
  } catch {
    // Not JSON: openid-client reads the same body and reports it.
    return undefined;
  }
}
