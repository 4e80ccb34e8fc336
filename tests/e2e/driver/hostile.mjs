// Texts that would run script where a page took text for markup or a text for an address (T13). Each calls `__xss()`.
const kCall = "__xss()";

const elements = [
  `<script>${kCall}</script>`, `<script src="data:text/javascript,${kCall}"></script>`, `<img src=x onerror=${kCall}>`, `<img src=x onerror="${kCall}"/>`, `<IMG SRC=x OnErRoR=${kCall}>`,
  `<img/src=x/onerror=${kCall}>`, `<img src=x:x onerror=${kCall} alt=`, `<image src=x onerror=${kCall}>`, `<svg onload=${kCall}>`, `<svg/onload=${kCall}>`, `<svg><script>${kCall}</script></svg>`,
  `<svg><animate onbegin=${kCall} attributeName=x dur=1s>`, `<svg><set onbegin=${kCall} attributeName=x>`, `<svg><a><animate attributeName=href values=javascript:${kCall} /><text y=20>x</text></a>`,
  `<svg><foreignObject><img src=x onerror=${kCall}></foreignObject></svg>`, `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=${kCall}>#x">`,
  `<math><a xlink:href="javascript:${kCall}">x</a></math>`, `<body onload=${kCall}>`, `<body onpageshow=${kCall}>`, `<iframe src="javascript:parent.${kCall}">`, `<iframe srcdoc="<script>parent.${kCall}</script>">`,
  `<iframe onload=${kCall}>`, `<object data="javascript:${kCall}">`, `<object data="data:text/html,<script>parent.${kCall}</script>">`, `<embed src="javascript:${kCall}">`, `<details open ontoggle=${kCall}>x</details>`,
  `<video><source onerror=${kCall}></video>`, `<video src=x onerror=${kCall}>`, `<audio src=x onerror=${kCall}>`, `<input autofocus onfocus=${kCall}>`, `<select autofocus onfocus=${kCall}>`,
  `<textarea autofocus onfocus=${kCall}>`, `<button autofocus onfocus=${kCall}>`, `<x tabindex=1 autofocus onfocus=${kCall}>`, `<marquee onstart=${kCall}>`, `<p onpointerover=${kCall} style="position:fixed;inset:0">x</p>`,
  `<a href="javascript:${kCall}">x</a>`, `<form action="javascript:${kCall}"><button>x</button></form>`, `<button form=f formaction="javascript:${kCall}">x</button>`, `<meta http-equiv=refresh content="0;url=javascript:${kCall}">`,
  `<link rel=stylesheet href="javascript:${kCall}">`, `<link rel=import href="data:text/html,<script>${kCall}</script>">`, `<base href="javascript:/a/-${kCall}//">`, `<style>@keyframes x{}</style><div style="animation-name:x" onanimationstart=${kCall}>`,
  `<style>*{background:url(javascript:${kCall})}</style>`, `<div style="background:url(javascript:${kCall})">`, `<table background="javascript:${kCall}">`, `<template><script>${kCall}</script></template>`,
  `<slot onslotchange=${kCall}><b>x</b></slot>`, `<dialog open onclose=${kCall}></dialog>`, `<keygen autofocus onfocus=${kCall}>`, `<frameset onload=${kCall}>`,
];

/** Out of whatever it might have been put into. */
const breakers = ['">', "'>", "`>", "-->", "]]>", "</title>", "</textarea>", "</style>", "</script>", "</template>", "</noscript>", '" autofocus onfocus=__xss() x="', "\\\">", "\u0000\">", "</p></div></body>"];
const cores = [`<script>${kCall}</script>`, `<img src=x onerror=${kCall}>`, `<svg onload=${kCall}>`, `<iframe srcdoc="<script>parent.${kCall}</script>">`, `<details open ontoggle=${kCall}>`];

export const hostile_addresses = [
  `javascript:${kCall}`, `JavaScript:${kCall}`, `JAVASCRIPT:${kCall}`, ` javascript:${kCall}`, `\tjavascript:${kCall}`, `java\tscript:${kCall}`, `java\nscript:${kCall}`, `java\rscript:${kCall}`, `\u0001javascript:${kCall}`,
  `\u00a0javascript:${kCall}`, `\u200bjavascript:${kCall}`, `\u202ejavascript:${kCall}`, `javascript\u200c:${kCall}`, `&#106;avascript:${kCall}`, `&#x6A;avascript:${kCall}`, `javascript&colon;${kCall}`, `java&Tab;script:${kCall}`,
  `%6Aavascript:${kCall}`, `javascript%3A${kCall}`, `javascript://%0a${kCall}`, `javascript:/*https://*/${kCall}`, `javascript:"https://x.example";${kCall}`, `data:text/html,<script>opener.${kCall}</script>`,
  "data:text/html;base64,PHNjcmlwdD5vcGVuZXIuX194c3MoKTwvc2NyaXB0Pg==", `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${kCall}'/>`, `vbscript:${kCall}`, `view-source:javascript:${kCall}`, `feed:javascript:${kCall}`,
  `blob:javascript:${kCall}`, `https:javascript:${kCall}`, `https://x.example/"onmouseover="${kCall}`, `https://x.example/'autofocus onfocus=${kCall} x='`, `mailto:x"onfocus="${kCall}@x.example`, `tel:1"onfocus="${kCall}`,
  `article:"><img src=x onerror=${kCall}>`, `#"><img src=x onerror=${kCall}>`, `//x.example/%0d%0a<script>${kCall}</script>`, `jar:javascript:${kCall}`,
];

const spelled = [
  `&lt;script&gt;${kCall}&lt;/script&gt;`, `&amp;lt;script&amp;gt;${kCall}&amp;lt;/script&amp;gt;`, `&#60;img src=x onerror=${kCall}&#62;`, `%3Cscript%3E${kCall}%3C/script%3E`, `\\u003cscript\\u003e${kCall}\\u003c/script\\u003e`,
  `\\x3cimg src=x onerror=${kCall}\\x3e`, `+ADw-script+AD4-${kCall}+ADw-/script+AD4-`, `＜script＞${kCall}＜/script＞`, `<scr\u200bipt>${kCall}</scr\u200bipt>`, `<\u202escript>${kCall}</script>`, `<scr<script>ipt>${kCall}</scr</script>ipt>`,
  `<img src=x onerror&#61;${kCall}>`, `<img src=x on\nerror=${kCall}>`, `<img \u0000src=x onerror=${kCall}>`, `<!--[if gte IE 4]><script>${kCall}</script><![endif]-->`, `<?xml version="1.0"?><script>${kCall}</script>`, `<!DOCTYPE x [<!ENTITY y "${kCall}">]><x>&y;</x>`,
];
const templates = [
  `{{constructor.constructor('${kCall}')()}}`, `\${${kCall}}`, `<%= ${kCall} %>`, `#{${kCall}}`, `[[\${${kCall}}]]`, `{{= ${kCall} }}`, `{%raw%}${kCall}`, `';${kCall};//`, `";${kCall};//`, `\\';${kCall};//`, `*/${kCall}/*`, `"+${kCall}+"`, `)};${kCall};{(`,
  `"}]};${kCall};//`, `</script><script>${kCall}//`, `{"__proto__":{"onerror":"${kCall}"}}`, `\u2028${kCall}\u2028`, `--><!--${kCall}`,
];
/** Safe before it is parsed twice. */
const mutating = [
  `<noscript><p title="</noscript><img src=x onerror=${kCall}>">`, `<svg></p><style><a id="</style><img src=x onerror=${kCall}>">`, `<math><mtext><table><mglyph><style><img src=x onerror=${kCall}>`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${kCall}>`, `<math><annotation-xml encoding="text/html"><style><img src=x onerror=${kCall}></style></annotation-xml></math>`,
  `<svg><style><!--</style><img src=x onerror=${kCall}>--></style></svg>`, `<select><template><style><!--</style><img src=x onerror=${kCall}>-->`, `<table><td><svg><desc><td></desc><style><img src=x onerror=${kCall}>`,
];

export const hostile_texts = [...elements, ...breakers.flatMap((breaker) => cores.map((core) => breaker + core)), ...hostile_addresses, ...spelled, ...templates, ...mutating];

/** In the page: counts what ran. Installed before any script. */
export function watch_for_execution() {
  const ran = [];
  Object.defineProperty(globalThis, "__xss_ran", { value: ran });
  for (const name of ["__xss", "alert", "confirm", "prompt", "print"]) globalThis[name] = () => ran.push(name);
}

/** In the page: what ran, and what stands in our part of it that could. */
export function found_hostile() {
  const faults = globalThis.__xss_ran.map((name) => `ran ${name}`);
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (/^(script|iframe|frame|object|embed|base|meta|template|foreignObject|animate|set|use|math)$/i.test(element.localName)) faults.push(`<${element.localName}>`);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || name === "srcdoc" || name === "formaction") faults.push(`${element.localName} ${name}=${value}`);
        if (/^(href|src|action|data|xlink:href)$/.test(name) && !/^(https?|mailto|tel):$/.test(new URL(value, location.href).protocol)) faults.push(`${element.localName} ${name}=${value}`);
      }
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document.querySelector("pasokh-widget").shadowRoot);
  return faults;
}
