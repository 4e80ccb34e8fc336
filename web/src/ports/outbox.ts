// What the customer sent and the server has not confirmed, kept in IndexedDB until it has: sealed (seal.ts), never in the clear.
//
// Opened only after intent. Tabs of one shop share the store: each delivery is made under a Web Lock and only while the item
// is still there, so that two tabs do not send the same thing; what another tab wrote before goes first. Where nothing can be kept (private windows of some browsers, a full
// disk, a page over plain http, which has no WebCrypto) items live with the page, also over Pasokh("destroy"), and `on_unkept`
// lets the widget say so.
import type { OutboxItem } from "../core/core.ts";
import { Database } from "./database.ts";
import { kKeys, Seal, type SealedItem } from "./seal.ts";

const kItems = "items";
/** 1 had no keys: its items lie unsealed until they are loaded. */
const kVersion = 2;

interface Home {
  database: Database;
  seal: Seal | undefined;
}

/** "gone": another tab has delivered it. "later": another tab wrote something before it, which the core now has. */
export type Delivery = "sent" | "gone" | "later";

/** What could not be kept on the device, by shop. */
const unkept = new Map<string, Map<string, OutboxItem>>();

export class Outbox {
  private home: Promise<Home | undefined> | undefined;
  private readonly memory: Map<string, OutboxItem>;
  /** Ids that were in the store while we looked: one that has gone was delivered by another tab. */
  private kept = new Set<string>();
  private writes: Promise<void> = Promise.resolve();

  /** `on_unkept`: what is saved will not be there at the next visit. `on_found`: another tab has written. */
  constructor(private readonly shop: string, private readonly on_unkept: () => void, private readonly on_found: (items: OutboxItem[]) => void) {
    this.memory = unkept.get(shop) ?? new Map<string, OutboxItem>();
    unkept.set(shop, this.memory);
  }

  /** What is saved will be there at the next visit. */
  async remembers(): Promise<boolean> {
    return (await this.open())?.seal !== undefined;
  }

  /** One that the store has and cannot open comes with an empty body. Unsealed ones of an older version are sealed. */
  async load(): Promise<OutboxItem[]> {
    const home = await this.open();
    const records = await home?.database.read<(SealedItem | OutboxItem)[]>(kItems, (store) => store.getAll());
    const items = [...this.memory.values()];
    for (const record of records ?? []) {
      this.kept.add(record.id);
      if (!("sealed" in record)) {
        items.push(record);
        this.seal_old(record);
      } else {
        items.push((await home?.seal?.open(record)) ?? { id: record.id, path: record.path, body: "", created_at: 0, tries: 0, next_at: 0 });
      }
    }
    return items;
  }

  save(item: OutboxItem): void {
    this.change(async (home) => {
      const sealed = await home?.seal?.seal(item);
      const done = sealed !== undefined && (await home!.database.write(kItems, (store) => store.put(sealed)));
      if (done) {
        this.kept.add(item.id);
        this.memory.delete(item.id);
      } else if (!this.kept.has(item.id)) {
        this.memory.set(item.id, item);
        this.on_unkept();
      }
    });
  }

  drop(id: string): void {
    this.change(async (home) => {
      this.memory.delete(id);
      await home?.database.write(kItems, (store) => store.delete(id));
    });
  }

  /**
   * Runs `send` alone among the tabs of this shop, unless another tab has delivered `id` meanwhile or wrote before it. What is not
   * of the outbox (an order lookup, id "") is sent at once. Without Web Locks two tabs may both send; the server takes each id once.
   */
  async deliver(id: string, send: () => Promise<void>): Promise<Delivery> {
    if (id === "") {
      await send();
      return "sent";
    }
    await this.writes;
    const attempt = async (): Promise<Delivery> => {
      const so_far = await (await this.open())?.database.read<string[]>(kItems, (store) => store.getAllKeys(IDBKeyRange.upperBound(id)));
      if (so_far && this.kept.has(id) && !so_far.includes(id)) return "gone";
      if (so_far?.some((other) => !this.kept.has(other))) {
        this.on_found(await this.load());
        return "later";
      }
      await send();
      return "sent";
    };
    return navigator.locks ? navigator.locks.request(`pasokh:${this.shop}:send`, attempt) : attempt();
  }

  destroy(): void {
    void this.writes.then(async () => (await this.home)?.database.close());
  }

  private seal_old(item: OutboxItem): void {
    this.change(async (home) => {
      const sealed = await home?.seal?.seal(item);
      if (!sealed) return;
      await home!.database.write(kItems, (store) => {
        const now = store.get(item.id);
        now.onsuccess = () => now.result && !("sealed" in now.result) && store.put(sealed);   // gone: another tab delivered it
        return now;
      });
    });
  }

  /** Changes keep their order, and `deliver` waits for them. */
  private change(make: (home: Home | undefined) => Promise<void>): void {
    this.writes = this.writes.then(async () => make(await this.open())).catch(() => this.on_unkept());
  }

  private open(): Promise<Home | undefined> {
    this.home ??= open_home(`pasokh:${this.shop}`);
    return this.home;
  }
}

async function open_home(name: string): Promise<Home | undefined> {
  const database = await Database.open(name, kVersion, (fresh) => {
    if (!fresh.objectStoreNames.contains(kItems)) fresh.createObjectStore(kItems, { keyPath: "id" });
    if (!fresh.objectStoreNames.contains(kKeys)) fresh.createObjectStore(kKeys);
  });
  return database && { database, seal: await Seal.of(database) };
}
