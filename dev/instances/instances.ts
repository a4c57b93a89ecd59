/**
 * The instances behind the emulated fleets: for a session of an application with a handover they run the launcher, as
 * its image would, with the variables that AppStream sets and credentials of the fleet's role.
 * Invariant: what is started here ends with its session, or with the world; the handle reaches the launcher's
 * environment and nothing else.
 */
import { readFileSync, rmSync } from "node:fs";
import type { InstanceSoftware, InstanceView } from "../appstream-emulator/world/instance-software.ts";
import type { EmulatedSession } from "../appstream-emulator/world/streaming-session.ts";
import type { InstanceRoles } from "../world/instance-roles.ts";
import { type Handed, type HandedPolicy, handedApplication } from "./handed-application.ts";
import { instanceEnvironment, instanceFolder } from "./instance-folder.ts";
import { type RunningLauncher, startLauncher } from "./running-launcher.ts";
import { type Display, startDisplay } from "./screen/display.ts";
import { sessionVariables } from "./session-variables.ts";
import { headingFile, SCREEN, WINDOW_NAMES, type WindowKind } from "./window.ts";

export interface InstancesOptions {
  readonly window: WindowKind;
  readonly policy: HandedPolicy;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly roles: InstanceRoles;
  /** The launcher's own log, line by line. */
  readonly onEvent: (event: Readonly<Record<string, unknown>>) => void;
}

export interface Instances {
  readonly software: InstanceSoftware;
  /** Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

interface Instance {
  readonly folder: string;
  launcher?: RunningLauncher;
  display?: Display;
  /** The display did not come up. */
  fault?: string;
  isOver: boolean;
}

export function createInstances(options: InstancesOptions): Instances {
  const running = new Map<string, Instance>();
  const ending = new Set<Promise<void>>();
  const end = (id: string): void => {
    const instance = running.get(id);
    if (instance === undefined) return;
    running.delete(id);
    const ended = stopInstance(instance).finally(() => ending.delete(ended));
    ending.add(ended);
  };
  return {
    software: {
      start(session) {
        const handed = handedApplication(options.policy, session);
        if (handed === undefined) return false;
        const { endpoints, window, roles } = options;
        const { applicationId, origins } = handed;
        const credentials = roles.credentialsOf(handed.roleArn);
        const folder = instanceFolder({ endpoints, credentials, applicationId, origins, window });
        const instance: Instance = { folder, isOver: false };
        running.set(session.id, instance);
        void startInstance(instance, session, handed, options);
        return true;
      },
      view: (id) => viewOf(running.get(id), options.window),
      picture: (id) => running.get(id)?.display?.picture(),
      end,
    },
    async stop() {
      for (const id of running.keys()) end(id);
      await Promise.all(ending);
    },
  };
}

async function startInstance(
  instance: Instance,
  session: EmulatedSession,
  { applicationId }: Handed,
  { window, onEvent }: InstancesOptions,
): Promise<void> {
  const { folder } = instance;
  if (window === "screen") {
    try {
      instance.display = await startDisplay(folder, SCREEN.width, SCREEN.height);
    } catch {
      instance.fault = "display_missing";
      return;
    }
  }
  // The session may be over by now.
  if (instance.isOver) return instance.display?.stop();
  const environment = {
    ...{ ...instanceEnvironment(folder), ...instance.display?.variables },
    ...sessionVariables(session),
  };
  instance.launcher = startLauncher({ folder, applicationId, environment, onEvent });
}

async function stopInstance(instance: Instance): Promise<void> {
  instance.isOver = true;
  await instance.launcher?.stop();
  instance.display?.stop();
  rmSync(instance.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function viewOf(instance: Instance | undefined, window: WindowKind): InstanceView | undefined {
  if (instance === undefined) return undefined;
  const { fault, launcher, display, folder } = instance;
  const news = fault === undefined ? launcher?.news() : { state: "refused" as const, reason: fault };
  return {
    ...(news ?? { state: "starting" }),
    window: WINDOW_NAMES[window],
    heading: window === "stand-in" ? readHeading(headingFile(folder)) : undefined,
    hasPicture: display !== undefined,
  };
}

function readHeading(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Nothing is open yet.
    return undefined;
  }
}
