/**
 * How each deployed function is driven, by the name of its archive. Nothing is left out: a function of
 * functions/routes.ts or an artifact without a row here fails the suite.
 */
import { driveApprovals } from "./drives/approvals.ts";
import { driveContext } from "./drives/context.ts";
import type { EventDrive, HttpDrive } from "./drives/drive.ts";
import { driveFleetState } from "./drives/fleet-state.ts";
import { driveKeeper } from "./drives/keeper.ts";
import { driveLaunch } from "./drives/launch.ts";
import { driveOperator } from "./drives/operator.ts";
import { drivePortal } from "./drives/portal.ts";
import { drivePortalApi } from "./drives/portal-api.ts";
import { driveRotation } from "./drives/rotation.ts";
import { driveSessions } from "./drives/sessions.ts";
import { driveSignInOidc } from "./drives/sign-in-oidc.ts";
import { driveSignInSaml } from "./drives/sign-in-saml.ts";

/** Behind an API of the broker. */
export const HTTP_DRIVES: Readonly<Record<string, HttpDrive>> = {
  launch: driveLaunch,
  "sign-in-oidc": driveSignInOidc,
  "sign-in-saml": driveSignInSaml,
  portal: drivePortal,
  sessions: driveSessions,
  operator: driveOperator,
  approvals: driveApprovals,
  "portal-api": drivePortalApi,
  context: driveContext,
};

/** Called by AWS itself. */
export const EVENT_DRIVES: Readonly<Record<string, EventDrive>> = {
  rotation: driveRotation,
  "fleet-state": driveFleetState,
  keeper: driveKeeper,
};
