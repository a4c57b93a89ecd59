/**
 * Watches the fleets of a Region with no broker, from its watch stack: alarms tell topics of their own Region only, so
 * there is one here too.
 */
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { AlarmBoard } from "./alarm-board.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { fleetNamesIn, raiseFleetAlarms } from "./fleet-alarms.ts";

export interface FleetOperationProps {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
}

export class FleetOperation extends Construct {
  constructor(scope: Construct, id: string, { deployment, policy, region }: FleetOperationProps) {
    super(scope, id);
    // Not the broker's names: a Region that gets a broker has both stacks for a while.
    const prefix = `${deployment.name}-watch`;
    const { topic } = new AlarmTopic(this, "Alarms", { deployment, topicName: `${prefix}-alarms` });
    const board = new AlarmBoard(this, "Board", { prefix, topic: topic as ITopic });
    raiseFleetAlarms(board, fleetNamesIn(region, policy));
  }
}
