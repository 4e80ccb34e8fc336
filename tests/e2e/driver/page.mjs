// One page of any browser: the same few words for both drivers.
//
// Things are found by role and accessible name inside the widget's open shadow root (probe.mjs). Every wait is bounded. What went
// wrong in the page is collected, and `finish` fails the test for it.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { eventually, kPatienceMs } from "./children.mjs";
import { probe, watch } from "./probe.mjs";

/** What the two drivers say of a node that has left the page. */
const kDrawnAnew = /not attached|detached|no such node|stale element/i;

export class Page {
  /** `raw` is the driver's page; `differences` are the words in which the two drivers differ. */
  static async open(raw, differences, modality) {
    const page = new Page(raw, differences, modality);
    await differences.before_scripts(watch);
    return page;
  }

  constructor(raw, differences, modality) {
    this.raw = raw;
    this.differences = differences;
    this.modality = modality;
    this.page_errors = [];
    this.console_errors = [];
    this.expected = [];
    raw.on("pageerror", (error) => this.page_errors.push(String(error?.stack ?? error)));
    raw.on("console", (message) => {
      if (message.type() !== "error") return;
      const where = typeof message.location === "function" ? (message.location()?.url ?? "") : "";
      this.console_errors.push(`${message.text()} ${where}`);
    });
  }

  // --- plain ---

  async goto(url) {
    await this.raw.goto(url, { waitUntil: "load", timeout: kPatienceMs });
    await this.evaluate(probe);
  }

  async reload() {
    await this.raw.reload({ waitUntil: "load", timeout: kPatienceMs });
    await this.evaluate(probe);
  }

  evaluate(run, argument) {
    return this.raw.evaluate(run, argument);
  }

  /** Answers what `run` gives in the page once it is truthy. */
  wait(what, run, argument) {
    return eventually(what, () => this.evaluate(run, argument));
  }

  /** Waits until `read` gives `expected`: what is drawn, focused or kept follows an action by a moment. */
  async becomes(what, read, expected) {
    let found;
    await eventually(what, async () => isDeepStrictEqual(found = await read(), expected)).catch(() => assert.deepEqual(found, expected, what));
  }

  resize(width, height) {
    return this.differences.resize(width, height);
  }

  /** Runs in every page from the next one on, before its own scripts. */
  before_scripts(script) {
    return this.differences.before_scripts(script);
  }

  /** From the next page on the clock is so much ahead. Only `Date.now` is: that is the one the core reads. */
  later(ms) {
    return this.before_scripts(`{ const now = Date.now; Date.now = () => now() + ${ms}; }`);
  }

  offline(off) {
    return this.differences.offline(off);
  }

  /** Waits until `has_come`, without the pause that grew with each try that was refused. */
  send_now(what, has_come) {
    return eventually(what, async () => {
      await this.evaluate(() => dispatchEvent(new Event("online")));
      return has_come();
    });
  }

  screenshot(clip) {
    return this.raw.screenshot({ type: "png", ...(clip ? { clip } : {}) });
  }

  // --- finding ---

  async handle(role, name, { part = false, nth = 0, timeout_ms } = {}) {
    const wanted = { role, name, part, nth };
    await eventually(`${role} "${name ?? ""}"`, () => this.count(role, name, { part }).then((count) => count > nth), timeout_ms).catch(async (error) => {
      throw new Error(`${error.message}; the panel says: ${await this.panel_text()}`);
    });
    const found = await this.raw.evaluateHandle(({ role, name, part, nth }) => globalThis.__e2e_probe.find(role, name ?? undefined, part)[nth], wanted);
    return found.asElement();
  }

  count(role, name, { part = false } = {}) {
    return this.evaluate(({ role, name, part }) => globalThis.__e2e_probe.find(role, name ?? undefined, part).length, { role, name, part });
  }

  names(role) {
    return this.evaluate((role) => globalThis.__e2e_probe.find(role).map(globalThis.__e2e_probe.name_of), role);
  }

  async has(role, name, options) {
    await this.handle(role, name, options);
  }

  async gone(role, name, options = {}) {
    await eventually(`no ${role} "${name ?? ""}" any more`, async () => (await this.count(role, name, options)) === 0);
  }

  /** The shop's ways to reach a person. */
  async has_channels() {
    const links = await this.evaluate(() => globalThis.__e2e_probe.find("link").map((link) => link.href));
    for (const start of ["tel:", "https://wa.me/", "mailto:"]) assert.ok(links.some((href) => href.startsWith(start)), `a link ${start} among ${links}`);
  }

  panel_text() {
    return this.evaluate(() => globalThis.__e2e_probe.panel_text());
  }

  /** Waits until the panel says `text`. */
  async says(text) {
    await eventually(`"${text}" in the panel`, () => this.evaluate((text) => globalThis.__e2e_probe.panel_text().includes(globalThis.__e2e_probe.tidy(text)), text))
      .catch(async (error) => {
        throw new Error(`${error.message}; it says: ${await this.panel_text()}`);
      });
  }

  focus() {
    return this.evaluate(() => globalThis.__e2e_probe.focus_of());
  }

  // --- doing ---

  /** A tab of the bar below: other things may be called the same. */
  async tab(name) {
    const nth = await this.evaluate((name) => globalThis.__e2e_probe.find("button", name).findIndex((button) => button.closest("nav")), name);
    await this.click("button", name, { nth });
  }

  /** Presses it unless what it would bring about has come by itself meanwhile, or comes before the driver knows that it pressed. */
  async click_unless(text, role, name) {
    try {
      await this.click(role, name, { timeout_ms: 500 });
    } catch {
      await this.says(text);
    }
  }

  /** A real click in the middle of the thing, scrolled into view. What is drawn anew between finding and clicking is found again. */
  async click(role, name, options) {
    await eventually(`a click on ${role} "${name ?? ""}"`, async () => {
      const handle = await this.handle(role, name, options);
      try {
        await handle.click({ timeout: options?.timeout_ms ?? kPatienceMs });
        return true;
      } catch (error) {
        if (!kDrawnAnew.test(error.message)) throw error;
        return false;
      } finally {
        await handle.dispose();
      }
    });
  }

  /** Key by key, as fingers do. */
  async type(text, delay = 0) {
    await this.raw.keyboard.type(text, { delay });
  }

  press(key) {
    return this.raw.keyboard.press(key);
  }

  async fill(name, text) {
    await this.click("textbox", name);
    await this.type(text);
  }

  async shift_tab() {
    await this.raw.keyboard.down("Shift");
    await this.raw.keyboard.press("Tab");
    await this.raw.keyboard.up("Shift");
  }

  pasokh(...call) {
    return this.evaluate((call) => window.Pasokh(...call), call);
  }

  /** Presses the launcher and waits until the widget is there in the mode that this browser shall give. */
  async open_panel(words) {
    await this.click("button", words.launcher);
    await this.settled(words);
  }

  async settled(words) {
    await this.has("searchbox", words.search_label);
    const mode = await this.mode();
    assert.equal(mode, this.modality.mode, `${this.modality.name} shows the panel in ${mode} mode`);
    await this.ready(words);
  }

  /** The knowledge base has come and the picture stands still. */
  async ready(words) {
    await eventually("no loading text", async () => !(await this.panel_text()).includes(words.loading));
    await this.still();
  }

  mode() {
    return this.evaluate(() => document.querySelector("pasokh-widget").pasokh_counters().mode);
  }

  frames() {
    return this.evaluate(() => document.querySelector("pasokh-widget").pasokh_counters?.().frames ?? 0);
  }

  /** Does `act` and waits until the panel has drawn what came of it. */
  async drawn_after(act) {
    const before = await this.frames();
    await act();
    await eventually("a new picture", async () => (await this.frames()) > before);
    await this.still();
  }

  /** No new frame for a while. */
  async still() {
    let before = -1;
    await eventually("a quiet panel", async () => {
      const now = await this.frames();
      const quiet = now === before;
      before = now;
      if (!quiet) await new Promise((next) => setTimeout(next, 60));
      return quiet;
    });
  }

  scroll_to(top) {
    return this.evaluate((top) => {
      globalThis.__e2e_probe.panel_scroller().scrollTop = top;
    }, top);
  }

  scroll_top() {
    return this.evaluate(() => globalThis.__e2e_probe.panel_scroller()?.scrollTop ?? -1);
  }

  async scroller_range() {
    return this.evaluate(() => {
      const scroller = globalThis.__e2e_probe.panel_scroller();
      return scroller.scrollHeight - scroller.clientHeight;
    });
  }

  // --- what is kept, what went wrong ---

  storage() {
    return this.evaluate(async () => {
      const attempt = async (read) => {
        try {
          return await read();
        } catch {
          return [];
        }
      };
      return {
        local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
        databases: (await attempt(() => indexedDB.databases())).map((database) => database.name), caches: await attempt(() => caches.keys()),
      };
    });
  }

  /** What the outbox holds, or undefined when there is no database. */
  outbox(shop = "demo") {
    return this.evaluate(async (shop) => {
      const name = `pasokh:${shop}`;
      if (!(await indexedDB.databases()).some((database) => database.name === name)) return undefined;
      return new Promise((done) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          const database = request.result;
          const all = database.transaction("items").objectStore("items").getAll();
          all.onsuccess = () => {
            database.close();
            done(all.result);
          };
        };
      });
    }, shop);
  }

  /** Everything the device keeps of this origin, as text: what a person with the developer tools, or a tool, would read. */
  dump() {
    return this.evaluate(async () => {
      const bytes = (value) => new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
      const as_text = (value) => {
        if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return ["utf-8", "latin1", "utf-16le"].map((name) => new TextDecoder(name).decode(bytes(value))).join(" ");
        return typeof value === "object" && value !== null ? Object.entries(value).map(([key, part]) => `${key}=${as_text(part)}`).join(" ") : String(value);
      };
      const all = [document.cookie, window.name, location.href, as_text(history.state), as_text({ ...localStorage }), as_text({ ...sessionStorage })];
      const asked = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
      for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const held = database.transaction(store).objectStore(store);
          all.push(name, store, as_text(await asked(held.getAllKeys())), as_text(await asked(database.transaction(store).objectStore(store).getAll())));
        }
        database.close();
      }
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) all.push(name, request.url, await (await caches.match(request)).text());
      return all.join("\n");
    });
  }

  seen() {
    return this.evaluate(() => globalThis.__e2e_seen);
  }

  /** Errors that this test causes on purpose, such as a browser's own line about a request that was refused. */
  expect_console(pattern) {
    this.expected.push(pattern);
  }

  async finish() {
    const csp = (await this.seen().catch(() => undefined))?.csp ?? [];   // the second tab of Firefox is not watched
    const unexpected = (lines) => lines.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
    assert.deepEqual(unexpected(this.page_errors), [], "no error in the page");
    assert.deepEqual(unexpected(this.console_errors), [], "no error in the console");
    assert.deepEqual(unexpected(csp), [], "no violation of the page's policy");
  }
}
