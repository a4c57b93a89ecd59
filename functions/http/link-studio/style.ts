/** More style for the link studio: a form beside what comes of it, one below the other on a phone. */
import { pageStyle } from "../layout.ts";

export const LINK_STUDIO_STYLE = pageStyle(`
.studio{display:grid;grid-template-columns:minmax(0,20rem) minmax(0,1fr);gap:1.5rem 3rem;margin-top:1.5rem}
@media (max-width:48rem){.studio{grid-template-columns:minmax(0,1fr)}}
.studio label{display:block;margin:1rem 0 .3rem;font-weight:600}
.studio form>label:first-child{margin-top:0}
.studio select,.studio input{width:100%;padding:.55rem .7rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:var(--ink);font:inherit}
.studio :is(select,input):focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.studio [aria-invalid]{border-width:2px}
.studio .hint{margin:.3rem 0 0;font-size:.875rem}
.studio .fault{color:var(--ink);font-weight:600}
.studio h2{margin:1.75rem 0 0;font-size:1.1rem}
.studio h2:first-child{margin-top:0}
.studio pre{margin:.6rem 0;padding:.9rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper);white-space:pre-wrap;overflow-wrap:anywhere;font:.875rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.studio .stand{margin:.75rem 0;padding:1.25rem;border:1px dashed var(--soft);border-radius:.5rem}
.studio .stand streamgate-launch{--streamgate-accent:var(--accent);--streamgate-on-accent:var(--on-accent)}
.studio .button[hidden]{display:none}
.studio .button[data-copies]{padding:.35rem .8rem;font-size:.875rem}
`);
