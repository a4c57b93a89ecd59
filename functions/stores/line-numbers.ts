/**
 * The numbers of the fleets' lines, on DynamoDB: drawn from the door's own count, kept by person.
 * Invariant: whoever draws twice at once has one number in the end, and both hear that one.
 */
import type { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { err, ok, type Result } from "../core/result.ts";
import type { Clock, StoreFailure } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { drawNumber } from "./door-item.ts";
import { answered, answeredWith, type Patience } from "./dynamodb-client.ts";
import { holdNumber, keepNumber, returnNumber, type Stander, useNumber } from "./line-item.ts";

export interface LineNumbers {
  /** Theirs, or a new one where they have none in force. */
  draw(stander: Stander, keptSeconds: number): Promise<Result<number, StoreFailure>>;
  /** `conflict`: it is not theirs, or not any more. */
  use(stander: Stander, number: number): Promise<Result<void, StoreFailure>>;
  giveBack(stander: Stander, number: number): Promise<Result<void, StoreFailure>>;
}

/** Who lost to a draw of their own finds its number the second time. */
const MOST_DRAWS = 2;

export function lineNumbers(
  client: DynamoDBClient,
  tableName: string,
  now: Clock,
  patience: Pick<Patience, "deadlineMilliseconds">,
): LineNumbers {
  const write = (command: UpdateItemCommand) =>
    answered((options) => client.send(command, options), patience);
  const numberFrom = (command: UpdateItemCommand, attribute: "next" | "number") =>
    answeredWith(async (options) => {
      const { Attributes } = await client.send(command, options);
      return Number(Attributes?.[attribute]?.N);
    }, patience);
  return {
    async draw(stander, keptSeconds) {
      const nowEpochSeconds = epochSeconds(now());
      const expiresAt = nowEpochSeconds + keptSeconds;
      for (let draws = 0; draws < MOST_DRAWS; draws += 1) {
        const kept = await numberFrom(keepNumber(tableName, stander, expiresAt, nowEpochSeconds), "number");
        if (kept.ok || kept.error !== "conflict") return kept;
        const drawn = await numberFrom(drawNumber(tableName, stander.fleet, now()), "next");
        if (!drawn.ok) return drawn;
        const held = await write(holdNumber(tableName, stander, drawn.value, expiresAt, nowEpochSeconds));
        if (held.ok) return ok(drawn.value);
        if (held.error !== "conflict") return held;
      }
      return err("conflict");
    },
    use: (stander, number) => write(useNumber(tableName, stander, number)),
    giveBack: (stander, number) => write(returnNumber(tableName, stander, number)),
  };
}
