// Puts children into order with few moves, and never moves the one that holds the focus: moving it would blur it.

/** `wanted` are the only children that `parent` shall have, in order. */
export function place_children(parent: Element, wanted: readonly Element[], focused: Element | null): void {
  if (same_order(parent, wanted)) return;
  const keep = new Set(wanted);
  for (const child of Array.from(parent.children)) if (!keep.has(child)) child.remove();
  const pinned = focused ? wanted.findIndex((child) => child.parentNode === parent && child.contains(focused)) : -1;
  if (pinned >= 0)
    for (let i = pinned - 1; i >= 0; i--) if (wanted[i]!.nextElementSibling !== wanted[i + 1]) parent.insertBefore(wanted[i]!, wanted[i + 1]!);
  let after: Element | null = pinned >= 0 ? wanted[pinned]! : null;
  for (let i = pinned + 1; i < wanted.length; i++) {
    const child = wanted[i]!;
    const next: Element | null = after ? after.nextElementSibling : parent.firstElementChild;
    if (next !== child) parent.insertBefore(child, next);
    after = child;
  }
}

function same_order(parent: Element, wanted: readonly Element[]): boolean {
  if (parent.childElementCount !== wanted.length) return false;
  let child = parent.firstElementChild;
  for (const element of wanted) {
    if (child !== element) return false;
    child = child.nextElementSibling;
  }
  return true;
}
