import { describe, expect, it } from "vitest";
import { messagesAt } from "../support/policy-issues.ts";

const corporate = ["identityProviders", "corporate"];
const hours = ["applications", "design", "conditions", "hours"];

const formats = [
  {
    what: "secret reference",
    path: [...corporate, "clientAuthentication", "secret"],
    good: [
      "env:CLIENT_SECRET",
      "ssm:/streamgate/secret",
      "secret:streamgate/corporate",
      "secret:arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf",
    ],
    bad: ["hunter2", "env:", "env:1A", "file:/etc/secret", " env:A", "env:A B"],
    message:
      "must be a reference (`env:NAME`, `ssm:NAME` or `secret:NAME`); if this was the secret itself, replace the secret",
  },
  {
    what: "issuer",
    path: [...corporate, "issuer"],
    good: ["https://login.example.com", "https://login.example.com/a/", "https://login.example.com:8443/a"],
    bad: [
      "login.example.com",
      "https://",
      "https:/login.example.com",
      "https://a.example/?x",
      "https://a.example/?",
      "https://a.example/#",
      "https://user@a.example",
      "https://user:password@a.example",
      "ftp://a.example",
      "HTTPS://a.example",
      " https://a.example",
      "https://a.example/b c",
    ],
    message:
      "must be an https URL without query, fragment, user name or password, exactly as the provider writes it",
  },
  {
    what: "country",
    path: ["location", "default", "country"],
    good: ["IE", "NO"],
    bad: ["ie", "UK", "EU", "Ireland", ""],
    message: "must be an ISO 3166-1 alpha-2 country code in capitals, such as IE",
  },
  {
    what: "name of a stack",
    path: ["fleets", "ireland", "stack"],
    good: ["a", "A.b_c-1", "9"],
    bad: ["", "-a", "a b", "a/b", "a".repeat(102)],
    message: "must be a name as AppStream has it: letters, digits, `_`, `.` and `-`, at most 101",
  },
  {
    what: "domain name",
    path: ["fleets", "ireland", "customDomain"],
    good: ["streaming.example.com", "a.b", null],
    bad: [
      "example",
      "Streaming.example.com",
      "https://a.example",
      "a..b",
      "-a.b",
      "a.b:443",
      `${"a.".repeat(127)}ab`,
    ],
    message: "must be a domain name in lower case, such as streaming.example.com",
  },
  {
    what: "host",
    path: [...corporate, "endpointHosts", 0],
    good: ["keys.example.com", "localhost:8081", "127.0.0.1"],
    bad: ["https://keys.example.com", "keys.example.com/path", "Keys.example.com", ""],
    message: "must be a host name in lower case, without scheme or path, such as keys.example.com",
  },
  {
    what: "icon",
    path: ["applications", "design", "icon"],
    good: [
      "https://static.example.com/design.svg?v=1",
      "data:image/png;base64,iVBORw0KGgo=",
      "data:image/svg+xml;base64,PHN2Zy8+",
      `data:image/webp;base64,${"A".repeat(21_848)}`,
      null,
    ],
    bad: ["http://static.example.com/design.svg", "javascript:alert(1)", "/design.svg", "https://[:"],
    message: "must be an https URL without user name or password",
  },
  {
    what: "icon in the policy itself",
    path: ["applications", "design", "icon"],
    good: [],
    bad: [
      "data:image/png,",
      "data:text/html;base64,PGI+",
      "data:image/svg+xml,<svg onload=alert(1)>",
      "data:image/png;base64,AAAA;script-src *",
      "data:image/png;charset=utf-8;base64,AAAA",
      `data:image/svg+xml;base64,${"A".repeat(21_849)}`,
    ],
    message: "must be a PNG, WebP or SVG of at most 16 KB, as `data:image/png;base64,…`, `webp` or `svg+xml`",
  },
  {
    what: "time zone",
    path: [...hours, "timeZone"],
    good: ["Europe/Dublin", "UTC", "America/Argentina/Buenos_Aires"],
    bad: ["Europe/Atlantis", "+01:00", "", "local"],
    message: "must be an IANA time zone, such as Europe/Dublin",
  },
  {
    what: "begin of hours",
    path: [...hours, "from"],
    good: ["00:00", "17:59"],
    bad: ["8:00", "24:00", "08:60", "08.00", ""],
    message: "must be a time HH:MM from 00:00 to 23:59, in quotes",
  },
  {
    what: "end of hours",
    path: [...hours, "until"],
    good: ["08:01", "23:59", "24:00"],
    bad: ["9:00", "24:01", "25:00", "18:60"],
    message: "must be a time HH:MM up to 24:00, in quotes",
  },
  {
    what: "reference to an id",
    path: ["applications", "design", "audience", "subjects", 0, "identityProvider"],
    good: ["corporate"],
    bad: ["Corporate", "a b", ""],
    message: "must be an id: lower-case letters, digits and hyphens",
  },
  {
    what: "latitude",
    path: ["location", "networks", "laboratory", "coordinates", "latitude"],
    good: [90, -90, 0.5],
    bad: [91, -90.5],
    message: "must be degrees from -90 to 90",
  },
];

describe.each(formats)("$what", ({ path, good, bad, message }) => {
  it("accepts what it may be", () => {
    expect(good.flatMap((value) => messagesAt(path, value))).toStrictEqual([]);
  });

  it.each(bad.map((value) => [value]))("refuses %j", (value) => {
    expect(messagesAt(path, value)).toStrictEqual([message]);
  });

  it("refuses what is of another type, without repeating it", () => {
    expect(messagesAt(path, [4711]).join()).toMatch(/^must be a (?:text|number)$/);
  });
});

describe("ipRange", () => {
  const path = ["location", "networks", "headquarters", "ranges", 0];

  it("says what to write instead", () => {
    expect(messagesAt(path, "192.0.2.1/24")).toStrictEqual([
      "has bits set after its prefix; write the network 192.0.2.0/24",
    ]);
  });

  it("refuses what is no text", () => {
    expect(messagesAt(path, 10)).toStrictEqual(["must be a text; put it in quotes"]);
  });
});

describe("contextPattern", () => {
  const path = ["applications", "design", "context", "pattern"];

  it("says why a pattern may not be used", () => {
    expect(messagesAt(path, "(a+)+")).toStrictEqual([
      "must not repeat a group that itself repeats, such as (a+)+: its cost can explode",
    ]);
  });

  it("refuses what is no text", () => {
    expect(messagesAt(path, 10)).toStrictEqual(["must be a text; put it in quotes"]);
  });
});
