// Seals what waits in IndexedDB: AES-GCM under a key that scripts can use and never read, with a fresh IV for each record.
//
// What it protects: names, phone numbers and messages are not in dumps of the storage, in backups of it, in developer tools, nor for
// tools and extensions that read its strings. What it does not: a script of the same origin can ask for the same key and use it as we
// do, and whoever reads the browser's profile byte by byte finds the key in it. So the outbox is kept short, too: what the server has
// confirmed is gone.
//
// A record's id and path are in the clear (a ULID, and which form it came from), and bound to the sealed text: a record under
// another name does not open.
import type { OutboxItem } from "../core/core.ts";
import { Database } from "./database.ts";

export const kKeys = "keys";
const kKeyName = "outbox";
const kAlgorithm = "AES-GCM";
const kIvBytes = 12;

export interface SealedItem {
  id: string;
  path: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

const name_of = ({ id, path }: { id: string; path: string }): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${id} ${path}`);

export class Seal {
  constructor(private readonly key: CryptoKey) {}

  /** With the key of this database, made at first use. undefined: no WebCrypto (a page over plain http), or no room for the key. */
  static async of(database: Database): Promise<Seal | undefined> {
    if (!globalThis.crypto?.subtle) return undefined;
    try {
      const found = await database.read<CryptoKey>(kKeys, (store) => store.get(kKeyName));
      if (found) return new Seal(found);
      const made = await crypto.subtle.generateKey({ name: kAlgorithm, length: 256 }, false, ["encrypt", "decrypt"]);
      // Another tab may have been faster: whichever was kept is the key.
      await database.write(kKeys, (store) => store.add(made, kKeyName));
      const kept = await database.read<CryptoKey>(kKeys, (store) => store.get(kKeyName));
      return kept && new Seal(kept);
    } catch {
      return undefined;
    }
  }

  async seal(item: OutboxItem): Promise<SealedItem> {
    const iv = crypto.getRandomValues(new Uint8Array(kIvBytes));
    const text = new TextEncoder().encode(JSON.stringify(item));
    const sealed = await crypto.subtle.encrypt({ name: kAlgorithm, iv, additionalData: name_of(item) }, this.key, text);
    return { id: item.id, path: item.path, iv, sealed };
  }

  /** undefined: sealed with another key, or damaged. */
  async open(record: SealedItem): Promise<OutboxItem | undefined> {
    try {
      const text = await crypto.subtle.decrypt({ name: kAlgorithm, iv: record.iv, additionalData: name_of(record) }, this.key, record.sealed);
      return JSON.parse(new TextDecoder().decode(text)) as OutboxItem;
    } catch {
      return undefined;
    }
  }
}
