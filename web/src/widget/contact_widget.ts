// The panel with the contact card and nothing else. It is there as long as it is open: closed, it goes, so that the next click
// tries the whole widget again.
import { load_config } from "../ports/config.ts";
import type { Call, Host, Widget } from "../shared/contract.ts";
import { panel_family } from "../text/fonts.ts";
import { contact_title, create_contact_card } from "./contact_card.ts";
import { Panel } from "./panel.ts";
import { theme_of } from "./theme.ts";

export class ContactWidget implements Widget {
  private readonly panel: Panel;
  private destroyed = false;

  constructor(private readonly host: Host) {
    const options = host.options;
    this.panel = new Panel(host.root, () => {});
    this.panel.apply_options(options, panel_family(getComputedStyle(document.body).fontFamily, options.font));
    this.panel.apply_plain_theme(theme_of(options));
    this.panel.set_title(contact_title(options.lang), options.lang);
    this.panel.set_mode("dom");
    this.panel.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
    });
    void this.show();
  }

  call([name]: Call): void {
    if (name === "close" || name === "toggle") this.close();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.panel.destroy();
    this.host.set_open(false);
  }

  private async show(): Promise<void> {
    const config = await load_config(this.host.options, this.host.base).catch(() => undefined);
    if (this.destroyed) return;
    this.panel.layer.replaceChildren(create_contact_card(this.host.options.lang, config, () => this.close()));
    this.panel.set_open(true);
    this.host.launcher.dataset["shown"] = "";   // the card has a way to close it of its own
    this.host.set_open(true);
    this.panel.focus();
    this.host.emit("open");
  }

  /** While it is still coming, another tap is the same wish. */
  private close(): void {
    if (!this.panel.open) return;
    this.destroy();
    this.host.launcher.focus({ preventScroll: true });
    this.host.emit("close");
  }
}
