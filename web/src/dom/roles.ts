// Which native element a role becomes, and which of its ARIA attributes the element does not already give.
import type { TreeNode } from "../core/core.ts";
import { is_outside } from "../text/paragraph.ts";

interface Shape {
  tag: string;
  /** ARIA role, when the tag alone does not say it. */
  aria?: string;
  /** The role needs a name to count: without one it stays a plain element. */
  only_named?: boolean;
  /** May be pressed: a click on it is an activation. */
  pressable?: boolean;
  /** `aria-label` holds its name; otherwise the texts do. */
  labelled?: boolean;
}

const kShapes: Record<string, Shape> = {
  none: { tag: "div" },
  group: { tag: "div", aria: "group", only_named: true, labelled: true },
  region: { tag: "section", aria: "region", only_named: true, labelled: true },
  dialog: { tag: "div", aria: "dialog", labelled: true },
  navigation: { tag: "nav", labelled: true },
  search: { tag: "div", aria: "search", labelled: true },
  form: { tag: "form", aria: "form", only_named: true, labelled: true },
  article: { tag: "article", labelled: true },
  list: { tag: "ul", aria: "list", labelled: true },
  list_item: { tag: "li", aria: "listitem" },
  table: { tag: "div", aria: "table", labelled: true },
  row: { tag: "div", aria: "row" },
  column_header: { tag: "div", aria: "columnheader" },
  cell: { tag: "div", aria: "cell" },
  text: { tag: "p" },
  note: { tag: "div", aria: "note", labelled: true },
  status: { tag: "div", aria: "status" },
  alert: { tag: "div", aria: "alert" },
  code_block: { tag: "pre" },
  button: { tag: "button", pressable: true },
  link: { tag: "a", pressable: true },
  radio_group: { tag: "div", aria: "radiogroup", labelled: true },
  radio: { tag: "button", aria: "radio", pressable: true },
  separator: { tag: "div", aria: "separator" },
  progress: { tag: "div", aria: "progressbar", labelled: true },
  scroller: { tag: "div", aria: "region", only_named: true, labelled: true },
};
const kImage: Shape = { tag: "img" };
const kDrawnImage: Shape = { tag: "div", aria: "img", labelled: true };
const kHeadings: Shape[] = [2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` }));
const kField: Shape = { tag: "div" };

export function shape_of(node: TreeNode): Shape {
  const role = node.role ?? "none";
  if (role === "heading") return kHeadings[Math.min(6, Math.max(2, node.level ?? 2)) - 2]!;
  if (role === "image") return node.href ? kImage : kDrawnImage;
  if (is_field(node)) return kField;
  return kShapes[role] ?? kShapes["none"]!;
}

export function is_field(node: TreeNode): boolean {
  return node.role === "text_field" || node.role === "text_area";
}

/** Nodes of one kind can share an element over time; a change of kind makes a new element. */
export function kind_of(node: TreeNode): string {
  return `${shape_of(node).tag}.${node.role ?? "none"}`;
}

/** Sets `name` to `value`, or takes it away; touches the DOM only when it differs. */
export function set_attribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/** `text` is what the node's paragraphs say. */
export function apply_meaning(element: Element, node: TreeNode, text: string): void {
  const shape = shape_of(node);
  const name = node.name ?? "";
  const states = new Set(node.states);
  const flag = (state: string): string | undefined => (states.has(state) ? "true" : undefined);

  set_attribute(element, "role", shape.aria && !(shape.only_named && name === "") ? shape.aria : undefined);
  // Words that can be seen must be in the name (WCAG 2.5.3), so texts that contain the name are the name.
  const label_needed = shape.labelled || (shape.pressable && !text.includes(name));
  set_attribute(element, "aria-label", label_needed && name !== "" && !is_field(node) ? name : undefined);
  set_attribute(element, "lang", node.lang || undefined);
  if (node.role === "none" || node.role === undefined) set_attribute(element, "aria-hidden", "true");
  if (node.role === "text" && text === "" && name !== "") element.textContent = name;

  set_attribute(element, "aria-disabled", flag("disabled") ?? flag("busy"));
  set_attribute(element, "aria-busy", flag("busy"));
  set_attribute(element, "aria-expanded", flag("expanded"));
  set_attribute(element, "aria-current", states.has("current") ? (node.role === "list_item" ? "step" : "page") : states.has("selected") ? "true" : undefined);
  if (node.role === "radio") set_attribute(element, "aria-checked", String(states.has("checked")));
  // A toggle that has been on once is a toggle: it says "off" from then on.
  else if (states.has("pressed") || element.hasAttribute("aria-pressed")) set_attribute(element, "aria-pressed", String(states.has("pressed")));
  if (node.role === "progress") set_attribute(element, "aria-valuetext", node.value);
  if (element instanceof HTMLAnchorElement) apply_link(element, node.href ?? "");
}

function apply_link(link: HTMLAnchorElement, href: string): void {
  const web = /^https?:\/\//i.test(href);
  set_attribute(link, "href", is_outside(href) ? href : "#");
  set_attribute(link, "target", web ? "_blank" : undefined);
  set_attribute(link, "rel", web ? "noopener noreferrer" : undefined);
}
