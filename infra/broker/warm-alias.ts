/**
 * Environments kept warm on a schedule. Provisioned concurrency belongs to a version, so the API then calls an alias;
 * a cold start outside the hours costs no more than before.
 */

import { TimeZone } from "aws-cdk-lib";
import { Schedule } from "aws-cdk-lib/aws-applicationautoscaling";
import { Alias, type IVersion, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ProvisionedSchedule } from "../deployment/deployment.ts";

export class WarmAlias extends Construct {
  readonly alias: Alias;

  constructor(scope: Construct, id: string, lambda: LambdaFunction, schedule: ProvisionedSchedule) {
    super(scope, id);
    this.alias = new Alias(this, "Alias", { aliasName: "live", version: lambda.currentVersion as IVersion });
    const { environments, timeZone } = schedule;
    const scaling = this.alias.addAutoScaling({ minCapacity: 0, maxCapacity: environments });
    const at = (time: string): Schedule => Schedule.expression(cron(time, schedule.days));
    const zone = TimeZone.of(timeZone);
    const warm = { minCapacity: environments, maxCapacity: environments };
    scaling.scaleOnSchedule("Warm", { schedule: at(schedule.from), timeZone: zone, ...warm });
    const cool = { minCapacity: 0, maxCapacity: 0 };
    scaling.scaleOnSchedule("Cool", { schedule: at(schedule.until), timeZone: zone, ...cool });
  }
}

/** `08:30` on mon and tue → `cron(30 8 ? * MON,TUE *)`. */
function cron(time: string, days: ProvisionedSchedule["days"]): string {
  const [hour, minute] = time.split(":").map(Number);
  return `cron(${minute} ${hour} ? * ${days.map((day) => day.toUpperCase()).join(",")} *)`;
}
