// The contact module: what pasokh.js imports when it cannot have the widget module, or gets another one than it was built with.
import type { Host, Widget } from "./shared/contract.ts";
import { ContactWidget } from "./widget/contact_widget.ts";

export function mount(host: Host): Widget {
  return new ContactWidget(host);
}
