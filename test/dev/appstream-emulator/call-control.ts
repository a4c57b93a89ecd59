/** The emulator's controls, used as a person with curl does. */
import type { AppStreamEmulator } from "../../../dev/appstream-emulator/server.ts";

export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}

export async function callControl(
  emulator: AppStreamEmulator,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<ControlReply> {
  const response = await fetch(`${emulator.origin}/_control/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
