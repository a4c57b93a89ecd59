/** The catalogue's look: a grid of cards, each with a tile or icon, the name, and a state line that needs no colour. */
import { pageStyle } from "./layout.ts";

export const CATALOGUE_STYLE = pageStyle(`
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.25rem;margin-bottom:1.25rem}
.top p{margin:0}
.top form{margin-left:auto}
.quiet{padding:.35rem .8rem;border-color:var(--line);color:var(--soft);font-weight:500}
.quiet:hover{border-color:var(--accent);color:var(--accent)}
.find{display:flex;gap:.6rem}
.find input{flex:1;min-width:0;padding:.65rem 1rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:var(--ink);font:inherit}
.find input::placeholder{color:var(--soft);opacity:1}
.find input:focus-visible,.cards button:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
#all{color:var(--accent)}
.recents{margin-bottom:1.25rem}
.recent{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0;padding:0}
.recent a{display:block;padding:.35rem .85rem;border:1px solid var(--line);border-radius:2rem;color:inherit;text-decoration:none}
.recent a:hover{border-color:var(--accent)}
.recent span{color:var(--soft);font-size:.875rem}
h2{margin:0;font-size:1.05rem}
#catalogue h2,.recents h2{margin:1.5rem 0 .7rem}
details{margin-top:.75rem;border:1px solid var(--line);border-radius:.6rem;padding:.75rem 1rem}
details[open]{padding-bottom:1rem}
summary{cursor:pointer;border-radius:.3rem}
#catalogue summary h2{display:inline;margin:0 .4rem}
summary span{color:var(--soft)}
.cards{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:.75rem}
details .cards{margin-top:.9rem}
.cards li{position:relative;display:grid;grid-template-columns:2.5rem 1fr 2.25rem;column-gap:.85rem;align-content:start;padding:1rem .6rem 1rem 1rem;border:1px solid var(--line);border-radius:.6rem}
details .cards li{content-visibility:auto;contain-intrinsic-size:auto 6rem}
.cards li:hover,.cards li:focus-within{border-color:var(--accent)}
li[hidden],section[hidden],details[hidden]{display:none!important}
.cards li[data-l]::before{content:attr(data-l);content:attr(data-l)/"";grid-row:1/9;width:2.5rem;height:2.5rem;border-radius:.5rem;display:grid;place-items:center;background:color-mix(in srgb,var(--accent) 13%,var(--card));color:var(--accent);font-weight:650}
.cards img{grid-row:1/9;border-radius:.5rem;object-fit:contain}
.cards a{grid-column:2}
.cards p{grid-column:2/4}
.cards a{color:inherit;font-weight:650;line-height:1.35;text-decoration:none}
.cards a::after{content:"";position:absolute;inset:0;border-radius:.6rem}
.cards a:hover{text-decoration:underline}
.cards a:focus-visible{outline:0}
.cards a:focus-visible::after{outline:3px solid var(--accent);outline-offset:2px}
.cards p{margin:.1rem .4rem 0 0;font-size:.925rem;line-height:1.4}
.cards p:last-child{margin-top:.45rem;padding:0 .4rem 0 1.1rem;position:relative;font-size:.85rem;line-height:1.4;color:var(--soft)}
.cards p:last-child::before{content:"";position:absolute;left:0;top:.27em;width:.6rem;height:.6rem;border-radius:50%;border:2px solid;color:#1c8a50;background:currentColor}
.u p:last-child::before{color:var(--soft);background:0 0}
.w p:last-child::before{color:#b06a00;background:linear-gradient(90deg,currentColor 50%,transparent 50%)}
.c p:last-child::before{border-radius:0;color:var(--soft);background:0 0}
.c a{color:var(--soft)}
.cards button{grid-area:1/3;position:relative;z-index:1;width:2.25rem;height:2.25rem;margin:-.45rem 0 -.4rem;border:0;border-radius:.5rem;background:0 0;color:var(--soft);font-size:1.25rem;line-height:1;cursor:pointer}
.cards button:hover{background:var(--paper);color:var(--accent)}
.cards button::before{content:"☆";content:"☆"/""}
.cards button[name]::before{content:"★";content:"★"/"";color:var(--accent)}
@media (prefers-color-scheme:dark){.cards p:last-child::before{color:#4cc58a}.w p:last-child::before{color:#f0b04a}}
@media (prefers-color-scheme:dark){.u p:last-child::before,.c p:last-child::before{color:var(--soft)}}
@media (max-width:30rem){.top form{margin:0}.find button{display:none}}
`);
