// Patches native elements from the core's tree, by id: what is the same is not touched.
//
// One write pass, no layout reads in it. The paragraphs of the text engine are moved into their nodes, so what is read aloud,
// selected and searched is what was measured. Events go the other way: a DOM click is the only activation.
//
// Use:
//   const host = new DomHost(layer, {...});
//   host.apply(tree, "canvas");
import { EventKind, type Tree, type TreeNode } from "../core/core.ts";
import type { Paragraph } from "../text/paragraph.ts";
import { apply_direction, apply_field, create_field, type FieldElement, is_ltr_field } from "./fields.ts";
import { create_icon, place_icon } from "./icon.ts";
import { place_children } from "./order.ts";
import { apply_meaning, is_field, kind_of, set_attribute, shape_of } from "./roles.ts";

export interface DomHostPorts {
  paragraph(id: number): Paragraph | undefined;
  event(kind: EventKind, node: number, text: string, scroll_top: number): void;
  /** Turns an image's address in the tree into one that the page can load. */
  resolve(href: string): string;
}

interface View {
  node: TreeNode;
  kind: string;
  element: HTMLElement;
  /** Where children go: the element, or a scroller's content. */
  inside: HTMLElement;
  field: FieldElement | undefined;
  description: HTMLElement | undefined;
  icons: SVGSVGElement[];
  icon_paths: string;
  /** Of its paragraphs, in their order. */
  texts: HTMLElement[];
  /** For paragraphs that an earlier node holds: the engine has one element for the same words in the same look. */
  copies: Map<Paragraph, HTMLElement>;
  children: View[];
  /** Origin that children's coordinates are relative to. */
  origin_x: number;
  origin_y: number;
  /** Scrollers: where it is, as far as events have told. */
  scroll_top: number;
}

export type PaintMode = "canvas" | "dom";

export class DomHost {
  private views = new Map<number, View>();
  private view_of = new WeakMap<Element, View>();
  private tree: Tree | undefined;
  private mode: PaintMode = "canvas";
  /** Paragraphs whose own element has its place in this pass. */
  private placed = new Set<Paragraph>();

  constructor(private readonly layer: HTMLElement, private readonly ports: DomHostPorts) {
    layer.addEventListener("click", (event) => this.on_click(event));
    layer.addEventListener("input", (event) => this.on_input(event));
    layer.addEventListener("keydown", (event) => this.on_key(event));
    layer.addEventListener("submit", (event) => event.preventDefault());
    layer.addEventListener("scroll", (event) => this.on_scroll(event), { capture: true, passive: true });
  }

  /** The tree's language and direction hold for the whole layer. */
  apply(tree: Tree, mode: PaintMode): void {
    this.tree = tree;
    this.mode = mode;
    set_attribute(this.layer, "lang", tree.lang);
    set_attribute(this.layer, "dir", tree.rtl ? "rtl" : "ltr");
    const focused = this.focused();
    const roots: View[] = [];
    const alive = new Set<number>();
    this.placed.clear();
    for (const node of tree.nodes) {
      if (mode === "canvas" && (node.role ?? "none") === "none") continue;
      const view = this.view(node);
      alive.add(node.id);
      view.children = [];
      const parent = this.parent_view(node, alive);
      (parent ? parent.children : roots).push(view);
      this.place(view, node, parent);
      this.paint(view, node);
      this.fill(view, node, tree.rtl);
      view.node = node;
    }
    for (const [id, view] of this.views) {
      if (alive.has(id)) continue;
      this.views.delete(id);
      if (!view.element.contains(focused)) view.element.remove();
    }
    place_children(this.layer, roots.map((view) => view.element), focused);
    for (const view of this.views.values()) this.order(view, focused);
    this.rove(tree);
    this.carry_out_once(tree);
  }

  repaint(mode: PaintMode): void {
    if (this.tree) this.apply({ ...this.tree, nodes: this.tree.nodes.map(({ focus: _focus, scroll_to: _scroll, ...node }) => node) }, mode);
  }

  has_focus(): boolean {
    return this.focused() !== null;
  }

  /** Scrolls the heading with that anchor to the top of its scroller, and moves the focus there for screen readers. */
  scroll_to_anchor(anchor: string): void {
    const node = this.tree?.nodes.find((candidate) => candidate.anchor === anchor);
    const view = node && this.views.get(node.id);
    if (!view) return;
    const scroller = view.element.closest<HTMLElement>(".scroller");
    scroller?.scrollTo({ top: Math.max(0, (view.node.y ?? 0) - 12) });
    view.element.tabIndex = -1;
    view.element.focus({ preventScroll: true });
  }

  /** The node under a DOM event, for hover looks. */
  node_at(target: EventTarget | null): number {
    return this.view_at(target)?.node.id ?? 0;
  }

  // --- building ---

  private view(node: TreeNode): View {
    const kind = kind_of(node);
    const old = this.views.get(node.id);
    if (old && old.kind === kind) return old;
    old?.element.remove();
    const element = document.createElement(shape_of(node).tag);
    element.classList.add("n");
    const view: View = {
      node, kind, element, inside: element, field: undefined, description: undefined, icons: [], icon_paths: "", texts: [], copies: new Map(), children: [], origin_x: 0, origin_y: 0, scroll_top: 0,
    };
    if (element instanceof HTMLButtonElement) element.type = "button";
    if (element instanceof HTMLFormElement) element.noValidate = true;
    if (element instanceof HTMLImageElement) {
      element.loading = "lazy";
      element.decoding = "async";
    }
    if (node.role === "scroller") {
      element.classList.add("scroller");
      view.inside = document.createElement("div");
      view.inside.className = "content";
      element.append(view.inside);
      element.tabIndex = 0;
    }
    if (is_field(node)) {
      element.classList.add("field");
      view.field = create_field(node);
    }
    this.views.set(node.id, view);
    this.view_of.set(element, view);
    return view;
  }

  /** The nearest parent that has an element: decoration has none in canvas mode. */
  private parent_view(node: TreeNode, alive: ReadonlySet<number>): View | undefined {
    return node.parent !== undefined && alive.has(node.parent) ? this.views.get(node.parent) : undefined;
  }

  private place(view: View, node: TreeNode, parent: View | undefined): void {
    const x = node.x ?? 0;
    const y = node.y ?? 0;
    const scroller = node.role === "scroller";
    view.origin_x = scroller ? 0 : x;
    view.origin_y = scroller ? 0 : y;
    const style = view.element.style;
    write_style(style, "left", `${x - (parent?.origin_x ?? 0)}px`);
    write_style(style, "top", `${y - (parent?.origin_y ?? 0)}px`);
    write_style(style, "width", `${node.w ?? 0}px`);
    write_style(style, "height", `${node.h ?? 0}px`);
    if (scroller) write_style(view.inside.style, "height", `${node.content_height ?? 0}px`);
  }

  private paint(view: View, node: TreeNode): void {
    const { classList, style } = view.element;
    const fill = node.fill && node.fill !== "none" ? node.fill : undefined;
    const line = node.border && node.border !== "none" ? node.border : undefined;
    classList.toggle("filled", fill !== undefined);
    classList.toggle("lined", line !== undefined);
    classList.toggle("hairline", fill !== undefined && Math.min(node.w ?? 0, node.h ?? 0) <= 2);
    classList.toggle("shadowed", node.shadow === true);
    write_style(style, "--fill", fill ? `var(--c-${fill})` : "");
    write_style(style, "--line", line ? `var(--c-${line})` : "");
    write_style(style, "--bw", line ? `${node.border_width ?? 1}px` : "");
    write_style(style, "--r", `${node.radius ?? 0}px`);
    this.paint_icons(view, node);
  }

  private paint_icons(view: View, node: TreeNode): void {
    const icons = this.mode === "dom" ? (node.icons ?? []) : [];
    const paths = icons.map((icon) => icon[0]).join("|");
    if (paths !== view.icon_paths) {
      view.icons = icons.map((icon) => create_icon(icon[0]));
      view.icon_paths = paths;
    }
    icons.forEach(([, color, x, y, size, mirrored], i) => place_icon(view.icons[i]!, color, x, y, size, Boolean(mirrored)));
  }

  private fill(view: View, node: TreeNode, rtl: boolean): void {
    const paragraphs = this.paragraphs(node);
    const text = paragraphs.map((paragraph) => paragraph.request.text).join(" ");
    apply_meaning(view.element, node, text);
    const described = this.describe(view, node, paragraphs);
    if (view.field) apply_field(view.field, node, rtl, described);
    else set_attribute(view.element, "aria-describedby", described);
    if (view.element instanceof HTMLImageElement) {
      const address = this.ports.resolve(node.href ?? "");
      set_attribute(view.element, "src", address);
      set_attribute(view.element, "alt", node.name ?? "");
    }
    this.fill_texts(view, node);
  }

  private fill_texts(view: View, node: TreeNode): void {
    const copies = new Map<Paragraph, HTMLElement>();
    view.texts = [];
    for (const [id, x, y] of node.texts ?? []) {
      const paragraph = this.ports.paragraph(id);
      if (!paragraph) continue;
      let element = paragraph.element;
      if (this.placed.has(paragraph)) {
        element = view.copies.get(paragraph) ?? (element.cloneNode(true) as HTMLElement);
        copies.set(paragraph, element);
      }
      this.placed.add(paragraph);
      write_style(element.style, "left", `${x}px`);
      write_style(element.style, "top", `${y}px`);
      view.texts.push(element);
    }
    view.copies = copies;
  }

  /** A hidden element may still be a description (ARIA in HTML): it is read with its node and nowhere else. */
  private describe(view: View, node: TreeNode, paragraphs: readonly Paragraph[]): string | undefined {
    const words = [node.error, node.description].filter((part) => part && part !== "").join(" ");
    // A description that is already among the texts of an unlabelled node would be read twice.
    const doubled = !view.element.hasAttribute("aria-label") && paragraphs.some((paragraph) => paragraph.request.text === node.description);
    if (words === "" || (doubled && !node.error)) {
      view.description = undefined;
      return undefined;
    }
    if (!view.description) {
      view.description = document.createElement("span");
      view.description.hidden = true;
      view.description.id = `d${node.id}`;
    }
    if (view.description.textContent !== words) view.description.textContent = words;
    return view.description.id;
  }

  private order(view: View, focused: Element | null): void {
    const own: Element[] = [...(view.field ? [view.field] : []), ...(view.description ? [view.description] : [])];
    own.push(...view.texts, ...view.icons);
    const children = view.children.map((child) => child.element);
    if (view.element instanceof HTMLImageElement) return;
    if (view.inside === view.element) {
      if (own.length + children.length > 0 || view.element.childElementCount > 0) place_children(view.element, [...own, ...children], focused);
    } else {
      place_children(view.inside, children, focused);
      place_children(view.element, [...own, view.inside], focused);
    }
  }

  private paragraphs(node: TreeNode): Paragraph[] {
    return (node.texts ?? []).map(([id]) => this.ports.paragraph(id)).filter((paragraph) => paragraph !== undefined);
  }

  /** One radio of a group is in the tab order: the checked one, else the first. */
  private rove(tree: Tree): void {
    const groups = new Map<number, View[]>();
    for (const node of tree.nodes) {
      if (node.role !== "radio") continue;
      const group = groups.get(node.parent ?? 0) ?? [];
      group.push(this.views.get(node.id)!);
      groups.set(node.parent ?? 0, group);
    }
    for (const group of groups.values()) {
      const stop = group.find((view) => view.node.states?.includes("checked")) ?? group[0];
      for (const view of group) set_attribute(view.element, "tabindex", view === stop ? "0" : "-1");
    }
  }

  private carry_out_once(tree: Tree): void {
    for (const node of tree.nodes) {
      const view = this.views.get(node.id);
      if (!view) continue;
      // Writing the offset lays the page out at once: not when it is there already.
      if (node.scroll_to !== undefined && node.scroll_to >= 0 && node.scroll_to !== view.scroll_top) view.element.scrollTop = node.scroll_to;
      if (node.focus) this.focus(view);
    }
  }

  private focus(view: View): void {
    const target = view.field ?? view.element;
    if (!view.field && !shape_of(view.node).pressable && !view.element.hasAttribute("tabindex")) view.element.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  // --- events ---

  private focused(): Element | null {
    const active = (this.layer.getRootNode() as ShadowRoot).activeElement;
    return active && this.layer.contains(active) ? active : null;
  }

  private view_at(target: EventTarget | null): View | undefined {
    for (let element = target instanceof Element ? target : null; element && element !== this.layer; element = element.parentElement) {
      const view = this.view_of.get(element);
      if (view) return view;
    }
    return undefined;
  }

  private on_click(event: MouseEvent): void {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>("a[data-href]");
    const view = this.view_at(target);
    if (!view) return;
    if (link) {
      if (link.getAttribute("href") !== "#") return;   // the browser opens it
      event.preventDefault();
      this.ports.event(EventKind.link, view.node.id, link.dataset["href"] ?? "", 0);
      return;
    }
    if (!shape_of(view.node).pressable) return;
    if (view.element instanceof HTMLAnchorElement) {
      if (view.element.getAttribute("href") !== "#") return;
      event.preventDefault();
    }
    if (view.element.getAttribute("aria-disabled") === "true") return;
    this.ports.event(EventKind.activate, view.node.id, "", 0);
  }

  private on_input(event: Event): void {
    const view = this.view_at(event.target);
    if (!view?.field) return;
    apply_direction(view.field, this.tree?.rtl ?? false, is_ltr_field(view.node));
    this.ports.event(EventKind.input, view.node.id, view.field.value, 0);
  }

  private on_key(event: KeyboardEvent): void {
    const view = this.view_at(event.target);
    if (!view) return;
    // 229: the key belongs to an input method (research E5).
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && view.node.role === "text_field" && !composing) {
      event.preventDefault();
      this.ports.event(EventKind.submit, view.node.id, view.field?.value ?? "", 0);
    }
    if (view.node.role === "radio" && event.key.startsWith("Arrow")) this.move_radio(view, event);
  }

  private move_radio(view: View, event: KeyboardEvent): void {
    const nodes = this.tree?.nodes.filter((other) => other.role === "radio" && other.parent === view.node.parent) ?? [];
    const group = nodes.map((node) => this.views.get(node.id)!);
    const forward = event.key === "ArrowDown" || event.key === (this.tree?.rtl ? "ArrowLeft" : "ArrowRight");
    const next = group[(group.indexOf(view) + (forward ? 1 : -1) + group.length) % group.length];
    event.preventDefault();
    if (!next || next === view) return;
    next.element.focus({ preventScroll: false });
    this.ports.event(EventKind.activate, next.node.id, "", 0);
  }

  private on_scroll(event: Event): void {
    const view = this.view_at(event.target);
    if (view?.node.role !== "scroller" || event.target !== view.element) return;
    view.scroll_top = view.element.scrollTop;
    this.ports.event(EventKind.scroll, view.node.id, "", view.scroll_top);
  }
}

function write_style(style: CSSStyleDeclaration, name: string, value: string): void {
  if (style.getPropertyValue(name) === value) return;
  if (value === "") style.removeProperty(name);
  else style.setProperty(name, value);
}
