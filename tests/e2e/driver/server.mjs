// A running `pasokh serve` with the demo orders, and a look into its database.
//
// Use:
//   const server = await Server.start({ assets, pack, folder });
//   server.rows("SELECT * FROM feedback");
//   await server.kill(); await server.again();   // same port, same database
//   await server.stop();
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { said, start, stop } from "./children.mjs";
import { pasokh, root } from "./paths.mjs";

const kStartMs = 15_000;

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
  },
};

function run(args) {
  const done = spawnSync(pasokh, args, { encoding: "utf8", timeout: 60_000 });
  if (done.status !== 0) throw new Error(`pasokh ${args.join(" ")}: ${done.error ?? ""}${done.stderr}${done.stdout}`);
  return done.stdout;
}

export function make_pack(content, file, ...args) {
  run(["pack", content, "-o", file, ...args]);
  return file;
}

export class Server {
  static async start(options) {
    const server = new Server(options);
    for (const name of ["demo.csv", "demo.json"]) run(["import", "orders", join(root, "assets/orders", name), "--db", server.db, "--relative-dates"]);
    writeFileSync(server.config, JSON.stringify(config));
    await server.again();
    return server;
  }

  constructor({ assets, pack, folder }) {
    this.assets = assets;
    this.pack = pack;
    this.db = join(folder, "shop.db");
    this.config = join(folder, "server.json");
    this.port = 0;
  }

  /** Starts, on the port it had before. */
  async again() {
    const pack = this.pack ? ["--pack", this.pack] : [];
    this.child = start(pasokh, ["serve", "--config", this.config, "--db", this.db, "--listen", `127.0.0.1:${this.port}`, "--assets", this.assets, ...pack]);
    let complaint = "";
    this.child.stderr.on("data", (bytes) => (complaint += bytes));
    try {
      this.port = Number((await said(this.child, this.child.stdout, /listening on http:\/\/127\.0\.0\.1:(\d+)/, kStartMs))[1]);
    } catch (error) {
      throw new Error(`pasokh serve: ${error.message} ${complaint}`);
    }
  }

  kill() {
    return stop(this.child, "SIGKILL");
  }

  stop() {
    return stop(this.child, "SIGTERM");
  }

  /** Rows of a query, as objects. The database is opened read-only. */
  rows(query, ...values) {
    const script = [
      "import json, sqlite3, sys",
      "database = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)",
      "database.row_factory = sqlite3.Row",
      "print(json.dumps([dict(row) for row in database.execute(sys.argv[2], sys.argv[3:])]))",
    ].join("\n");
    const done = spawnSync("python3", ["-c", script, this.db, query, ...values], { encoding: "utf8", timeout: 10_000 });
    if (done.status !== 0) throw new Error(`${query}: ${done.stderr}`);
    return JSON.parse(done.stdout);
  }

  feedback_with(comment) {
    return this.rows("SELECT * FROM feedback WHERE comment = ?", comment);
  }
}
