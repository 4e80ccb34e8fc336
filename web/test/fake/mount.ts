// The widget over the fake core, for a test page: window.mount_fake(messages, width, mode).
import { PasokhWidget } from "../../src/widget/widget.ts";
import { create_launcher } from "../../src/loader/launcher.ts";
import { read_options } from "../../src/loader/options.ts";
import type { Host } from "../../src/shared/contract.ts";
import { FakeCore, type Message } from "./fake_core.ts";

function mount_fake(messages: Message[], width: number, mode: "auto" | "dom"): unknown {
  const options = { ...read_options({ test: "", server: "static", lang: "fa" }, location.href, "fa"), mode };
  const launcher = create_launcher(options);
  const host: Host = {
    root: launcher.root, element: launcher.element, launcher: launcher.button, base: new URL("/", location.href).href, options,
    emit: () => {}, set_open: (open) => launcher.button.setAttribute("aria-expanded", String(open)),
  };
  let core: FakeCore | undefined;
  const widget = new PasokhWidget(host, async (text) => (core = new FakeCore(text, messages, width)));
  widget.call(["open"]);
  return { widget, core: () => core, element: launcher.element };
}
Object.assign(window, { mount_fake });
