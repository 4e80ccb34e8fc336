// What an element says to assistive technology, by the node it stands for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

globalThis.HTMLAnchorElement = class {};
const { apply_meaning } = await load("dom/roles.ts");

/** As much of an element as roles.ts touches. */
class FakeElement {
  attributes = new Map();
  hasAttribute(name) { return this.attributes.has(name); }
  getAttribute(name) { return this.attributes.get(name) ?? null; }
  setAttribute(name, value) { this.attributes.set(name, value); }
  removeAttribute(name) { this.attributes.delete(name); }
}

function meaning_of(node, text = "") {
  const element = new FakeElement();
  apply_meaning(element, { id: 1, states: [], ...node }, text);
  return element.attributes;
}

test("the current step of an order is a step, the current tab is a page", () => {
  assert.equal(meaning_of({ role: "list_item", states: ["current"] }).get("aria-current"), "step");
  assert.equal(meaning_of({ role: "button", name: "Home", states: ["current"] }, "Home").get("aria-current"), "page");
});

test("a note says what kind it is", () => {
  assert.equal(meaning_of({ role: "note", name: "Warning" }, "Keep the receipt.").get("aria-label"), "Warning");
});
