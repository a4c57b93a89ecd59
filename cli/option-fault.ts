/** What is wrong with an option, or with an argument that has a name: all of a command's are told at once. */
export interface OptionFault {
  /** `--owner`, `FLEET`. */
  readonly option: string;
  /** Goes on where the option's name ends. */
  readonly message: string;
}

export function faultLine({ option, message }: OptionFault): string {
  return `${option} ${message}`;
}
