'use strict';
// What this browser keeps by itself, in IndexedDB: forms on their way to the server (queue), forms
// being typed (drafts) and the photos of these (photos; apart, or every pause in typing would write
// them again). Every change is one transaction: a form is never in two places, and never in none.

const Store = (() => {
  const LEASE_MS = 60000;
  const TABLES = {
    queue: {keyPath: 'id'},
    drafts: {keyPath: 'key'},
    photos: {keyPath: ['draft', 'id']},
    leases: {keyPath: 'name'},
  };

  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open('taizhang', 1);
    request.onupgradeneeded = () => {
      Object.keys(TABLES).forEach(name => request.result.createObjectStore(name, TABLES[name]));
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

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

  return {
    opened,

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
    saveDraft: draft => write('drafts', drafts => drafts.put(draft)),
    dropDraft: key => transact(['drafts', 'photos'], 'readwrite', (drafts, photos) => {
      dropDraft(drafts, photos, key);
    }),

    photos: key => read('photos', photos => photos.getAll(photosOf(key))),
    savePhoto: photo => write('photos', photos => photos.put(photo)),
    dropPhoto: photo => write('photos', photos => photos.delete([photo.draft, photo.id])),

    // One tab at a time may send. Web Locks are missing on plain http; a row that runs out by itself
    // does for both, and outlives neither a crash nor a frozen tab for long.
    async lease(holder) {
      let mine = true;
      await write('leases', leases => {
        const request = leases.get('flush');
        request.onsuccess = () => {
          const held = request.result;
          mine = !held || held.holder === holder || held.until < Date.now();
          if (mine) leases.put({name: 'flush', holder, until: Date.now() + LEASE_MS});
        };
      });
      return mine;
    },

    release: holder => write('leases', leases => {
      const request = leases.get('flush');
      request.onsuccess = () => {
        if (request.result && request.result.holder === holder) leases.delete('flush');
      };
    }),
  };
})();
