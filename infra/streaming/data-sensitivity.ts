/**
 * The tiers of data sensitivity: what may pass between a person's device and a session, what outlives the session, and
 * how long it may last. AppStream sets these on a stack or a fleet, never on a session or a person, so choosing a tier
 * is choosing a stack.
 * Invariant: a tier names every setting, because AppStream allows each one that is left out.
 */
import type { DataSensitivity } from "../deployment/deployment.ts";

type UserAction =
  | "CLIPBOARD_COPY_FROM_LOCAL_DEVICE"
  | "CLIPBOARD_COPY_TO_LOCAL_DEVICE"
  | "FILE_UPLOAD"
  | "FILE_DOWNLOAD"
  | "PRINTING_TO_LOCAL_DEVICE"
  | "AUTO_TIME_ZONE_REDIRECTION";

export type UserPermission = "allowed" | "denied" | { readonly upToCharacters: number };

export interface SensitivityTier {
  readonly actions: Readonly<Record<UserAction, UserPermission>>;
  /** A folder for each person in S3, in the fleet's Region. */
  readonly homeFolders: boolean;
  /** Settings of Windows and of applications, kept in S3 from one session to the next. */
  readonly keepsSettings: boolean;
  /** Without keyboard and mouse until the session is disconnected; 60–36000 s, whole minutes. */
  readonly idleSeconds: number;
  /** Disconnected until the session ends and its instance with it; 60–36000 s. */
  readonly disconnectSeconds: number;
  /** The longest session, 600–432000 s. */
  readonly longestSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const ALL_DENIED: SensitivityTier["actions"] = {
  CLIPBOARD_COPY_FROM_LOCAL_DEVICE: "denied",
  CLIPBOARD_COPY_TO_LOCAL_DEVICE: "denied",
  FILE_UPLOAD: "denied",
  FILE_DOWNLOAD: "denied",
  PRINTING_TO_LOCAL_DEVICE: "denied",
  AUTO_TIME_ZONE_REDIRECTION: "denied",
};

export const SENSITIVITY_TIERS: Readonly<Record<DataSensitivity, SensitivityTier>> = {
  /** Data that may also stand on the person's own device: the stream is for convenience, so nothing is in its way. */
  open: {
    actions: {
      CLIPBOARD_COPY_FROM_LOCAL_DEVICE: "allowed", // copy and paste is what people miss first
      CLIPBOARD_COPY_TO_LOCAL_DEVICE: "allowed", // the data may leave, so a text of it may as well
      FILE_UPLOAD: "allowed", // without it people would mail files to themselves
      FILE_DOWNLOAD: "allowed", // the same, the other way
      PRINTING_TO_LOCAL_DEVICE: "allowed", // paper carries no more than a download does
      AUTO_TIME_ZONE_REDIRECTION: "allowed", // calendars and clocks should agree with the person's own
    },
    homeFolders: true, // work outlives the session, since an instance does not
    keepsSettings: true, // nobody wants to set up an application anew each morning
    idleSeconds: HOUR, // a meeting should not cost anyone their place; the instance is paid for anyway
    disconnectSeconds: HOUR, // lunch, or a train through tunnels, without losing unsaved work
    longestSeconds: 10 * HOUR, // a working day; benchmarks such as CIS ask for no more than ten hours
  },

  /** Data that people may work on but not take along: things come in, nothing goes out except what the screen shows. */
  restricted: {
    actions: {
      // In, for addresses, queries and references. A page of text, not a document: bulk comes in as files, which are scanned.
      CLIPBOARD_COPY_FROM_LOCAL_DEVICE: { upToCharacters: 4096 },
      CLIPBOARD_COPY_TO_LOCAL_DEVICE: "denied", // the easiest way out, and one that leaves no trace
      FILE_UPLOAD: "allowed", // documents come in; the image's scanner sees them
      FILE_DOWNLOAD: "denied", // the way out in bulk
      PRINTING_TO_LOCAL_DEVICE: "denied", // printing to a file is a download
      AUTO_TIME_ZONE_REDIRECTION: "allowed", // tells the session a time zone and nothing of the data
    },
    homeFolders: true, // work stays in the account's own bucket, never on the device
    keepsSettings: true, // the same
    idleSeconds: 30 * MINUTE, // shorter than a lunch: an open screen is the way out that is left
    disconnectSeconds: 15 * MINUTE, // a dropped connection can be picked up, a stolen device not for long
    longestSeconds: 10 * HOUR,
  },

  /** Data that leaves no trace outside the session and none in it after its end: administration, payments, inquiries. */
  sealed: {
    // Time zones too: what the screen shows should agree with the logs.
    actions: ALL_DENIED,
    homeFolders: false, // nothing outlives the session
    keepsSettings: false, // settings hold names, paths and recent files
    idleSeconds: 10 * MINUTE, // CIS: ten minutes
    disconnectSeconds: 5 * MINUTE, // CIS: five minutes
    longestSeconds: 8 * HOUR, // a shift, then sign in again
  },
};

/** A bastion: `sealed`, and short, because whoever sits there holds keys to servers. */
export const BASTION_TIER: SensitivityTier = {
  ...SENSITIVITY_TIERS.sealed,
  idleSeconds: 15 * MINUTE, // long commands run without a keystroke
  longestSeconds: 4 * HOUR,
};
