/** The only place where an alarm is made: none without an entry in the runbook, none that tells nobody. */
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { type RunbookAnchor, runbookLink } from "./runbook.ts";

export interface AlarmDeclaration {
  readonly runbook: RunbookAnchor;
  /** What is wrong when it rings, as one sentence. */
  readonly meaning: string;
  readonly metric: IMetric;
  readonly rings: "above" | "below";
  readonly threshold: number;
  /** Periods of the metric of which `of` must be bad; 1 and 1 unless given. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** What it means that there is no value; `fine` unless given. */
  readonly silence?: "fine" | "bad";
}

export interface AlarmBoardProps {
  /** Before every alarm's name. */
  readonly prefix: string;
  readonly topic: ITopic;
}

export class AlarmBoard extends Construct {
  readonly alarms: Alarm[] = [];
  private readonly prefix: string;
  private readonly action: SnsAction;

  constructor(scope: Construct, id: string, { prefix, topic }: AlarmBoardProps) {
    super(scope, id);
    this.prefix = prefix;
    this.action = new SnsAction(topic);
  }

  /** `name`: what it is about, for example `launch-errors`. */
  raise(name: string, declaration: AlarmDeclaration): void {
    const { runbook, meaning, metric, rings, threshold, periods, silence = "fine" } = declaration;
    const alarm = new Alarm(this, name, {
      alarmName: `${this.prefix}-${name}`,
      alarmDescription: `${meaning} Runbook: ${runbookLink(runbook)}`,
      metric,
      threshold,
      comparisonOperator:
        rings === "above"
          ? ComparisonOperator.GREATER_THAN_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods?.of ?? 1,
      datapointsToAlarm: periods?.bad ?? 1,
      treatMissingData: silence === "bad" ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
    this.alarms.push(alarm);
  }
}
