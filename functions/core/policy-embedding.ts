/**
 * Streams inside a portal's own pages: what the page that holds them needs from the operator. Which portals may is
 * policy-portals.ts's.
 */

export interface EmbeddingPolicy {
  /** Where the operator serves AppStream's own `appstream_embed.js`, which AWS lets nobody else hand on. */
  readonly script: string;
  /** Of that file (Subresource Integrity); null: whatever is served there runs on our page. */
  readonly integrity: string | null;
  /** Value of the header `appstream-custom-url-domain`, for streams behind a custom domain; null sends none. */
  readonly customUrlDomain: string | null;
}
