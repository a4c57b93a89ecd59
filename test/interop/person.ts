/** Somebody who can sign in, and what SimpleSAMLphp says of them. */

/** Public: they open nothing but an identity provider that ends with the test. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface Person extends Credentials {
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** AuthnContextClassRef of the assertion. */
  readonly authnContext: string;
}
