/** The variables that AppStream sets on an instance for a session of the emulated world. */
import type { EmulatedSession } from "../appstream-emulator/world/streaming-session.ts";

export function sessionVariables(session: EmulatedSession): Readonly<Record<string, string>> {
  const { region, stack, fleet, userId, id, sessionContext, startedAtMilliseconds } = session;
  return {
    AppStream_Stack_Name: stack,
    AppStream_User_Access_Mode: "custom",
    AppStream_Session_Reservation_DateTime: new Date(startedAtMilliseconds).toISOString(),
    AppStream_UserName: userId,
    AppStream_Session_ID: id,
    ...(sessionContext !== "" && { APPSTREAM_SESSION_CONTEXT: sessionContext }),
    AppStream_Image_Arn: `arn:aws:appstream:${region}:111122223333:image/emulated`,
    AppStream_Instance_Type: "stream.standard.medium",
    AppStream_Resource_Type: "fleet",
    AppStream_Resource_Name: fleet,
  };
}
