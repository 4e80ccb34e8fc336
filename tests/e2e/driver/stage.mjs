// What every scenario stands on: server, wire, browser, and the way one test runs.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { shots } from "./paths.mjs";
import { demo_pack, build_site } from "./site.mjs";
import { Server } from "./server.mjs";
import { Wire } from "./wire.mjs";
import { words_of } from "./words.mjs";

const kTestMs = 90_000;

/** The server with its site; one for the whole run. */
export class House {
  static async open() {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), "pasokh-e2e-"));
    house.site = join(house.folder, "site");
    mkdirSync(house.site);
    build_site(house.site);
    house.server = await Server.start({ assets: house.site, pack: demo_pack(house.site), folder: house.folder });
    house.wire = await Wire.open(() => house.server.port);
    return house;
  }

  async close() {
    await this.wire?.close();
    await this.server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * One browser in one mode. `modality` is {name, mode: "canvas" | "dom", page: "index.html" | "dom.html"}; `house` and `browser` are
 * set before the first test runs.
 */
export class Stage {
  constructor(modality) {
    this.modality = modality;
    this.house = undefined;
    this.browser = undefined;
  }

  get wire() {
    return this.house.wire;
  }

  get server() {
    return this.house.server;
  }

  url(lang, { page = this.modality.page, theme = "light", more = "" } = {}) {
    return `${this.wire.origin}/${page}?lang=${lang}&theme=${theme}${more}`;
  }

  /** One test with a fresh page. `run` gets the page and the words of the language. */
  test(lang, title, run, options = {}) {
    it(title, { timeout: options.timeout_ms ?? kTestMs }, async () => {
      this.wire.reset();
      const page = await this.browser.page(this.modality, options);
      try {
        await run(page, words_of(lang), lang);
        await page.finish();
      } catch (error) {
        await this.keep_evidence(page, `${this.modality.name} ${lang} ${title}`).catch(() => {});
        throw error;
      } finally {
        await page.close();
      }
    });
  }

  async keep_evidence(page, title) {
    const folder = join(shots, "../failed");
    mkdirSync(folder, { recursive: true });
    const name = title.toLowerCase().replace(/[^\p{L}\d]+/gu, "-").slice(0, 100);
    writeFileSync(join(folder, `${name}.png`), await page.screenshot());
    const lines = [...page.page_errors, ...page.console_errors, ...this.wire.log.map((entry) => `${entry.method} ${entry.url} ${entry.status}`)];
    writeFileSync(join(folder, `${name}.txt`), `${lines.join("\n")}\n`);
  }
}

/** Title of a guide in a language, as its file says. */
export function guide_title(root, lang, id) {
  return /^title: *(.*)$/m.exec(readFileSync(join(root, `assets/content/${lang}/${id}.md`), "utf8"))[1].replace(/^["']|["']$/g, "");
}
