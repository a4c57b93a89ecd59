/**
 * PURE: the rotation of keys of which two are live (`id:base64url,id:base64url`, functions/identity/sealer.ts). The value
 * that Secrets Manager invents at first is one key without an id.
 *
 * One rotation announces a new key in the second place, the next one moves it to the first. Functions read the keys
 * when they start, so a key seals only after every function that runs has had a whole period to learn it, and the
 * former one goes on opening for as long. Invariant: whatever was sealed under one value can be opened under the next.
 */

export interface LiveKey {
  /** When it was made, so that of two keys the newer is known: `20261121T075900Z`. */
  readonly id: string;
  /** base64url. */
  readonly secret: string;
}

const KEY_BYTES = 32;
const ENTRY = /^(?:([A-Za-z0-9_-]{1,32}):)?([A-Za-z0-9_-]{43})$/;
/** Of a key without one, for the functions too. */
const UNNAMED_KEY_ID = "first";
const MADE_BY_US = /^\d{8}T\d{6}Z$/;

/** `randomText` makes base64url of so many random bytes. `current` is anything. */
export function nextLiveKeys(
  current: string,
  nowMilliseconds: number,
  randomText: (bytes: number) => string,
): string {
  const [first, second] = parseLiveKeys(current) ?? [];
  if (first === undefined) return write([newKey(nowMilliseconds, randomText)]);
  return second !== undefined && isNewer(second, first)
    ? write([second, first])
    : write([first, newKey(nowMilliseconds, randomText)]);
}

/** Undefined for what no function could use. */
export function parseLiveKeys(text: string): readonly LiveKey[] | undefined {
  const keys = text.split(",").map((entry) => {
    const [, id = UNNAMED_KEY_ID, secret] = ENTRY.exec(entry.trim()) ?? [];
    return secret === undefined ? undefined : { id, secret };
  });
  const found = keys.filter((key) => key !== undefined);
  const areUsable = found.length === keys.length && found.length <= 2;
  return areUsable && new Set(found.map(({ id }) => id)).size === found.length ? found : undefined;
}

/** A key that somebody put there by hand counts as the older one. */
function isNewer(key: LiveKey, other: LiveKey): boolean {
  return MADE_BY_US.test(key.id) && (!MADE_BY_US.test(other.id) || key.id > other.id);
}

function newKey(nowMilliseconds: number, randomText: (bytes: number) => string): LiveKey {
  const id = new Date(nowMilliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return { id, secret: randomText(KEY_BYTES) };
}

function write(keys: readonly LiveKey[]): string {
  return keys.map(({ id, secret }) => `${id}:${secret}`).join(",");
}
