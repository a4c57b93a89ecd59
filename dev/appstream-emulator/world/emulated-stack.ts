/**
 * What a person writes down about a stack beyond its fleets: what its sessions may do, where they may be embedded and
 * where they lead in the end. A stack of which nothing is written down has what the service gives a new one.
 */

/** As a new stack has them. */
export const DEFAULT_USER_SETTINGS = {
  CLIPBOARD_COPY_FROM_LOCAL_DEVICE: "ENABLED",
  CLIPBOARD_COPY_TO_LOCAL_DEVICE: "ENABLED",
  FILE_UPLOAD: "ENABLED",
  FILE_DOWNLOAD: "ENABLED",
  PRINTING_TO_LOCAL_DEVICE: "ENABLED",
  DOMAIN_PASSWORD_SIGNIN: "ENABLED",
  DOMAIN_SMART_CARD_SIGNIN: "DISABLED",
} as const;

type UserSettings = Readonly<
  Partial<Record<keyof typeof DEFAULT_USER_SETTINGS | "AUTO_TIME_ZONE_REDIRECTION", "ENABLED" | "DISABLED">>
>;

export interface StackSettings {
  /** Hosts of pages that may show the stream in a frame; none when absent. */
  readonly embedHostDomains?: readonly string[];
  /** Where a browser is sent when its session has ended. */
  readonly redirectUrl?: string;
  readonly feedbackUrl?: string;
  /** The ones left out are as on a new stack. */
  readonly userSettings?: UserSettings;
}

export interface EmulatedStack extends StackSettings {
  readonly region: string;
  readonly stack: string;
}
