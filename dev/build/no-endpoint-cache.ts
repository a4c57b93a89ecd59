/**
 * Stands in for `@aws-sdk/endpoint-cache` in bundles. The DynamoDB client makes one when it is built, for a discovery of
 * endpoints that none of its operations takes part in; whoever asked it for an endpoint would get a TypeError.
 */
export class EndpointCache {}
