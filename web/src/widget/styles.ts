// The panel's one style sheet, for both modes. Constructable, so the page's CSP needs no style-src for it.
//
// `.n` is a node of the semantic tree at its absolute place. In canvas mode (`.canvas`) text is transparent over the picture and
// boxes are not painted here; in DOM mode (`.dom`, and when printing) the same nodes show themselves. Colours are custom
// properties by theme token, `--c-<token>`; a node's own are --fill, --line, --r, --bw.
import { kMonoFamily } from "../text/fonts.ts";

const kVisibleBoxes = (scope: string): string => `
${scope} .filled{background:var(--fill)}
${scope} .lined::before{content:"";position:absolute;inset:0;border:var(--bw) solid var(--line);border-radius:inherit;pointer-events:none}
${scope} .shadowed{box-shadow:0 2px 10px var(--c-shadow)}`;

export const kPanelStyle = `
.measure{position:absolute;left:0;top:0;width:0;height:0;overflow:hidden;visibility:hidden;contain:layout style;font-family:var(--family)}
.probe{position:absolute;left:0;top:0;white-space:pre;direction:rtl}
.mark-baseline{display:inline-block;width:0;height:0}

.panel{position:fixed;box-sizing:border-box;bottom:calc(88px + env(safe-area-inset-bottom,0px));width:400px;height:min(680px,calc(100vh - 120px));
overflow:hidden;border-radius:18px;background:var(--c-background,#fff);color:var(--c-text,#111);font-family:var(--family);
box-shadow:0 18px 60px rgba(2,20,18,.28),0 2px 10px rgba(2,20,18,.14);transition:opacity .16s,translate .16s,visibility 0s;text-align:start;
-webkit-text-size-adjust:100%;text-size-adjust:100%;outline:none}
@supports(height:100dvh){.panel{height:min(680px,calc(100dvh - 120px))}}
.panel[data-side=right]{right:calc(20px + env(safe-area-inset-right,0px))}
.panel[data-side=left]{left:calc(20px + env(safe-area-inset-left,0px))}
.panel.closed{visibility:hidden;opacity:0;translate:0 12px;transition:opacity .12s,translate .12s,visibility 0s .12s}
@media(max-width:480px){.panel.panel{inset:auto 0;top:var(--sheet-top,0px);width:100%;height:var(--sheet-height,100vh);border-radius:0}}
@media(prefers-reduced-motion:reduce){.panel,.panel.closed{transition:none;translate:none}}
.panel canvas{position:absolute;left:0;top:0;width:100%;height:100%;display:none;pointer-events:none}
.panel.canvas canvas{display:block}
.layer{position:absolute;inset:0}
.live,.hidden-words{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

.n{all:unset;box-sizing:border-box;display:block;position:absolute;left:0;top:0;border-radius:var(--r,0);list-style:none;text-align:start;-webkit-tap-highlight-color:transparent}
.n:is(button,a){cursor:pointer;touch-action:manipulation}
.n[aria-disabled=true]{cursor:default}
.n[aria-hidden=true]{pointer-events:none}
.n:focus-visible,.field:focus-within,.para a:focus-visible{outline:2px solid var(--c-focus,#0f766e);outline-offset:2px}
.panel:focus-visible{outline:none}
.scroller{overflow:hidden auto;overscroll-behavior:contain;scrollbar-width:thin;scrollbar-color:var(--c-border_strong,#999) transparent}
.scroller:focus-visible{outline-offset:-2px}
.content{position:relative;width:100%}
img.n{object-fit:contain}
.n>svg{position:absolute;left:0;top:0;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;pointer-events:none;overflow:visible}

.field>:is(input,textarea){all:unset;box-sizing:border-box;position:absolute;left:0;top:0;width:100%;height:100%;padding:0 14px;
font:400 16px/1.5 var(--family);color:var(--c-text);caret-color:var(--c-accent);overflow-wrap:anywhere;text-align:start;border-radius:inherit;cursor:text}
.field>textarea{padding:12px 14px;white-space:pre-wrap;overflow:auto;unicode-bidi:plaintext}
.field>input::-webkit-search-cancel-button{display:none}
.field>:is(input,textarea)::placeholder{color:var(--c-text_muted);opacity:1}
.field>:is(input,textarea):disabled{opacity:.6}

.para{position:absolute;display:block;left:0;top:0;margin:0;white-space:pre-line;overflow-wrap:anywhere;word-break:normal;hyphens:manual;
letter-spacing:0;word-spacing:0;text-indent:0;text-transform:none;color:var(--ink);pointer-events:none;unicode-bidi:isolate;-webkit-user-select:text;user-select:text}
.para.pre{white-space:pre-wrap}
.para.mono{font-family:${kMonoFamily}}
.t{pointer-events:auto}
.n:is(button,a) .t{pointer-events:none}
.t,.t *{line-height:0}
.t code{font-family:${kMonoFamily};font-size:.9em;padding:0 .3em;border-radius:4px;background:var(--code);unicode-bidi:isolate;direction:ltr}
.t mark{background:var(--mark);color:inherit;border-radius:4px}
.t strong{font-weight:700}
.t em{font-style:italic}
.t s{text-decoration:line-through}
.t a{color:var(--link,inherit);text-decoration:underline;text-underline-offset:.2em;cursor:pointer}

@media screen{
.canvas .para,.canvas .t,.canvas .t *{color:transparent;forced-color-adjust:none}
.canvas .t :is(code,mark){background:none}
.canvas .para ::selection,.canvas .para::selection{color:transparent;background:rgba(60,130,246,.34)}
}
${kVisibleBoxes(".dom")}
@media print{.panel{position:absolute;box-shadow:none}.panel.closed{display:none}.panel canvas{display:none!important}${kVisibleBoxes(".panel")}}
.dom .n:is(button,a):hover{filter:brightness(.97)}
@media(forced-colors:active){.panel{border:1px solid CanvasText}.dom .filled{border:1px solid transparent}}

.card{padding:28px 24px;overflow:auto;height:100%;box-sizing:border-box;font:400 15px/1.8 var(--family);color:var(--c-text)}
.card h2{font-size:20px;line-height:1.5;margin:0 40px 8px 0;margin-inline:0 44px}
.card p{margin:0 0 16px;color:var(--c-text_muted)}
.card ul{list-style:none;margin:0 0 20px;padding:0}
.card a{display:flex;justify-content:space-between;gap:12px;padding:12px 16px;margin-bottom:10px;border:1px solid var(--c-border);border-radius:12px;color:var(--c-accent_text);
text-decoration:none;background:var(--c-surface)}
.card a bdi{color:var(--c-text_muted)}
.card a:focus-visible,.card button:focus-visible{outline:2px solid var(--c-focus);outline-offset:2px}
.card button{all:unset;position:absolute;top:16px;inset-inline-end:16px;width:44px;height:44px;display:grid;place-items:center;border-radius:12px;cursor:pointer;color:var(--c-text)}
.card svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round}
`;

/** Colours until the core's theme arrives, and for the contact card when it never does. */
export const kPlainColors: Record<"light" | "dark", Record<string, string>> = {
  light: {
    background: "#f7f9f8", surface: "#ffffff", border: "#dfe6e4", border_strong: "#84918e", text: "#14201e", text_muted: "#566461", accent: "#0f766e",
    accent_text: "#0f6b64", focus: "#0f766e",
  },
  dark: {
    background: "#101716", surface: "#19211f", border: "#2b3634", border_strong: "#7d8a87", text: "#eef3f2", text_muted: "#a3b0ad", accent: "#2dd4bf",
    accent_text: "#5eead4", focus: "#5eead4",
  },
};
