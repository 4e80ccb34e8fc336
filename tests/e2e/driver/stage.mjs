// What every scenario stands on: server, wire, browser, and the way one test runs.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { shared, shots } from "./paths.mjs";
import { close_cluster } from "./database.mjs";
import { demo_pack, build_site } from "./site.mjs";
import { make_pack, Server } from "./server.mjs";
import { Wire } from "./wire.mjs";
import { words_of } from "./words.mjs";

const kTestMs = 90_000;

/** The site and its shops; one for the whole run. */
export class House {
  static async open() {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), "pasokh-e2e-"));
    house.site = join(house.folder, "site");
    mkdirSync(house.site);
    build_site(house.site);
    const documents = join(shared, "data/react-docs-fa/src/content");
    house.has_shared = existsSync(documents);
    if (house.has_shared) make_pack(documents, join(house.site, "shared.pack"), "--lang", "fa", "--no-compress");
    return house;
  }

  /** A server with its own database and wire: one for each name, made at first use. `settings`: changes and orders of server.mjs. */
  shop(name, settings = {}) {
    this.shops ??= new Map();
    if (!this.shops.has(name)) this.shops.set(name, this.open_shop(name, settings));
    return this.shops.get(name);
  }

  async open_shop(name, settings) {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    const server = await Server.start({ assets: this.site, pack: demo_pack(this.site), folder, ...(typeof settings === "function" ? settings(folder, this.site) : settings) });
    return { server, wire: await Wire.open(() => server.port) };
  }

  async close() {
    for (const shop of this.shops?.values() ?? []) {
      const { server, wire } = await shop.catch(() => ({}));
      await wire?.close();
      await server?.stop();
    }
    close_cluster();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * One browser in one mode, with a server of its own: what one writes no other counts. `modality` is
 * {name, mode: "canvas" | "dom", page: "index.html" | "dom.html"}; `open` comes before the first test.
 */
export class Stage {
  constructor(modality) {
    this.modality = modality;
  }

  async open(house, browser) {
    Object.assign(this, { house, browser }, await house.shop(this.modality.name));
  }

  words(lang) {
    return words_of(lang);
  }

  url(lang, { page = this.modality.page, theme = "light", more = "", wire = this.wire } = {}) {
    return `${wire.origin}/${page}?lang=${lang}&theme=${theme}${more}`;
  }

  /** One test with a fresh page. `run` gets the page and the words of the language. */
  test(lang, title, run, options = {}) {
    it(title, { timeout: options.timeout_ms ?? kTestMs }, async (test) => {
      this.wire.reset();
      const page = await this.browser.page(this.modality, options);
      page.note = (text) => test.diagnostic(text);
      try {
        await run(page, words_of(lang), lang, test);
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

/** The topics of all guides in a language. */
export function guide_topics(root, lang) {
  const folder = join(root, "assets/content", lang);
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md"));
  return [...new Set(files.map((name) => /^category: *(.*)$/m.exec(readFileSync(join(folder, name), "utf8"))?.[1] ?? "").filter(Boolean))];
}

/** Title of a guide in a language, as its file says. */
export function guide_title(root, lang, id) {
  return /^title: *(.*)$/m.exec(readFileSync(join(root, `assets/content/${lang}/${id}.md`), "utf8"))[1].replace(/^["']|["']$/g, "");
}
