/**
 * Where something is used up that nobody here issued, such as the assertion behind a tile: one Region, chosen by its
 * id, so that every Region chooses the same one and asks that one's table alone.
 *
 * Rendezvous hashing (Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", 1998): each Region
 * draws a number for the id and the highest wins. The order of the list does not matter, and a Region more takes
 * over only the ids that it wins: of n Regions' ids, one in n + 1 moves.
 *
 * While two versions of the list run side by side, a moved id has two homes, and what is presented to both versions
 * counts twice: an assertion then makes two proposals. That lasts until every Region has the new list and the last
 * assertion from before is too old: seven minutes, for it is taken until five after its IssueInstant, and clocks may
 * differ by one either way. An operator who must not have that takes the tiles out of the policy (`idpInitiated`)
 * before the change, and brings them back seven minutes after it. What was issued here names its home itself and never moves.
 */

/** `digest` is a cryptographic hash in a text form of constant length. Throws a TypeError for an empty list. */
export function homeRegion(id: string, regions: readonly string[], digest: (text: string) => string): string {
  const drawn = regions.map((region) => ({ region, number: digest(`${region} ${id}`) }));
  return drawn.reduce((highest, other) => (other.number > highest.number ? other : highest)).region;
}
