/** A benchmark that measures errors is worthless: every answer must be the one that its variant gives. */

export interface ExpectedAnswer {
  /** The end of a sentence: `did not …`. */
  readonly what: string;
  /** Given the answer's JSON. */
  readonly isGiven: (answer: string) => boolean;
}

export function redirectTo(location: RegExp): ExpectedAnswer {
  return {
    what: `redirect to ${location.source}`,
    isGiven: (answer) => {
      const { statusCode, headers } = JSON.parse(answer) as {
        readonly statusCode?: number;
        readonly headers?: { readonly location?: string };
      };
      return statusCode === 303 && location.test(headers?.location ?? "");
    },
  };
}

export function answersWith(text: RegExp): ExpectedAnswer {
  return { what: `answer with ${text.source}`, isGiven: (answer) => text.test(answer) };
}

export const TO_APPSTREAM = redirectTo(
  /^https:\/\/appstream2\.eu-(?:central|west)-1\.aws\.amazon\.com\/authenticate/,
);

/** Throws an Error with the answer in it. */
export function requireAnswer(
  { name, expected }: { readonly name: string; readonly expected: ExpectedAnswer },
  answer: string,
): void {
  if (!expected.isGiven(answer))
    throw new Error(`${name} did not ${expected.what}: ${answer.slice(0, 1_000)}`);
}
