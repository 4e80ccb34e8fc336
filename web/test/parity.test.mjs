// Canvas mode and DOM mode of the same messages, compared as screenshots of real Chromium: what the text engine draws is what
// the browser would have drawn.
//
// Needs playwright-core (of tests/e2e) and /usr/bin/chromium; without them the tests are skipped, and say so.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const kChromium = "/usr/bin/chromium";
const kMessages = [
  { text: "سلام! سفارش شما با شماره ۱۲۳۴۵ ثبت شد و تا سه روز کاری دیگر به دستتان می‌رسد." },
  { text: "قیمت 10-20 است و از 10-20 تا 30-40 درصد تخفیف دارد؛ تلفن: +98 912 345 6789 و ٪۵۰ یا 50%." },
  { text: "کد سفارش #1234 (iPhone 15 Pro) با C++ و https://sarv.example/a?b=c در تاریخ 1403/05/12 به مبلغ ۱٬۲۵۰٬۰۰۰ تومان." },
  { text: "متن پررنگ و کج و کد useState() و نشان و پیوند", spans: [[4, 9, 1], [12, 14, 2], [20, 30, 4], [33, 37, 8], [40, 45, 32, "https://x.example"]] },
  { text: "مُحَمَّد الله لا إله إلا الله، كتابٌ جميلٌ ٤٥٦ مع English داخل النص.", lang: "ar" },
  { text: "Hello world, this is an English paragraph with فارسی inside, numbers 10-20 and (parentheses).", lang: "en", rtl: false },
  { text: "پشتیبانیپشتیبانیپشتیبانیپشتیبانیپشتیبانیپشتیبانیپشتیبانیپشتیبانی", size: 22 },
  { text: "npm install --save pasokh\n  const x = 1;", pre: true, mono: true, size: 14, lang: "en" },
  { text: "یک متن بلند که باید در دو خط بریده شود و در انتها سه نقطه داشته باشد چون جای بیشتری برای آن وجود ندارد و ادامه‌اش پنهان است", max_lines: 2 },
  { text: "سفارش \u2068SRV-10245\u2069 برای \u2068Ali Reza\u2069 ارسال شد (\u2068۳\u2069 روز پیش).", weight: 700 },
];

function find_playwright() {
  try {
    return createRequire(join(here, "../../tests/e2e/package.json")).resolve("playwright-core");
  } catch {
    return undefined;
  }
}
const playwright = find_playwright();
const skip = playwright && existsSync(kChromium) ? false : "playwright-core (tests/e2e) or Chromium is not installed";

let server, chromium, browser;
before(async () => {
  if (skip) return;
  const script = (await esbuild.build({ entryPoints: [join(here, "fake/mount.ts")], bundle: true, loader: { ".css": "text" }, write: false, format: "iife", charset: "utf8" }))
    .outputFiles[0].text;
  const style = '@font-face{font-family:Vazirmatn;src:url(/font.woff2);font-weight:100 900}body{font-family:Vazirmatn}';
  const files = {
    "/": ["text/html", `<!doctype html><meta charset="utf-8"><style>${style}</style><body>سلام<script src="/fake.js"></script>`],
    "/fake.js": ["text/javascript; charset=utf-8", script],
    "/font.woff2": ["font/woff2", readFileSync(join(here, "../node_modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2"))],
    "/pasokh.config.json": ["application/json", "{}"],
  };
  server = createServer((request, response) => {
    const file = files[request.url];
    response.writeHead(file ? 200 : 404, { "Content-Type": file?.[0] ?? "text/plain" }).end(file?.[1]);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  ({ chromium } = (await import(pathToFileURL(playwright).href)).default);
});
after(() => server?.close());

/** The ratio is given to the browser itself: an emulated one leaves the DOM's text hinted as for 1x. */
async function launch(device_pixel_ratio) {
  browser = await chromium.launch({
    executablePath: kChromium,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", `--force-device-scale-factor=${device_pixel_ratio}`],
  });
}

async function shoot(mode, device_pixel_ratio) {
  const page = await browser.newPage({ viewport: { width: 700, height: 900 }, deviceScaleFactor: device_pixel_ratio });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.evaluate(() => document.fonts.load("16px Vazirmatn", "سلام a"));
  await page.evaluate(([messages, chosen]) => { window.mounted = window.mount_fake(messages, 340, chosen); }, [kMessages, mode]);
  await page.waitForFunction(() => window.mounted.widget.counters().paragraphs > 0);
  await page.waitForTimeout(400);   // the opening transition
  const panel = await page.evaluateHandle(() => window.mounted.element.shadowRoot.querySelector(".panel"));
  const picture = await panel.asElement().screenshot();
  const used = await page.evaluate(() => window.mounted.widget.counters().mode);
  await page.close();
  return { picture, used };
}

/** Share of the second picture's ink that differs, by a page that only compares. */
async function ink_difference(first, second) {
  const page = await browser.newPage();
  const share = await page.evaluate(async (pictures) => {
    const [a, b] = await Promise.all(pictures.map(async (data) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    }));
    let ink = 0;
    let different = 0;
    for (let i = 0; i < a.length; i += 4) {
      const [dark_a, dark_b] = [a, b].map((data) => 248 - (data[i] + data[i + 1] + data[i + 2]) / 3);
      ink += Math.max(0, dark_b - 4);
      if (Math.abs(dark_a - dark_b) > 6) different += Math.abs(dark_a - dark_b);
    }
    return different / ink;
  }, [first, second].map((picture) => picture.toString("base64")));
  await page.close();
  return share;
}

for (const device_pixel_ratio of [1, 2])
  test(`canvas text is drawn as the browser draws it at ${device_pixel_ratio}x`, { skip, timeout: 120_000 }, async () => {
    await launch(device_pixel_ratio);
    const canvas = await shoot("auto", device_pixel_ratio);
    const dom = await shoot("dom", device_pixel_ratio);
    const share = await ink_difference(canvas.picture, dom.picture);
    await browser.close();
    assert.deepEqual([canvas.used, dom.used], ["canvas", "dom"]);
    assert.ok(share < 0.01, `${(share * 100).toFixed(2)} % of the ink differs`);
  });
