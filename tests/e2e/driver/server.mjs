// A running `pasokh serve` with the demo orders, and a look into its database. On PostgreSQL two processes serve one database and
// take turns, request by request.
//
// Use:
//   const server = await Server.start({ assets, pack, folder });
//   server.rows("SELECT * FROM feedback");
//   await server.kill(); await server.again();   // same ports, same database
//   server.command("requests", "close", code);   // the owner's command line
//   await server.stop();
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { said, start, stop } from "./children.mjs";
import { database_in, is_postgres } from "./database.mjs";
import { pasokh, root } from "./paths.mjs";

const kStartMs = 15_000;
const kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const channels = [
  { kind: "phone", label: {}, value: "021-9100 0000", url: "tel:+982191000000" },
  { kind: "whatsapp", label: {}, value: "+98 900 000 0000", url: "https://wa.me/989000000000" },
  { kind: "email", label: {}, value: "support@sarv.example", url: "mailto:support@sarv.example" },
];
const hours = [5, 6, 0, 1, 2].map((weekday) => ({ weekday, open_minute: 540, close_minute: 1080 }));
const config = {
  shop: { id: "demo", name: { fa: "سرو", ar: "سرو", en: "Sarv" }, languages: ["fa", "ar", "en"], channels, hours, utc_offset_minutes: 210, features: { unanswered_searches: true } },
  limits: {
    lookups_per_minute: 0, lookups_per_hour: 0, misses_per_client: 0, misses_per_number: 0, misses_per_contact: 0, misses_before_challenge: 0,
    misses_before_hard_challenge: 0, feedback_per_minute: 0, unanswered_per_minute: 0, form_seconds: 0, forms_before_challenge: 0, shop_forms_before_challenge: 0,
    requests_per_minute: 0, requests_per_contact_day: 0,
  },
};

function run(args, input) {
  const done = spawnSync(pasokh, args, { encoding: "utf8", timeout: 60_000, input });
  if (done.status !== 0) throw new Error(`pasokh ${args.join(" ")}: ${done.error ?? ""}${done.stderr}${done.stdout}`);
  return done.stdout;
}

export function make_pack(content, file, ...args) {
  run(["pack", content, "-o", file, ...args]);
  return file;
}

/** Objects are merged, everything else is replaced. */
function merged(base, changes) {
  const is_object = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!is_object(base) || !is_object(changes)) return changes;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(changes)])].map((key) => [key, key in changes ? merged(base[key], changes[key]) : base[key]]));
}

export class Server {
  static async start(options) {
    const server = new Server(options);
    const files = ["demo.csv", "demo.json"].map((name) => join(root, "assets/orders", name));
    for (const file of [...files, ...(options.orders ?? [])]) server.command("import", "orders", file, "--relative-dates");
    await server.again();
    return server;
  }

  /** `changes` to the configuration; `orders`: files to import beside the demo's. */
  constructor({ assets, pack, folder, changes = {} }) {
    this.assets = assets;
    this.pack = pack;
    this.database = database_in(folder);
    this.config = join(folder, "server.json");
    this.secret = join(folder, "shop.secret");
    this.ports = is_postgres ? [0, 0] : [0];
    this.turn = 0;
    writeFileSync(this.config, JSON.stringify(merged({ ...config, secret_file: this.secret }, changes)));
  }

  /** The process whose turn it is. */
  get port() {
    return this.ports[this.turn++ % this.ports.length];
  }

  /** Starts, on the ports it had before. */
  async again() {
    this.children = [];
    for (const nth of this.ports.keys()) await this.serve(nth);
  }

  async serve(nth) {
    const pack = this.pack ? ["--pack", this.pack] : [];
    const child = start(pasokh, ["serve", "--config", this.config, "--db", this.database.address, "--listen", `127.0.0.1:${this.ports[nth]}`, "--assets", this.assets, ...pack]);
    this.children.push(child);
    let complaint = "";
    child.stderr.on("data", (bytes) => (complaint += bytes));
    try {
      this.ports[nth] = Number((await said(child, child.stdout, /listening on http:\/\/127\.0\.0\.1:(\d+)/, kStartMs))[1]);
    } catch (error) {
      throw new Error(`pasokh serve: ${error.message} ${complaint}`);
    }
  }

  kill() {
    return Promise.all(this.children.map((child) => stop(child, "SIGKILL")));
  }

  stop() {
    return Promise.all(this.children.map((child) => stop(child, "SIGTERM")));
  }

  /** A command of the owner on this database; what it prints. */
  command(...args) {
    const place = ["--db", this.database.address];
    const secret = args[0] === "import" || args[0] === "link" ? ["--secret-file", this.secret] : [];
    return run([...args, ...place, ...secret]);
  }

  /** What a customer on another device wrote: its id, and the code and key of the answer. */
  async write(lang, message, contact) {
    const id = `01KBZ3NDEK${randomBytes(16).reduce((text, byte) => text + kCrockford[byte & 31], "")}`;
    const body = JSON.stringify({ id, topic: "question", message, contact, lang, occurred_at: new Date().toISOString() });
    const answer = await fetch(`http://127.0.0.1:${this.port}/v1/requests`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (answer.status !== 201) throw new Error(`/v1/requests: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Rows of a query, as objects. */
  rows(query, ...values) {
    return this.database.rows(query, values);
  }

  feedback_with(comment) {
    return this.rows("SELECT * FROM feedback WHERE comment = ?", comment);
  }
}
