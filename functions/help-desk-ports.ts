/** What the help desk needs beside the ports of sessions, launches and reference codes. */

/** AppStream's user id of a person whose provider's users have pseudonyms; the one way to it without their sign-in. */
export type UserIdOf = (identityProvider: string, subject: string) => string;
