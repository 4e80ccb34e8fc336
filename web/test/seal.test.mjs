import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Seal } = await load("ports/seal.ts");

const kItem = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", path: "/v1/requests", body: '{"contact":"sara@example.ir","message":"دیر رسید"}', created_at: 1, tries: 0, next_at: 1 };

/** A database that holds one thing, as IndexedDB would. */
function shelf() {
  let held;
  return {
    read: async (_, ask) => ask({ get: () => held }),
    write: async (_, change) => {
      change({ add: (value) => (held ??= value) });
      return true;
    },
  };
}

test("what was sealed opens again with the key of the same database, at the next visit too", async () => {
  const database = shelf();
  const record = await (await Seal.of(database)).seal(kItem);
  assert.deepEqual(await (await Seal.of(database)).open(record), kItem);
});

test("a sealed record has no word of what was written, and never the same bytes twice", async () => {
  const seal = await Seal.of(shelf());
  const [one, other] = [await seal.seal(kItem), await seal.seal(kItem)];
  const bytes = (record) => Buffer.from(record.sealed).toString("latin1");
  for (const word of ["sara", "example", "دیر", "contact"]) assert.equal(bytes(one).includes(Buffer.from(word).toString("latin1")), false);
  assert.deepEqual(Object.keys(one).sort(), ["id", "iv", "path", "sealed"]);
  assert.notDeepEqual(one.iv, other.iv);
  assert.notEqual(bytes(one), bytes(other));
});

test("with another key, with a changed byte or under another name nothing opens, and nothing throws", async () => {
  const seal = await Seal.of(shelf());
  const record = await seal.seal(kItem);
  const damaged = new Uint8Array(record.sealed.slice(0));
  damaged[3] ^= 1;
  assert.equal(await (await Seal.of(shelf())).open(record), undefined);
  assert.equal(await seal.open({ ...record, sealed: damaged.buffer }), undefined);
  assert.equal(await seal.open({ ...record, path: "/v1/feedback" }), undefined);
  assert.equal(await seal.open({ ...record, id: kItem.id.replace("A", "B") }), undefined);
});

test("the key cannot be taken out", async () => {
  let key;
  const database = { read: async () => key, write: async (_, change) => change({ add: (value) => (key = value) }) };
  await Seal.of(database);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
});

test("without WebCrypto, or with no room for the key, there is no seal", async () => {
  assert.equal(await Seal.of({ read: async () => undefined, write: async () => false }), undefined);
  const real = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    assert.equal(await Seal.of(shelf()), undefined);
  } finally {
    Object.defineProperty(globalThis, "crypto", real);
  }
});
