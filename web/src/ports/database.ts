// IndexedDB as promises: one store a call, and a write is done when it is on the disk.

/** How long a tab with an older version of us may take to let go. */
const kBlockedMs = 1000;

export class Database {
  private constructor(private readonly database: IDBDatabase) {}

  /** undefined: the browser refuses storage, or a tab with an older version of us holds it. */
  static open(name: string, version: number, upgrade: (database: IDBDatabase) => void): Promise<Database | undefined> {
    return new Promise((resolve) => {
      let request: IDBOpenDBRequest;
      try {
        request = indexedDB.open(name, version);
      } catch {
        return resolve(undefined);
      }
      let waited = true;
      const give_up = (): void => {
        waited = false;
        resolve(undefined);
      };
      request.onupgradeneeded = () => upgrade(request.result);
      request.onerror = give_up;
      request.onblocked = () => setTimeout(give_up, kBlockedMs);
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => database.close();   // never in the way of a newer version, nor of clearing the site's data
        if (waited) resolve(new Database(database));
        else database.close();
      };
    });
  }

  /** undefined: there is nothing, or it cannot be read (any more). */
  async read<T>(store: string, ask: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    return (await this.run<T>(store, "readonly", ask)).result;
  }

  /** Whether it was done. */
  async write(store: string, change: (store: IDBObjectStore) => IDBRequest): Promise<boolean> {
    return (await this.run(store, "readwrite", change)).done;
  }

  close(): void {
    this.database.close();
  }

  private run<T>(name: string, mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<{ done: boolean; result?: T }> {
    return new Promise((resolve) => {
      try {
        const transaction = this.database.transaction(name, mode, { durability: "strict" });
        const request = use(transaction.objectStore(name)) as IDBRequest<T>;
        transaction.oncomplete = () => resolve({ done: true, result: request.result });
        transaction.onabort = () => resolve({ done: false });
      } catch {
        resolve({ done: false });   // closed meanwhile, or nothing that can be stored
      }
    });
  }
}
