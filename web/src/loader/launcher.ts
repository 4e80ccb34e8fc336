// The help button: the only thing of ours on the page until somebody wants help.
//
// One custom element at the end of <body>, one shadow root, one native button. Styles are a constructable sheet, so the
// page's CSP needs nothing for them; `all: initial` keeps the page's CSS out.
import type { Options } from "../shared/contract.ts";
import style from "./launcher.css";

export const kElementName = "pasokh-widget";

const kNotes: Record<string, string> = {
  fa: "راهنما باز نشد. اینترنت را بررسی کنید و دوباره بزنید.", ar: "تعذّر فتح المساعدة. تحقّق من الإنترنت ثم حاول مجددًا.",
  en: "Help could not be opened. Check your connection and try again.",
};
const kLabels: Record<string, string> = { fa: "راهنما و پشتیبانی", ar: "المساعدة والدعم", en: "Help and support" };
// A speech bubble with an answering tick, and a cross for "close"; 24 x 24.
const kHelpPath = "M21 11.5a8 8 0 0 1-8 8H5.6L3 21.6V11.5a8 8 0 0 1 8-8h2a8 8 0 0 1 8 8ZM8.6 11.6l2.5 2.5 4.6-4.9";
const kClosePath = "M6.5 9.5 12 15l5.5-5.5";

export interface Launcher {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  apply(options: Options): void;
  /** Says in this language that help could not be opened; "" takes the words away. */
  note(lang: string): void;
}

/** White or near-black, whichever reads better on the accent (WCAG relative luminance). */
export function text_on(accent: string): string {
  const channel = (at: number): number => {
    const value = parseInt(accent.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.06 ? "#ffffff" : "#0b1211";
}

function icon(path_data: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", path_data);
  svg.append(path);
  return svg;
}

export function create_launcher(options: Options): Launcher {
  if (!customElements.get(kElementName)) customElements.define(kElementName, class extends HTMLElement {});
  const element = document.createElement(kElementName);
  // Playwright and axe cannot look into a closed root, so a tag with data-test opens it.
  const root = element.attachShadow({ mode: options.test ? "open" : "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.className = "launcher";
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.append(icon(kHelpPath), icon(kClosePath));
  root.append(button);

  const apply = (now: Options): void => {
    const rtl = now.lang !== "en";
    button.lang = now.lang;
    button.setAttribute("aria-label", now.label || kLabels[now.lang] || kLabels["fa"]!);
    button.dataset["side"] = (now.position === "end") !== rtl ? "right" : "left";
    button.style.setProperty("--a", now.accent);
    button.style.setProperty("--o", text_on(now.accent));
  };
  apply(options);
  const words = document.createElement("p");
  words.className = "note";
  words.setAttribute("role", "alert");
  root.append(words);
  const note = (lang: string): void => {
    words.lang = lang;
    words.dir = lang === "en" ? "ltr" : "rtl";
    words.dataset["side"] = button.dataset["side"];
    words.textContent = kNotes[lang] ?? "";
  };
  document.body.append(element);
  return { element, root, button, apply, note };
}
