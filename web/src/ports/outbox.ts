// What the customer sent and the server has not confirmed, kept in IndexedDB until it has.
//
// Opened only after intent. Tabs of one shop share the store: each delivery is made under a Web Lock and only while the item
// is still there, so that two tabs do not send the same thing. A browser that refuses storage (private windows of some) keeps
// the items in memory: nothing is lost while the page lives.
import type { OutboxItem } from "../core/core.ts";

const kStore = "items";

export class Outbox {
  private database: Promise<IDBDatabase | undefined> | undefined;
  private memory = new Map<string, OutboxItem>();
  /** Ids that are or were in the store while we looked: one that has gone was delivered by another tab. */
  private known = new Set<string>();
  /** What is saved will be there at the next visit. Known once loaded. */
  remembers = false;
  private writes: Promise<unknown> = Promise.resolve();

  constructor(private readonly shop: string) {}

  async load(): Promise<OutboxItem[]> {
    const store = await this.store("readonly");
    const items = store ? await result_of(store.getAll() as IDBRequest<OutboxItem[]>) : undefined;
    this.remembers = items !== undefined;
    for (const item of items ?? []) this.known.add(item.id);
    return items ?? [...this.memory.values()];
  }

  save(item: OutboxItem): void {
    this.memory.set(item.id, item);
    this.known.add(item.id);
    this.write((store) => store.put(item));
  }

  drop(id: string): void {
    this.memory.delete(id);
    this.write((store) => store.delete(id));
  }

  /**
   * Runs `send` alone among the tabs of this shop. Answers false without sending when another tab has delivered `id`
   * meanwhile. What is not of the outbox (an order lookup, id "") is sent at once. Without Web Locks two tabs may both send; the
   * server takes each id once.
   */
  async deliver(id: string, send: () => Promise<void>): Promise<boolean> {
    if (!this.known.has(id)) {
      await send();
      return true;
    }
    await this.writes;
    const attempt = async (): Promise<boolean> => {
      const store = await this.store("readonly");
      if (store && (await result_of(store.count(id))) === 0) return false;
      await send();
      return true;
    };
    return navigator.locks ? navigator.locks.request(`pasokh:${this.shop}:send`, attempt) : attempt();
  }

  destroy(): void {
    void this.database?.then((database) => database?.close());
  }

  /** Writes keep their order, and `deliver` waits for them. */
  private write(change: (store: IDBObjectStore) => IDBRequest): void {
    this.writes = this.writes.then(async () => {
      const store = await this.store("readwrite");
      if (store) await result_of(change(store));
    });
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore | undefined> {
    this.database ??= open_database(`pasokh:${this.shop}`);
    const database = await this.database;
    try {
      return database?.transaction(kStore, mode, { durability: "strict" }).objectStore(kStore);
    } catch {
      return undefined;   // the person cleared the site's data while the page was open
    }
  }
}

function open_database(name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(name, 1);
    } catch {
      return resolve(undefined);
    }
    request.onupgradeneeded = () => request.result.createObjectStore(kStore, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
    request.onblocked = () => resolve(undefined);
  });
}

function result_of<T>(request: IDBRequest<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });
}
