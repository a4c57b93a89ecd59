/**
 * Folds what does not fit among the ten headers of a policy into one of our own, which functions/http/fetch-metadata.ts
 * reads. Without it every click on another site's link would look like that site's own doing.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
import { Function as CloudFrontFunction, FunctionCode, FunctionRuntime } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";

export const FOLDED_HEADER = "X-Streamgate-Fetch";

/** A viewer's own header of that name never passes. The runtime knows no destructuring. */
export const FOLD_FETCH_METADATA = `function handler(event) {
  const request = event.request;
  const headers = request.headers;
  const said = ["sec-fetch-user", "sec-purpose"]
    .filter((name) => headers[name])
    .map((name) => name + "=" + encodeURIComponent(headers[name].value.slice(0, 100)))
    .join("&");
  delete headers["${FOLDED_HEADER.toLowerCase()}"];
  if (said) headers["${FOLDED_HEADER.toLowerCase()}"] = { value: said };
  return request;
}
`;

export class FetchMetadata extends CloudFrontFunction {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, {
      functionName: name,
      comment: "Sec-Fetch-User and Sec-Purpose in one header",
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(FOLD_FETCH_METADATA),
    });
  }
}
