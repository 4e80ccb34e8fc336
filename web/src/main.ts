// The widget module: what pasokh.js imports on intent.
import { WasmCore } from "./core/wasm_core.ts";
import type { Host, Widget } from "./shared/contract.ts";
import { PasokhWidget } from "./widget/widget.ts";

/** File name of the core beside this module, written in by build.mjs. */
declare const PASOKH_WASM: string;
declare const PASOKH_WASM_INTEGRITY: string;

export function mount(host: Host): Widget {
  const url = new URL(PASOKH_WASM, import.meta.url).href;
  const widget = new PasokhWidget(host, (text) => WasmCore.load(url, PASOKH_WASM_INTEGRITY, text));
  if (host.options.test) Object.assign(host.element, { pasokh_counters: () => widget.counters() });
  return widget;
}
