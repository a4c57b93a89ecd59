/** What people have put into command lines to be taken for something else; each must stay a value or be refused. */

const HANDLE = "h".repeat(43);

const FLAGS = [
  "--renderer-cmd-prefix=sh -c id",
  "--gpu-launcher=calc",
  "--utility-cmd-prefix=xterm -e",
  "--remote-debugging-port=9222",
  "--remote-debugging-address=0.0.0.0",
  "--user-data-dir=/tmp/other",
  "--load-extension=/tmp/evil",
  "--disable-web-security",
  "--no-sandbox",
  "--proxy-server=evil.example:8080",
  "--host-rules=MAP * evil.example",
  "--ssl-key-log-file=/tmp/keys",
  "--app=https://evil.example",
  "-e",
  "--",
  "-",
  "/c calc.exe",
  "/?",
  "@response-file",
  "+w",
  " --profile=other",
];
const SHELL = [
  "$(id)",
  "`id`",
  "; id",
  "| id",
  "&& calc.exe",
  "> /etc/passwd",
  "$HOME",
  ["$", "{IFS}id"].join(""),
  "%TEMP%",
  "%COMSPEC% /c calc",
  "%APPSTREAM_SESSION_CONTEXT%",
  "!TEMP!",
  "^&calc",
  "~root",
  "*",
  "a\\",
];
const QUOTES = [
  '"',
  "'",
  '" --no-sandbox "',
  "' --no-sandbox '",
  '\\" --no-sandbox',
  '""" calc',
  'a"b',
  "a'b",
];
const CONTROLS = [
  "a\nb",
  "a\r\nb",
  "a\tb",
  "a\u0000b",
  "a\u001b[31mb",
  "a\u007fb",
  "a\u0085b",
  "a\u2028b",
  "a\u2029b",
];
const UNICODE = [
  "a\uFF02 --no-sandbox \uFF02",
  "\u00AD-no-sandbox",
  "\uFF0D\uFF0Dno-sandbox",
  "\u2013no-sandbox",
  "\u02BAb",
  "a\u02BCb",
  "a\u2032b",
  "a\uFF05TEMP\uFF05",
  "\u202Eexe.txt",
  "a\u2066b\u2069",
  "a\u200Bb",
  "a\uFEFFb",
  "a\u3164b",
  "a\uD800b",
  "e\u0301",
  "\u00A5",
  "\u{E0041}",
  "\uFF21",
];
const LONG = ["x".repeat(1_000_000), "-".repeat(1_000_000), `${"a".repeat(2_048)}b`];

export const INJECTED: readonly string[] = [...FLAGS, ...SHELL, ...QUOTES, ...CONTROLS, ...UNICODE, ...LONG];

/** The same behind something that is a SessionContext up to there, and before it. */
export function injectedContexts(text: string): readonly string[] {
  const start = `v1.eu-west-1.${HANDLE}`;
  return [text, `${start}${text}`, `${text}${start}`, `v1.${text}.${HANDLE}`, `${start} ${text}`];
}
