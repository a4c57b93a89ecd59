/**
 * The schema of `launcher.json`: closed, and bounded in every direction.
 * Invariant: what an application may be given is empty unless it is written here.
 */
import * as v from "valibot";
import { isForbiddenBrowserArgument } from "./forbidden-browser-arguments.ts";
import { isForbiddenVariable } from "./forbidden-variables.ts";
import { isPlainText } from "./plain-text.ts";

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d+)?(?:\/|$)/;
const ABSOLUTE = /^(?:\/|[A-Za-z]:\\)[^\0]+$/;
/** Node starts none of these without a shell, and a shell is what arguments must not meet. */
const SCRIPT = /\.(?:bat|cmd|ps1|vbs|vbe|js|jse|wsf|com|lnk|sh)$/i;
/** Windows takes dots and blanks at the end away, and a second colon for a stream of the file: `a.cmd.`, `a.cmd::$DATA`. */
const DISGUISED = /[.\s]$|:.*:/s;

const object = <T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, ({ expected, received }) =>
    expected === "never"
      ? `no such key; known: ${Object.keys(entries).join(", ")}`
      : received === "undefined"
        ? `missing key ${expected}`
        : "must be an object",
  );
const text = (what: string, test: (value: string) => boolean) =>
  v.pipe(v.string("must be a text"), v.maxLength(2_048, "is too long"), v.check(test, what));
const list = <T extends v.GenericSchema<unknown>>(item: T, most: number) =>
  v.pipe(v.array(item, "must be a list"), v.maxLength(most, `has more than ${most} items`));

const plain = text("holds a quote, a percent sign, a control or a formatting character", isPlainText);
const file = text("must be an absolute path", (value) => ABSOLUTE.test(value));
const program = v.pipe(
  file,
  v.check(
    isNoScript,
    "is a script; name the program that runs it, and give the script as its first argument",
  ),
);
const browser = text(
  "must be chromium, chrome, edge or an absolute path",
  (value) => ["chromium", "chrome", "edge"].includes(value) || (ABSOLUTE.test(value) && isNoScript(value)),
);
const address = text("must be an https address without credentials, query or fragment", isPlainAddress);
const origin = text("must be an https origin, such as https://treasury.example", (value) => {
  return isPlainAddress(value) && new URL(value).origin === value;
});
/** `*` at the end stands for what the broker fills in, and nothing before it can be changed. */
const acceptedArgument = v.pipe(
  plain,
  v.check((value) => value !== "" && !value.slice(0, -1).includes("*"), "may hold one `*`, at its end"),
);
const variableName = text(
  "must be a name of capitals, digits and underscores that no program loader or proxy listens to",
  (value) => /^[A-Z][A-Z0-9_]{0,63}$/.test(value) && !isForbiddenVariable(value),
);

const programApplication = object({
  program,
  arguments: v.optional(list(plain, 32), []),
  accepts: v.optional(
    object({
      arguments: v.optional(list(acceptedArgument, 32), []),
      environment: v.optional(list(variableName, 32), []),
    }),
    { arguments: [], environment: [] },
  ),
});
const browserApplication = object({
  browser,
  origins: v.pipe(list(origin, 16), v.minLength(1, "names no origin, so nothing could be opened")),
});
const application = v.lazy((value) =>
  typeof value === "object" && value !== null && "browser" in value ? browserApplication : programApplication,
);

export const ConfigurationSchema = v.pipe(
  object({
    endpoints: v.pipe(
      v.record(
        text("must be an AWS Region", (value) => /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/.test(value)),
        address,
        "must be an object of Regions",
      ),
      v.check((value) => Object.keys(value).length > 0, "names no endpoint"),
      v.check((value) => Object.keys(value).length <= 32, "names more than 32 endpoints"),
    ),
    authentication: v.union(
      [
        object({ profile: text("must be a profile's name", (value) => /^[\w.-]{1,64}$/.test(value)) }),
        object({ keyFile: file }),
      ],
      'must be { "profile": … } or { "keyFile": … }',
    ),
    applications: v.pipe(
      v.record(
        text("must be the id of an application", (value) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(value)),
        application,
        "must be an object of applications",
      ),
      v.check((value) => Object.keys(value).length > 0, "names no application, so nothing could be started"),
      v.check((value) => Object.keys(value).length <= 256, "names more than 256 applications"),
    ),
    browserArguments: v.optional(
      list(
        text(
          "must be a flag, `--name` or `--name=value`, and none that opens the browser to others",
          (value) => /^--[a-z]/.test(value) && isPlainText(value) && !isForbiddenBrowserArgument(value),
        ),
        32,
      ),
      [],
    ),
    pageBrowser: v.optional(browser),
    logFile: v.optional(file),
    helpDesk: v.optional(
      text("must be one line of at most 200 characters", (value) =>
        /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u.test(value),
      ),
    ),
    development: v.optional(v.boolean("must be true or false"), false),
  }),
  v.forward(
    v.check(
      ({ endpoints, development }) => development || Object.values(endpoints).every(isHttps),
      "has an http address, which is for `development: true` and loopback only",
    ),
    ["endpoints"],
  ),
  v.forward(
    v.check(
      ({ applications, development }) =>
        development ||
        Object.values(applications).every((known) => !("origins" in known) || known.origins.every(isHttps)),
      "have an http origin, which is for `development: true` and loopback only",
    ),
    ["applications"],
  ),
);

export type Configuration = v.InferOutput<typeof ConfigurationSchema>;
export type DeclaredApplication = Configuration["applications"][string];
export type ProgramApplication = v.InferOutput<typeof programApplication>;
export type BrowserApplication = v.InferOutput<typeof browserApplication>;

function isNoScript(value: string): boolean {
  return !SCRIPT.test(value) && !DISGUISED.test(value);
}

function isHttps(value: string): boolean {
  return value.startsWith("https://");
}

function isPlainAddress(value: string): boolean {
  if (!isHttps(value) && !LOOPBACK.test(value)) return false;
  const url = URL.parse(value);
  return url !== null && url.username === "" && url.password === "" && !/[?#\\\s]/.test(value);
}
