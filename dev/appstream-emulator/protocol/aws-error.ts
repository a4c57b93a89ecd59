/**
 * The errors of the service as they travel: `{"__type":…,"Message":…}` with the status of the service model.
 * Every modelled error is a 400 but ResourceNotFoundException; callers are meant to branch on the name alone.
 */

const STATUS = {
  ResourceNotFoundException: 404,
  ResourceNotAvailableException: 400,
  OperationNotPermittedException: 400,
  InvalidParameterCombinationException: 400,
  ValidationException: 400,
  AccessDeniedException: 400,
  ThrottlingException: 400,
  NotFoundException: 400,
  InvalidKeyUsageException: 400,
  SerializationException: 400,
  UnknownOperationException: 400,
  MissingAuthenticationTokenException: 400,
  IncompleteSignatureException: 400,
  InvalidSignatureException: 400,
  UnrecognizedClientException: 400,
  ExpiredTokenException: 400,
  InternalFailure: 500,
  ServiceUnavailable: 503,
} as const;

export type AwsErrorName = keyof typeof STATUS;

/** Thrown by operations; the API turns it into an answer, so it never leaves the emulator as an exception. */
export class AwsError extends Error {
  override readonly name: AwsErrorName;
  readonly status: number;

  constructor(name: AwsErrorName, message: string) {
    super(message);
    this.name = name;
    this.status = STATUS[name];
  }
}
