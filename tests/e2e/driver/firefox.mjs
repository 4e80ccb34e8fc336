// Firefox through WebDriver BiDi (Puppeteer). Every page has a user context of its own.
//
// Headless Firefox has no WebGL here: DOM mode comes by itself. With a display (Xvfb) and software GL it paints on the canvas.
import puppeteer from "puppeteer-core";
import { Page } from "./page.mjs";
import { firefox_path } from "./paths.mjs";

const kPreferences = {
  "webgl.force-enabled": true,
  "network.proxy.type": 0,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.update.enabled": false,
  "extensions.update.enabled": false,
  "services.settings.server": "data:,",
  "intl.accept_languages": "fa-IR, fa, en",
  "ui.systemUsesDarkTheme": 0,
};

export async function launch_firefox({ display }) {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: firefox_path, headless: display === undefined, extraPrefsFirefox: kPreferences, timeout: 60_000, protocolTimeout: 30_000,
    env: { ...process.env, TZ: "Asia/Tehran", ...(display === undefined ? {} : { DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: "1" }) },
  });
  const page_of = async (context, modality, width, height, scale, watched) => {
    const raw = await context.newPage();
    await raw.setViewport({ width, height, deviceScaleFactor: scale });
    return Page.open(raw, {
      before_scripts: (script) => (watched ? raw.evaluateOnNewDocument(script) : undefined),
      resize: (w, h) => raw.setViewport({ width: w, height: h, deviceScaleFactor: scale }),
      offline: (off) => raw.setOfflineMode(off),
    }, modality);
  };
  return {
    async page(modality, { width = 1000, height = 800, scale = 1 } = {}) {
      const context = await browser.createBrowserContext();
      const page = await page_of(context, modality, width, height, scale, true);
      page.close = () => context.close();
      page.second_tab = () => page_of(context, modality, width, height, scale, false);
      return page;
    },
    close: () => browser.close(),
  };
}
