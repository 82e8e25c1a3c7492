'use strict';
// On every page: has the service worker keep what is needed without network, and shows what the page
// before had to say.

const Frame = (() => {
  const TOLD = 'told';
  const KEPT = '学校的服务器没有回答。这是本机存下的一页，可能不是最新的；照常填写、提交，联网后自动上传。';
  const [loading] = performance.getEntriesByType('navigation');
  const marks = (loading && loading.serverTiming) || [];
  const isKept = marks.some(one => one.name === 'kept'); // sw.js marks what it gives out itself
  const workers = window.isSecureContext && navigator.serviceWorker;

  // Says something at the head of this page.
  function say(text, kind, where = document.getElementById('main').firstElementChild) {
    const box = document.createElement('div'), line = document.createElement('p');
    box.className = `notice ${kind}`;
    box.setAttribute('role', 'status');
    line.textContent = text;
    box.append(line);
    where.before(box);
    return box;
  }

  // Says something on the page that is opened next.
  function sayNext(text, kind) {
    sessionStorage.setItem(TOLD, JSON.stringify([text, kind]));
  }

  function sayLeft() {
    const left = sessionStorage.getItem(TOLD);
    sessionStorage.removeItem(TOLD);
    if (left) say(...JSON.parse(left));
  }

  // Pages of one person are kept: the worker drops them as soon as somebody else is here, or has to
  // sign in. A page that says nobody's name, as an error, tells nothing.
  async function keep() {
    const person = document.body.dataset.visitor || '';
    await workers.register('/sw.js');
    const {active} = await workers.ready;
    if (person || document.querySelector('form[action="/sign-in"]')) active.postMessage({person});
  }

  // Number of forms that can be opened without network.
  async function keptForms() {
    const names = workers ? await caches.keys() : [];
    const opened = names.filter(name => name.startsWith('pages/')).map(name => caches.open(name));
    const requests = await Promise.all((await Promise.all(opened)).map(cache => cache.keys()));
    const paths = [].concat(...requests).map(one => new URL(one.url).pathname);
    return new Set(paths.filter(path => path.endsWith('/new'))).size;
  }

  // On a phone the menu is wider than the screen: the entry of this page is to be seen.
  function showWhere() {
    const here = document.querySelector('.menu [aria-current]');
    if (here) here.closest('.menu').scrollLeft = here.offsetLeft - here.closest('.menu').offsetLeft - 16;
  }

  sayLeft();
  showWhere();
  if (isKept) say(KEPT, 'wait');
  else if (workers) keep().catch(error => console.info(`no service worker: ${error}`));
  const hasWorker = () => Boolean(workers && workers.controller);
  return {isKept, workers, hasWorker, keptForms, say, sayNext};
})();
