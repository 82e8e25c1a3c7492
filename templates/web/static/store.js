'use strict';
// What this browser keeps by itself, in IndexedDB: forms on their way to the server (queue), forms
// being typed (drafts) and the photos of these (photos; apart, or every pause in typing would write
// them again). Every change is one transaction: a form is never in two places, and never in none.

const Store = (() => {
  const LEASE_MS = 60000, BUSY = 'busy';
  const TABLES = {
    queue: {keyPath: 'id'},
    drafts: {keyPath: 'key'},
    photos: {keyPath: ['draft', 'id']},
    leases: {keyPath: 'name'},
  };
  const tab = newId();
  let isMine = false;

  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open('taizhang', 1);
    request.onupgradeneeded = () => {
      Object.keys(TABLES).forEach(name => request.result.createObjectStore(name, TABLES[name]));
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // a newer edition goes first
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });

  // A random UUID; crypto.randomUUID is missing on plain http.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map(one => one.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  // Resolves when all of it is on the disk, with the result of the request that `act` returns.
  async function transact(names, mode, act) {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, {durability: 'strict'});
      const request = act(...names.map(name => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  const read = (name, act) => transact([name], 'readonly', act);
  const write = (name, act) => transact([name], 'readwrite', act);

  // What a page that is being left may still do: no answer would find it any more.
  const writeAtOnce = (name, act) => write(name, table => {
    act(table);
    if (table.transaction.commit) table.transaction.commit();
  });

  const photosOf = key => IDBKeyRange.bound([key, ''], [key, '\uffff']);
  const byTime = (one, two) => (one.at < two.at ? -1 : 1);

  function dropDraft(drafts, photos, key) {
    drafts.delete(key);
    photos.delete(photosOf(key));
  }

  // A draft that may become an entry of the queue, or was one.
  function putDraft(drafts, photos, draft, pictures) {
    drafts.put(draft);
    photos.delete(photosOf(draft.key));
    pictures.forEach(one => photos.put({...one, draft: draft.key}));
  }

  // ---- one tab at a time: plain http has no Web Locks, so there it is a row that runs out by itself

  async function lease() {
    await write('leases', leases => {
      const request = leases.get('flush');
      request.onsuccess = () => {
        const held = request.result;
        isMine = !held || held.tab === tab || held.until < Date.now();
        if (isMine) leases.put({name: 'flush', tab, until: Date.now() + LEASE_MS});
      };
    });
    return isMine;
  }

  async function release() {
    if (isMine) await writeAtOnce('leases', leases => leases.delete('flush'));
    isMine = false;
  }

  addEventListener('pagehide', release);

  return {
    opened,
    newId,
    BUSY,

    entries: () => read('queue', queue => queue.getAll()).then(found => found.sort(byTime)),
    change: entry => write('queue', queue => queue.put(entry)),
    remove: id => write('queue', queue => queue.delete(id)),

    // From here on the queue answers for it, and the draft is gone.
    enqueue: entry => transact(['queue', 'drafts', 'photos'], 'readwrite', (queue, drafts, photos) => {
      queue.add(entry);
      dropDraft(drafts, photos, entry.draft.key);
    }),

    // Back to the form it came from, with what the server said.
    reopen: (entry, refusal) =>
      transact(['queue', 'drafts', 'photos'], 'readwrite', (queue, drafts, photos) => {
        queue.delete(entry.id);
        putDraft(drafts, photos, {...entry.draft, refusal}, entry.photos);
      }),

    drafts: () => read('drafts', drafts => drafts.getAll()).then(found => found.sort(byTime)),
    draft: key => read('drafts', drafts => drafts.get(key)),
    saveDraft: draft => writeAtOnce('drafts', drafts => drafts.put(draft)),
    dropDraft: key => transact(['drafts', 'photos'], 'readwrite', (drafts, photos) => {
      dropDraft(drafts, photos, key);
    }),

    photos: key => read('photos', photos => photos.getAll(photosOf(key))),
    savePhoto: photo => write('photos', photos => photos.put(photo)),
    dropPhoto: photo => write('photos', photos => photos.delete([photo.draft, photo.id])),

    // Does something while no other tab does it; answers BUSY if one does.
    async alone(act) {
      if (navigator.locks) {
        return navigator.locks.request('flush', {ifAvailable: true}, lock => (lock ? act() : BUSY));
      }
      if (!await lease()) return BUSY;
      const renewing = setInterval(lease, LEASE_MS / 4);
      try {
        return await act();
      } finally {
        clearInterval(renewing);
        await release();
      }
    },
  };
})();
