// What axe finds on the widget: no violation, and nothing undecided.
import assert from "node:assert/strict";
import axe from "axe-core";

/**
 * What axe can only call "incomplete", never "violation": colours behind text that is painted on a canvas, and whether one digit
 * ("9") is part of a name ("9 of 10").
 */
const kMayBeIncomplete = new Set(["color-contrast", "label-content-name-mismatch"]);

/** Before the first check of a page, and after each reload. */
export function load_axe(page) {
  return page.evaluate(axe.source);
}

export async function check_with_axe(page, view) {
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run({ include: ["pasokh-widget"] }, { resultTypes: ["violations", "incomplete"] });
    const short = (rules) => rules.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`) }));
    return { violations: short(result.violations), incomplete: short(result.incomplete) };
  });
  assert.deepEqual(found.violations, [], `${view} has no violation`);
  assert.deepEqual(found.incomplete.filter(({ id }) => !kMayBeIncomplete.has(id)), [], `${view} has nothing undecided`);
}
