'use strict';
// On every page: has the service worker keep what is needed without network, and shows what the page
// before had to say.

const Frame = (() => {
  const TOLD = 'told';
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

  // Pages of one person are kept: the worker drops them as soon as somebody else is here, or nobody.
  async function keep() {
    await workers.register('/sw.js');
    const {active} = await workers.ready;
    active.postMessage({person: document.body.dataset.visitor || ''});
  }

  sayLeft();
  if (isKept) say('没有连上学校的服务器，这是本机存下的一页，内容可能不是最新的。照常填写、提交，联网后自动上传。', 'wait');
  else if (workers) keep().catch(error => console.info(`no service worker: ${error}`));
  return {isKept, say, sayNext, hasWorker: () => Boolean(workers && workers.controller)};
})();
