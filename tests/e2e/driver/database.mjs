// The shop's database as the tests know it: where it is, and what stands in it.
//
// A SQLite file in the folder; with PASOKH_E2E_STORE=postgres a database in a PostgreSQL cluster of the run's own
// (tests/server/postgres.py), which two server processes share.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";

export const is_postgres = process.env.PASOKH_E2E_STORE === "postgres";
const kPostgres = join(root, "tests/server/postgres.py");

function python(script, ...values) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: join(root, "tests/server") };
  const done = spawnSync("python3", ["-c", script, ...values], { encoding: "utf8", timeout: 60_000, env });
  if (done.status !== 0) throw new Error(`${values.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

class SqliteFile {
  constructor(folder) {
    this.address = join(folder, "shop.db");
  }

  rows(query, values) {
    const script = `import json, sqlite3, sys
database = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
database.row_factory = sqlite3.Row
print(json.dumps([dict(row) for row in database.execute(sys.argv[2], sys.argv[3:])]))`;
    return JSON.parse(python(script, this.address, query, ...values));
  }
}

let cluster;
let serial = 0;

/** Made at first use; ends with `close_cluster`. */
function the_cluster() {
  if (cluster) return cluster;
  cluster = mkdtempSync(join(tmpdir(), "pasokh-e2e-postgres-"));
  spawn_cluster("start");
  return cluster;
}

function spawn_cluster(action) {
  const done = spawnSync("python3", [kPostgres, action, cluster], { encoding: "utf8", timeout: 120_000 });
  if (done.status !== 0) throw new Error(`postgres.py ${action}: ${done.stdout}${done.stderr}`);
}

export function close_cluster() {
  if (!cluster) return;
  spawn_cluster("stop");
  cluster = undefined;
}

class PostgresDatabase {
  constructor() {
    const script = "import postgres, sys; print(postgres.Cluster(sys.argv[1], running=True).create(sys.argv[2]))";
    this.address = python(script, the_cluster(), `shop${++serial}`).trim();
  }

  rows(query, values) {
    const script = `import postgres, sys
quoted = iter("'" + value.replace("'", "''") + "'" for value in sys.argv[3:])
query = "".join(next(quoted) if letter == "?" else letter for letter in sys.argv[2])
with postgres.Connection(sys.argv[1]) as database:
    print(database.rows("SELECT coalesce(json_agg(row_to_json(one)), '[]') FROM (" + query + ") one")[0][0])`;
    return JSON.parse(python(script, this.address, query, ...values));
  }
}

export function database_in(folder) {
  return is_postgres ? new PostgresDatabase() : new SqliteFile(folder);
}
