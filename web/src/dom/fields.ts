// Text fields: real inputs that paint their own text, caret and selection over the canvas (research E1 to E5).
import type { TreeNode } from "../core/core.ts";
import { set_attribute } from "./roles.ts";

export type FieldElement = HTMLInputElement | HTMLTextAreaElement;

interface Hint {
  type: string;
  mode: string;
  enter: string;
  /** Numbers and addresses read left to right in every language. */
  ltr?: boolean;
}
const kHints: Record<string, Hint> = {
  search: { type: "search", mode: "search", enter: "search" },
  tel: { type: "text", mode: "tel", enter: "next", ltr: true },
  email: { type: "text", mode: "email", enter: "next", ltr: true },
  text: { type: "text", mode: "text", enter: "done" },
};
const kFieldPadding = 14;

export function create_field(node: TreeNode): FieldElement {
  const area = node.role === "text_area";
  const field = document.createElement(area ? "textarea" : "input") as FieldElement;
  field.spellcheck = area;
  field.addEventListener("compositionstart", () => field.toggleAttribute("data-composing", true));
  field.addEventListener("compositionend", () => field.toggleAttribute("data-composing", false));
  return field;
}

export function apply_field(field: FieldElement, node: TreeNode, panel_rtl: boolean, description_id: string | undefined): void {
  const hint = kHints[node.input ?? "text"] ?? kHints["text"]!;
  const states = new Set(node.states);
  if (field instanceof HTMLInputElement) set_attribute(field, "type", hint.type);
  set_attribute(field, "inputmode", hint.mode);
  set_attribute(field, "enterkeyhint", node.role === "text_area" ? undefined : hint.enter);
  set_attribute(field, "autocomplete", node.autocomplete || "off");
  set_attribute(field, "autocapitalize", hint.ltr || hint.mode === "search" ? "off" : undefined);
  set_attribute(field, "aria-label", node.name || node.placeholder || undefined);
  set_attribute(field, "placeholder", node.placeholder || undefined);
  set_attribute(field, "maxlength", node.max_length ? String(node.max_length) : undefined);
  set_attribute(field, "aria-invalid", states.has("invalid") ? "true" : undefined);
  set_attribute(field, "aria-required", states.has("required") ? "true" : undefined);
  set_attribute(field, "aria-describedby", description_id);
  field.disabled = states.has("disabled");
  write_value(field, node.value ?? "");
  apply_direction(field, panel_rtl, hint.ltr === true);
  apply_padding(field, node);
}

/** Never while an input method is composing, and never the same again: both would move the caret. */
function write_value(field: FieldElement, value: string): void {
  if (field.hasAttribute("data-composing") || field.value === value) return;
  field.value = value;
}

/** dir=auto reads an empty field as left-to-right, so an empty one takes the interface's direction. */
export function apply_direction(field: FieldElement, panel_rtl: boolean, ltr: boolean): void {
  const wanted = field.value === "" ? (panel_rtl ? "rtl" : "ltr") : ltr ? "ltr" : "auto";
  set_attribute(field, "dir", wanted);
  // Words start where the interface starts, whatever their own direction.
  const side = panel_rtl ? "right" : "left";
  if (field.style.textAlign !== side) field.style.setProperty("text-align", side);
}

export function is_ltr_field(node: TreeNode): boolean {
  return kHints[node.input ?? "text"]?.ltr === true;
}

/** Keeps the words clear of icons that the view put into the field. */
function apply_padding(field: FieldElement, node: TreeNode): void {
  let left = kFieldPadding;
  let right = kFieldPadding;
  const width = node.w ?? 0;
  for (const [, , x, , size] of node.icons ?? []) {
    if (x + size / 2 < width / 2) left = Math.max(left, x + size + 10);
    else right = Math.max(right, width - x + 10);
  }
  field.style.setProperty("padding-left", `${left}px`);
  field.style.setProperty("padding-right", `${right}px`);
}
