/**
 * A tier of data sensitivity in the words of an AppStream stack. Pure.
 */
import type { CfnStack, CfnStackProps } from "aws-cdk-lib/aws-appstream";
import { withoutColour } from "./blue-green.ts";
import type { SensitivityTier, UserPermission } from "./data-sensitivity.ts";

export interface StackSettings {
  readonly name: string;
  readonly tier: SensitivityTier;
  /** Host name of the broker: where people land when a session is over. */
  readonly viewer: string;
  /** https origins that may embed the stream. */
  readonly embedDomains: readonly string[];
  /** Interface endpoint that people must stream through; null: the internet endpoint. */
  readonly streamingEndpointId: string | null;
}

export function stackProperties(settings: StackSettings): CfnStackProps {
  const { name, tier, viewer, embedDomains, streamingEndpointId } = settings;
  return {
    name,
    userSettings: Object.entries(tier.actions).map(([action, permission]) => userSetting(action, permission)),
    // The group is a folder's name in S3, which both colours of an application share.
    applicationSettings: tier.keepsSettings
      ? { enabled: true, settingsGroup: withoutColour(name) }
      : { enabled: false },
    redirectUrl: `https://${viewer}/ended`,
    ...presentOrDeleted({
      STORAGE_CONNECTORS: tier.homeFolders && { storageConnectors: [{ connectorType: "HOMEFOLDERS" }] },
      EMBED_HOST_DOMAINS: embedDomains.length > 0 && { embedHostDomains: embedDomains.map(hostOf) },
      ACCESS_ENDPOINTS: streamingEndpointId !== null && {
        accessEndpoints: [{ endpointType: "STREAMING", vpceId: streamingEndpointId }],
      },
    }),
  };
}

/**
 * What a stack should not have is deleted by name: an update that merely leaves it out keeps it
 * (API reference, UpdateStack, AttributesToDelete), and a stack made `sealed` would go on with its home folders.
 */
function presentOrDeleted(attributes: Readonly<Record<string, CfnStackProps | false>>): CfnStackProps {
  const absent = Object.keys(attributes).filter((name) => attributes[name] === false);
  const present: CfnStackProps = Object.assign({}, ...Object.values(attributes));
  return { ...present, ...(absent.length > 0 && { attributesToDelete: absent }) };
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

function userSetting(action: string, permission: UserPermission): CfnStack.UserSettingProperty {
  if (typeof permission === "string") {
    return { action, permission: permission === "allowed" ? "ENABLED" : "DISABLED" };
  }
  return { action, permission: "ENABLED", maximumLength: permission.upToCharacters };
}
