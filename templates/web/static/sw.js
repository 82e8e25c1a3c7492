// Keeps pages and static files for when there is no network. EDITION and SHELL, the static files and
// the outbox without anybody's name, are put in front by taizhang/web/pages/offline.py. What is
// filled in never comes through here: the queue sends it from the page.

const SHELL_CACHE = `shell/${EDITION}`;
const PATIENCE_MS = 3000;
const LIST = '/api/offline';
const NOBODY = [502, 503, 504];
const DOORS = ['/sign-in', '/sign-out'];
let era = 0, keeping = null;

self.addEventListener('install', event => event.waitUntil(install()));
self.addEventListener('activate', event => event.waitUntil(activate()));
self.addEventListener('message', event => event.waitUntil(follow(event.data.person)));
self.addEventListener('fetch', event => {
  const {request} = event, {origin, pathname} = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === 'POST' && DOORS.includes(pathname)) event.waitUntil(forget());
  if (request.method !== 'GET') return;
  if (pathname.startsWith('/static/')) event.respondWith(fromShell(request));
  else if (request.mode === 'navigate') event.respondWith(page(event, pathname));
});

// A new edition is complete before the old one goes: forms never vanish in between.
async function install() {
  const shell = await caches.open(SHELL_CACHE);
  const ask = path => new Request(path, {cache: 'reload', credentials: 'omit'});
  await shell.addAll(SHELL.map(ask));
  await keepPages();
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter(name => name.split('/')[1] !== EDITION);
  await Promise.all(old.map(name => caches.delete(name)));
  await self.clients.claim();
}

async function fromShell(request) {
  return (await caches.match(request)) || fetch(request);
}

// ---- pages of whoever is signed in: cache pages/<edition>/<person>/<day>, new every day

const today = () => new Date().toDateString().replace(/ /g, '-');
const nameFor = (person, day) => ['pages', EDITION, encodeURIComponent(person), day].join('/');

async function pageCaches() {
  return (await caches.keys()).filter(name => name.startsWith('pages/'));
}

async function forget() {
  era += 1;
  await Promise.all((await pageCaches()).map(name => caches.delete(name)));
}

async function follow(person) {
  const theirs = name => name.split('/')[2] === encodeURIComponent(person);
  if (!(await pageCaches()).every(theirs)) await forget();
  if (person && !await caches.match(LIST, {cacheName: nameFor(person, today())})) {
    keeping = keeping || keepPages().finally(() => { keeping = null; });
    await keeping;
  }
  (await self.clients.matchAll()).forEach(one => one.postMessage('kept'));
}

// The list is put last: a cache that holds it is complete.
async function keepPages() {
  const began = era, list = await fetch(LIST, {cache: 'no-store'});
  if (!list.ok) return; // nobody is signed in, or somebody who has nothing to fill in
  const {edition, person, pages} = await list.clone().json();
  if (edition !== EDITION) return; // a newer worker is about to come
  const name = nameFor(person, today());
  const copies = await copiesOf(pages, person);
  if (began !== era) return;
  const kept = await caches.open(name);
  await Promise.all([...copies].map(([path, copy]) => kept.put(path, copy)));
  await kept.put(LIST, list);
  const past = (await pageCaches()).filter(one => one !== name && one.split('/')[1] === EDITION);
  await Promise.all(past.map(one => caches.delete(one)));
}

// One after the other: others are working with the server. Errors and sign-in pages are not kept.
async function copiesOf(pages, person) {
  const copies = new Map();
  for (const path of pages) {
    const reply = await fetch(path, {cache: 'reload', headers: {'x-keeping': '1'}});
    const html = await reply.clone().text();
    const isTheirs = html.includes(`data-visitor="${person}"`);
    if (reply.ok && !reply.redirected && isTheirs) copies.set(path, reply);
  }
  return copies;
}

async function keptPage(url) {
  for (const cacheName of [...await pageCaches(), SHELL_CACHE]) {
    const found = await caches.match(url, {cacheName, ignoreSearch: true});
    if (found) return marked(found);
  }
  return null;
}

// Tells frame.js that this page did not come from the server just now.
function marked(reply) {
  const headers = new Headers(reply.headers);
  headers.set('server-timing', 'kept');
  return new Response(reply.body, {status: reply.status, headers});
}

// The network first. Where that takes too long, or nobody is behind it, what is kept.
async function page(event, pathname) {
  const {url} = event.request, kept = await keptPage(url), coming = fetch(event.request);
  event.waitUntil(coming.then(reply => renew(url, reply.clone()), () => undefined));
  if (kept) {
    const late = new Promise(resolve => setTimeout(resolve, PATIENCE_MS, kept));
    const there = coming.then(reply => (NOBODY.includes(reply.status) ? kept : reply), () => kept);
    return Promise.race([there, late]);
  }
  return coming.catch(() => (pathname === '/outbox' ? Response.error() : Response.redirect('/outbox')));
}

// A page that is kept is kept as it was seen last; with a question in its address it is another one.
async function renew(url, reply) {
  if (!reply.ok || new URL(url).search) return;
  for (const name of await pageCaches()) {
    const cache = await caches.open(name);
    if (await cache.match(url)) await cache.put(url, reply.clone());
  }
}
