/** What all Doors must do. Run on the doors in memory, on dynalite and on DynamoDB Local. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import type { Clock, DoorAnswer, Doors, DoorVisit } from "../../functions/ports.ts";

const T0 = 1_795_165_200_000;
const PERIOD = 20_000;
const KEPT_SECONDS = 3_600;
const observation = (place: number): number => T0 + place * PERIOD;

/** `make` gives doors of two execution environments on one store, which hold nothing of these fleets. */
export function describeDoors(make: (now: Clock) => readonly [Doors, Doors]): void {
  const stage = () => {
    let now = T0;
    const fleet = randomUUID();
    const [doors, others] = make(() => now);
    /** Number 3 was drawn by person 3; who has none is somebody else. */
    const person = (number?: number): string => `person-${number ?? "without"}`;
    let drawn = 0;
    const visit = (
      freePlaces: number,
      observedAt: number,
      number?: number,
      userId = person(number),
    ): DoorVisit => ({ fleet, freePlaces, observedAt, number, userId });
    const draw = async (userId?: string): Promise<number> => {
      if (userId === undefined) drawn += 1;
      const number = await doors.draw(fleet, userId ?? person(drawn), KEPT_SECONDS);
      if (!number.ok) throw new Error(number.error);
      return number.value;
    };
    const at = (moment: number): void => {
      now = moment;
    };
    return { doors, others, fleet, visit, person, draw, at };
  };
  const entered = (answers: readonly DoorAnswer[]): number =>
    answers.filter((answer) => answer === "entered").length;

  describe("enter", () => {
    it("lets exactly twenty of five hundred onto twenty free places", async () => {
      const { doors, others, visit } = stage();
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, place) => (place % 2 === 0 ? doors : others).enter(visit(20, T0))),
      );
      expect(entered(answers)).toBe(20);
      expect(new Set(answers)).toStrictEqual(new Set(["entered", "full"]));
    });

    it("gives nothing of an observation without places", async () => {
      const { doors, visit } = stage();
      expect(await doors.enter(visit(0, T0))).toBe("full");
    });

    it("gives no more than the newer observation's places to two that saw different ones", async () => {
      const { doors, others, visit } = stage();
      const visits = Array.from({ length: 40 }, (_, place) =>
        place % 2 === 0 ? doors.enter(visit(3, T0)) : others.enter(visit(5, T0 + 500)),
      );
      expect(entered(await Promise.all(visits))).toBeLessThanOrEqual(5);
      expect(await doors.enter(visit(3, T0))).toBe("full");
    });

    it("gives the places of a newer observation, without those that it cannot have seen taken", async () => {
      const { doors, visit, at } = stage();
      at(observation(1) - 3_000);
      expect(await doors.enter(visit(2, T0))).toBe("entered");
      at(observation(1) + 100);
      const answers = [];
      for (let count = 0; count < 4; count += 1) answers.push(await doors.enter(visit(3, observation(1))));
      expect(answers).toStrictEqual(["entered", "entered", "full", "full"]);
      at(observation(3));
      expect(await doors.enter(visit(1, observation(3)))).toBe("entered");
    });

    it("lets nobody overtake a drawn number, and lets in as many of the line as there are places", async () => {
      const { doors, others, visit, draw } = stage();
      expect(await doors.enter(visit(1, T0))).toBe("entered");
      expect([await draw(), await draw(), await draw()]).toStrictEqual([1, 2, 3]);
      expect(await others.enter(visit(2, observation(1)))).toBe("behind");
      expect(await others.enter(visit(2, observation(1), 3))).toBe("behind");
      expect(await doors.enter(visit(2, observation(1), 2))).toBe("entered");
      expect(await others.enter(visit(2, observation(1), 1))).toBe("entered");
      expect(await doors.enter(visit(2, observation(1), 3))).not.toBe("entered");
    });

    it("keeps the places of the line from a crowd that comes at once", async () => {
      const { doors, others, visit, draw } = stage();
      const numbers = [await draw(), await draw()];
      const crowd = Array.from({ length: 60 }, (_, place) =>
        (place % 2 === 0 ? doors : others).enter(visit(5, T0)),
      );
      expect(entered(await Promise.all(crowd))).toBe(3);
      const line = await Promise.all(numbers.map((number) => doors.enter(visit(5, T0, number))));
      expect(line).toStrictEqual(["entered", "entered"]);
    });

    it("passes a line whose people all left", async () => {
      const { doors, visit, draw, at } = stage();
      for (let count = 0; count < 12; count += 1) await draw();
      const answers: DoorAnswer[] = [];
      for (let place = 1; answers.at(-1) !== "entered" && place <= 10; place += 1) {
        at(observation(place));
        answers.push(await doors.enter(visit(1, observation(place))));
      }
      expect(answers.at(-1)).toBe("entered");
      expect(answers.length).toBeGreaterThan(1);
    });
  });

  describe("enter, with a number", () => {
    it("uses it up: whoever comes with it again comes without", async () => {
      const { doors, others, visit, draw, at } = stage();
      await doors.enter(visit(0, T0));
      expect([await draw(), await draw()]).toStrictEqual([1, 2]);
      expect(await doors.enter(visit(1, observation(1), 1))).toBe("entered");
      at(observation(3));
      expect(await others.enter(visit(1, observation(3), 1))).toBe("behind");
      expect(await doors.enter(visit(1, observation(3), 2))).toBe("entered");
    });

    it("lets in one of any number who come with it at once", async () => {
      const { doors, others, visit, draw } = stage();
      for (let count = 0; count < 5; count += 1) await draw();
      const all = Array.from({ length: 20 }, (_, place) =>
        (place % 2 === 0 ? doors : others).enter(visit(5, T0, 1)),
      );
      expect(entered(await Promise.all(all))).toBe(1);
      expect(await doors.enter(visit(5, T0, 2))).toBe("entered");
    });

    it("counts nobody else's", async () => {
      const { doors, visit, draw, person } = stage();
      await draw();
      expect(await doors.enter(visit(1, T0, 1, person(2)))).toBe("behind");
      expect(await doors.enter(visit(1, T0, 1))).toBe("entered");
    });

    it("leaves it to whoever is not let in", async () => {
      const { doors, others, visit, draw, at, person } = stage();
      expect([await draw(), await draw()]).toStrictEqual([1, 2]);
      // Nobody comes at first, so that the next time both are called to one place.
      await doors.enter(visit(1, T0));
      at(observation(1));
      await doors.enter(visit(1, observation(1)));
      expect(await others.look(visit(1, observation(1), 2))).toBe("entered");
      expect(await doors.enter(visit(1, observation(1), 1))).toBe("entered");
      expect(await others.enter(visit(1, observation(1), 2))).toBe("full");
      expect(await draw(person(2))).toBe(2);
      at(observation(3));
      expect(await others.enter(visit(1, observation(3), 2))).toBe("entered");
    });
  });

  describe("look", () => {
    it("answers as enter would and takes nothing", async () => {
      const { doors, visit } = stage();
      expect(await doors.look(visit(1, T0))).toBe("entered");
      expect(await doors.look(visit(1, T0))).toBe("entered");
      expect(await doors.enter(visit(1, T0))).toBe("entered");
    });

    it("sees what others took, within seconds", async () => {
      const { doors, others, visit, at } = stage();
      await doors.look(visit(1, T0));
      await others.enter(visit(1, T0));
      at(T0 + 2_000);
      expect(await doors.look(visit(1, T0))).toBe("full");
    });

    it("sees who comes first", async () => {
      const { doors, visit, draw } = stage();
      await draw();
      await draw();
      expect(await doors.look(visit(1, T0, 1))).toBe("entered");
      expect(await doors.look(visit(1, T0, 2))).toBe("behind");
      expect(await doors.look(visit(1, T0))).toBe("behind");
    });
  });

  describe("draw", () => {
    it("gives everybody another number, from 1", async () => {
      const { doors, others, fleet } = stage();
      const drawn = await Promise.all(
        Array.from({ length: 50 }, (_, place) =>
          (place % 2 === 0 ? doors : others).draw(fleet, `person-${place}`, KEPT_SECONDS),
        ),
      );
      const expected = Array.from({ length: 50 }, (_, place) => ok(place + 1));
      const numberOf = (answer: (typeof drawn)[number]) => (answer.ok ? answer.value : 0);
      expect([...drawn].sort((a, b) => numberOf(a) - numberOf(b))).toStrictEqual(expected);
    });
  });

  describe("draw, again", () => {
    it("answers a person the same number, however often and wherever they ask", async () => {
      const { doors, others, fleet, draw } = stage();
      const asked = Array.from({ length: 20 }, (_, place) =>
        (place % 2 === 0 ? doors : others).draw(fleet, "ana", KEPT_SECONDS),
      );
      const [first, ...rest] = await Promise.all(asked);
      expect(first?.ok).toBe(true);
      for (const again of rest) expect(again).toStrictEqual(first);
      expect(ok(await draw("ana"))).toStrictEqual(first);
    });

    it("keeps it from the last time on, and then draws another", async () => {
      const { draw, at } = stage();
      const first = await draw("ana");
      at(T0 + (KEPT_SECONDS - 1) * 1_000);
      expect(await draw("ana")).toBe(first);
      at(T0 + (2 * KEPT_SECONDS - 2) * 1_000);
      expect(await draw("ana")).toBe(first);
      at(T0 + (3 * KEPT_SECONDS - 2) * 1_000);
      expect(await draw("ana")).toBeGreaterThan(first);
    });

    it("draws another once it is used up", async () => {
      const { doors, visit, draw } = stage();
      expect(await draw("ana")).toBe(1);
      await doors.enter(visit(1, T0, 1, "ana"));
      expect(await draw("ana")).toBe(2);
    });
  });

  describe("giveBack", () => {
    it("lets in again whoever got nothing for it", async () => {
      const { doors, fleet, visit, draw, at } = stage();
      expect([await draw("ana"), await draw("ben")]).toStrictEqual([1, 2]);
      expect(await doors.enter(visit(1, T0, 1, "ana"))).toBe("entered");
      await doors.giveBack(fleet, "ana", 1);
      at(observation(3));
      expect(await doors.enter(visit(1, observation(3), 1, "ana"))).toBe("entered");
    });

    it("gives nobody a number that they never had, or a second one", async () => {
      const { doors, others, fleet, visit, draw, at } = stage();
      expect(await draw("ben")).toBe(1);
      await doors.giveBack(fleet, "eve", 1);
      expect(await doors.enter(visit(1, T0, 1, "eve"))).toBe("behind");
      expect(await doors.enter(visit(1, T0, 1, "ben"))).toBe("entered");
      expect(await draw("ben")).toBe(2);
      await doors.giveBack(fleet, "ben", 1);
      at(observation(3));
      expect(await others.enter(visit(1, observation(3), 1, "ben"))).not.toBe("entered");
    });
  });

  describe("ahead", () => {
    it("counts those who are called before", async () => {
      const { doors, fleet, visit, draw, at } = stage();
      for (let count = 0; count < 5; count += 1) await draw();
      expect(await doors.ahead(fleet, 5)).toBe(4);
      await doors.enter(visit(2, T0, 1));
      at(T0 + 2_000);
      expect(await doors.ahead(fleet, 5)).toBe(2);
      expect(await doors.ahead(fleet, 1)).toBe(0);
    });
  });
}
