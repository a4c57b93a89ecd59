/**
 * The look of the identity providers' pages, in one inline style sheet that the page's policy allows by its hash.
 * Colours keep a contrast of at least 4.5 to 1 in the light and in the dark scheme.
 */

export const STYLE = `
:root { color-scheme: light dark; --ink: #14213d; --paper: #ffffff; --ground: #eef2f7; --line: #6b7a90;
  --accent: #0b5394; --on-accent: #ffffff; --fault: #a3161f; --fault-ground: #fdecec; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf5; --paper: #17202e; --ground: #0d131c; --line: #8494ab;
  --accent: #8ec5ff; --on-accent: #0d131c; --fault: #ffb3b3; --fault-ground: #3a1719; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: start center; padding: clamp(1rem, 6vh, 4rem) 1rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 34rem; padding: clamp(1.25rem, 5vw, 2.5rem); background: var(--paper);
  border-radius: .75rem; border-top: .375rem solid var(--accent); box-shadow: 0 1px 12px rgb(0 0 0 / .12); }
main > :last-child { margin-bottom: 0; }
h1 { margin: 0 0 1.5rem; font-size: 1.375rem; font-weight: 400; }
h1 span { font-weight: 700; }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .625rem .75rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: .375rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button { flex: 1 1 8rem; min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .375rem; }
button.quiet { color: var(--accent); background: transparent; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.fault { margin: 0; padding: .625rem .75rem; color: var(--fault); background: var(--fault-ground);
  border-left: .25rem solid currentcolor; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .375rem .75rem .375rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--ground); }
tbody th { font-weight: 400; }
code { white-space: nowrap; }
a { color: var(--accent); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .75rem; margin: 1.5rem 0;
  padding: 0; list-style: none; }
.tiles a { display: flex; align-items: center; gap: .75rem; height: 100%; min-height: 4rem; padding: .75rem;
  color: inherit; font-weight: 600; text-decoration: none; border: 1px solid var(--line); border-radius: .5rem; }
.tiles a:hover { border-color: var(--accent); background: var(--ground); }
.tiles [aria-hidden] { flex: none; width: 2.5rem; height: 2.5rem; display: grid; place-items: center;
  color: var(--on-accent); background: var(--accent); border-radius: .375rem; font-size: 1.125rem; }
`;
