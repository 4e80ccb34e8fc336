// Chromium through Playwright. Every page has a context of its own: a fresh profile.
import { chromium } from "playwright-core";
import { Page } from "./page.mjs";
import { chromium_path } from "./paths.mjs";

const kFlags = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--disable-dev-shm-usage",
];
// Software GL for the widget's canvas only: composing the whole page with it too would take most of the time.
const kSoftwareGl = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-compositing"];
const kNoGl = ["--disable-gpu", "--disable-3d-apis"];

export async function launch_chromium({ webgl }) {
  const browser = await chromium.launch({ executablePath: chromium_path, headless: true, args: [...kFlags, ...(webgl ? kSoftwareGl : kNoGl)], timeout: 30_000 });
  return {
    async page(modality, { width = 1000, height = 800, scale = 1, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height }, deviceScaleFactor: scale, timezoneId: "Asia/Tehran", locale: "fa-IR", colorScheme: dark ? "dark" : "light",
      });
      const raw = await context.newPage();
      const page = await Page.open(raw, {
        before_scripts: (script) => context.addInitScript(script),
        resize: (w, h) => raw.setViewportSize({ width: w, height: h }),
        offline: (off) => context.setOffline(off),
      }, modality);
      page.close = () => context.close();
      page.second_tab = async () => {
        const other = await context.newPage();
        return Page.open(other, { before_scripts: async () => {}, resize: (w, h) => other.setViewportSize({ width: w, height: h }), offline: (off) => context.setOffline(off) }, modality);
      };
      return page;
    },
    close: () => browser.close(),
  };
}
