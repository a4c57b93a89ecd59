import { describe } from "vitest";
import { createMemoryDoors } from "../support/memory-doors.ts";
import { describeDoors } from "./doors.contract.ts";

describe("createMemoryDoors", () => {
  describeDoors((now) => {
    const doors = createMemoryDoors(now);
    return [doors, doors];
  });
});
