// What runs inside the page: finding things the way people name them, by role and accessible name, in the widget's open root.
//
// `probe` is sent to the page as source; it may use nothing of this file's scope.

export function probe() {
  if (globalThis.__e2e_probe) return;
  const kRoles = {
    BUTTON: "button", H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading", UL: "list", OL: "list", LI: "listitem",
    NAV: "navigation", ARTICLE: "article", IMG: "img", P: "paragraph", TEXTAREA: "textbox", PRE: "code",
  };
  const shadow = () => document.querySelector("pasokh-widget")?.shadowRoot ?? null;
  // Isolates and direction marks are for the eye; a repeated announcement differs by a no-break space.
  const tidy = (text) => text.replace(/[\u2066-\u2069\u200e\u200f]/g, "").replace(/\s+/g, " ").trim();

  function role_of(element) {
    const given = element.getAttribute("role");
    if (given) return given;
    if (element.tagName === "A") return element.hasAttribute("href") ? "link" : "generic";
    if (element.tagName === "INPUT") return element.type === "search" ? "searchbox" : "textbox";
    return kRoles[element.tagName] ?? "generic";
  }

  function shown(element) {
    if (!element.checkVisibility({ checkVisibilityCSS: true, visibilityProperty: true })) return false;
    return !element.closest("[aria-hidden=true]");
  }

  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || node.getAttribute("aria-hidden") === "true") return "";
    if (node.tagName === "IMG") return node.alt;
    return Array.from(node.childNodes, words).join(/^(SPAN|STRONG|EM|MARK|CODE|S|B|BDI|A)$/.test(node.tagName) ? "" : " ");
  }

  function name_of(element) {
    const label = element.getAttribute("aria-label");
    return tidy(label ?? (element.tagName === "IMG" ? element.alt : words(element)));
  }

  function description_of(element) {
    const ids = (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    return tidy(ids.map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join(" "));
  }

  function all(role) {
    const root = shadow();
    if (!root) return [];
    return Array.from(root.querySelectorAll("*")).filter((element) => role_of(element) === role && shown(element));
  }

  /** Elements of a role by what they are called: a text that is equal, or that is contained with `part`. */
  function find(role, name, part) {
    const wanted = name === undefined ? undefined : tidy(name);
    return all(role).filter((element) => wanted === undefined || (part ? name_of(element).includes(wanted) : name_of(element) === wanted));
  }

  /** Everything a person can read in the open panel. */
  function panel_text() {
    const panel = find("dialog")[0];
    return panel ? tidy(words(panel)) : "";
  }

  function panel_scroller() {
    return shadow()?.querySelector(".scroller") ?? null;
  }

  function focus_of() {
    const element = shadow()?.activeElement;
    return element ? { role: role_of(element), name: name_of(element), tag: element.tagName } : { role: "", name: "", tag: document.activeElement?.tagName ?? "" };
  }

  const value = { shadow, role_of, name_of, description_of, find, panel_text, panel_scroller, focus_of, tidy };
  Object.defineProperty(globalThis, "__e2e_probe", { value, enumerable: false });
}

/** Counts what keeps a page busy. Installed before any script of the page. */
export function watch() {
  const seen = { csp: [], frames: 0, timers: 0, shift: 0, long_tasks: [] };
  Object.defineProperty(globalThis, "__e2e_seen", { value: seen, enumerable: false });
  document.addEventListener("securitypolicyviolation", (event) => seen.csp.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
  const count = (name, counter) => {
    const original = globalThis[name];
    Object.defineProperty(globalThis, name, {
      configurable: true, writable: true, enumerable: true,
      value: function (...rest) {
        seen[counter]++;
        return original.apply(globalThis, rest);
      },
    });
  };
  count("requestAnimationFrame", "frames");
  for (const name of ["setTimeout", "setInterval", "requestIdleCallback"]) if (globalThis[name]) count(name, "timers");
  const kinds = PerformanceObserver.supportedEntryTypes;
  if (kinds.includes("layout-shift")) new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
  if (kinds.includes("longtask")) new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.long_tasks.push(entry.duration))).observe({ type: "longtask", buffered: true });
}
