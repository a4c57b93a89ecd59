/**
 * The grounds that text stands on in our pages, in the two schemes a reader may prefer. They are not the policy's to
 * change, so that its accents can be held against them before anybody sees a page.
 */

export interface PageGrounds {
  /** Behind everything. */
  readonly paper: string;
  /** Behind the text, and what stands on an accent. */
  readonly card: string;
}

export const LIGHT_GROUNDS: PageGrounds = { paper: "#f3f5f9", card: "#ffffff" };
export const DARK_GROUNDS: PageGrounds = { paper: "#0e1524", card: "#172135" };
