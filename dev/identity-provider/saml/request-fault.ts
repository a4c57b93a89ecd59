/** A message that this identity provider will not act on. The person sees why; nobody is sent anywhere. */

export class RequestFault extends Error {}
