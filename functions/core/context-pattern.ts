/**
 * May this regular expression decide over a deep link? It runs on text from strangers in a backtracking engine,
 * so shapes whose cost can explode are refused at deploy: repetition inside repetition, choices inside
 * repetition, and backreferences (OWASP, Regular expression Denial of Service).
 */

interface Group {
  /** What it stands in; the whole pattern stands in itself. */
  readonly outer: Group;
  /** Holds something that may match a varying number of times. */
  varies: boolean;
  /** Holds a choice (`a|b`). */
  chooses: boolean;
}

/** With the `v` flag a brace or bracket outside these is always escaped. */
const TOKEN =
  /\\[pPu]\{[^}]*\}|\\k<[^>]*>|\\.|\((?:\?(?:<[=!]|<[^>]*>|[^<:=!)]*[:=!]))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;

/** What to change, as a sentence without its subject; undefined where the pattern may be used. */
export function contextPatternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "v");
  } catch (error) {
    const reason = String(error).split(": ").at(-1);
    return `must be a regular expression that compiles with the v flag (${reason})`;
  }
  return backtrackingFault(pattern.match(TOKEN) ?? []);
}

function backtrackingFault(tokens: readonly string[]): string | undefined {
  const whole: Group = {
    get outer() {
      return whole;
    },
    varies: false,
    chooses: false,
  };
  let group = whole;
  let closed: Group | undefined;
  let classDepth = 0;
  for (const token of tokens) {
    const repeated = closed;
    closed = undefined;
    if (token === "[") classDepth += 1;
    else if (token === "]") classDepth -= 1;
    else if (classDepth > 0) continue;
    else if (/^\\(?:[1-9]|k<)/v.test(token))
      return "must not use a backreference; say what may stand there instead";
    else if (token.startsWith("(")) {
      group = { outer: group, varies: false, chooses: false };
    } else if (token === ")") {
      closed = group;
      group = group.outer;
      group.varies ||= closed.varies;
      group.chooses ||= closed.chooses;
    } else if (token === "|") group.chooses = true;
    else {
      const times = repetition(token);
      if (times === undefined) continue;
      if (times.most > 1 && repeated?.varies === true) {
        return "must not repeat a group that itself repeats, such as (a+)+: its cost can explode";
      }
      if (times.most > 1 && repeated?.chooses === true) {
        return "must not repeat a group that holds a choice, such as (a|b)+: use a character class, or write it out";
      }
      group.varies ||= times.least !== times.most;
    }
  }
  return undefined;
}

/** Undefined where the token is no quantifier. */
function repetition(token: string): { readonly least: number; readonly most: number } | undefined {
  if (/^[*+?]\??$/v.test(token)) {
    return {
      least: token.startsWith("+") ? 1 : 0,
      most: token.startsWith("?") ? 1 : Number.POSITIVE_INFINITY,
    };
  }
  const counts = /^\{(\d+)(,?)(\d*)\}\??$/v.exec(token);
  if (counts === null) return undefined;
  const [, least, comma, most] = counts;
  if (comma === "") return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === "" ? Number.POSITIVE_INFINITY : Number(most) };
}
