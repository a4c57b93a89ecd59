/**
 * The launch button's own style, inside its shadow root. Pages change it by `--streamgate-…` properties and `::part`;
 * colours of text are the page's own, since nothing here knows what lies behind it.
 */
export const BUTTON_STYLE = `
:host{display:inline-block;max-width:100%;vertical-align:middle;font:var(--streamgate-font,inherit)}
:host([hidden]){display:none}
a{display:inline-block;box-sizing:border-box;max-width:100%;padding:.6em 1.1em;border:1px solid var(--streamgate-accent,#0b57a4);border-radius:var(--streamgate-radius,.5em);background:var(--streamgate-accent,#0b57a4);color:var(--streamgate-on-accent,#fff);font-weight:600;line-height:1.3;text-decoration:none;overflow-wrap:anywhere}
a:hover{filter:brightness(1.1)}
a:focus-visible{outline:3px solid var(--streamgate-focus,currentColor);outline-offset:3px;border-radius:var(--streamgate-radius,.5em)}
a:is(.closed,.not_entitled,.offline){background:transparent;color:inherit;border-color:currentColor}
a.offline{border-style:dashed}
p{margin:.6em 0 0;font-size:.875em;line-height:1.4}
p:empty{display:none}
p::before{content:"";display:inline-block;box-sizing:border-box;width:.65em;height:.65em;margin-right:.45em;border:2px solid currentColor;border-radius:50%}
p.ready::before{background:currentColor}
p.waiting::before{background:linear-gradient(90deg,currentColor 50%,transparent 50%)}
p.closed::before,p.not_entitled::before,p.offline::before{border-radius:0}
iframe{display:block;box-sizing:border-box;width:100%;height:var(--streamgate-frame-height,40rem);border:1px solid currentColor;border-radius:var(--streamgate-radius,.5em)}
@media (forced-colors:active){a{border-color:LinkText}p.ready::before{background:CanvasText}}
`;

/** Once the stream stands where the button was. */
export const FRAME_STYLE = ":host{display:block}";
