'use strict';
// On every page: sends what waits in the queue, one form after the other, and says what still waits.
// A form leaves the queue by the server's receipt only; sent twice, the server answers with the first.

const Queue = (() => {
  const PING_MS = 5000, LONGEST_PAUSE_S = 300, BUSY_MS = 3000;
  const UNREACHED = {message: '没有连上学校的服务器。'};
  const visitor = document.body.dataset.visitor || '';
  const bar = document.getElementById('net');
  let tries = 0, timer = 0, line = Promise.resolve(), trouble = '';

  // Who is signed in at this server; null where it does not answer. A portal of somebody else's
  // network answers too, but not so.
  async function ping() {
    const aborting = new AbortController();
    const patience = setTimeout(() => aborting.abort(), PING_MS);
    try {
      const reply = await fetch('/api/ping', {cache: 'no-store', signal: aborting.signal});
      const said = await reply.json();
      return said.taizhang ? said : null;
    } catch (error) {
      return null; // no network is the ordinary case here
    } finally {
      clearTimeout(patience);
    }
  }

  function formOf(entry, password) {
    const form = new FormData();
    Object.keys(entry.values).forEach(name => {
      entry.values[name].forEach(value => form.append(name, value));
    });
    entry.photos.forEach(one => form.append(one.name, one.blob, one.filename));
    if (password) form.append('_password', password);
    return form;
  }

  // What became of it: kept, refused, or stop and try later; with the server's answer.
  async function send(entry, password) {
    try {
      const request = {method: 'PUT', body: formOf(entry, password)};
      const reply = await fetch(entry.api.replace('{id}', entry.id), request);
      const answer = parsed(await reply.text()), fate = fateOf(reply.status, answer);
      return {fate, answer: fate === 'later' && !answer.code ? UNREACHED : answer};
    } catch (error) {
      return {fate: 'later', answer: UNREACHED};
    }
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (error) {
      return {code: '', message: text, problems: []}; // not from the application itself
    }
  }

  function fateOf(status, answer) {
    if ((status === 200 || status === 201) && answer.number) return 'kept';
    if (status === 401 || answer.code === 'TZ-103') return 'stop'; // sign in, or change the password
    const ours = answer.code || status === 413;
    return ours && status >= 400 && status < 500 && status !== 429 ? 'refused' : 'later';
  }

  // Sends all that can be sent. Calls queue up; each resolves with what became of the entry it asks
  // for, or with null when that was not sent.
  function flush(id, password) {
    const turn = line.then(() => run(id, password));
    line = turn.catch(() => undefined); // whoever called sees the error; the next turn goes on
    return turn;
  }

  async function run(id, password) {
    clearTimeout(timer);
    if (!(await Store.entries()).some(one => !one.refusal)) return show(null);
    const asked = await Store.alone(() => sendAll(id, password));
    if (asked !== Store.BUSY) return show(asked);
    timer = setTimeout(flush, BUSY_MS);
    return show(null);
  }

  async function sendAll(id, password) {
    let asked = null;
    for (;;) {
      const there = await ping(); // each time: somebody else may have signed in meanwhile
      if (!there) return pause(UNREACHED.message, true, asked);
      const entry = await next(there.person, id);
      trouble = there.person ? '' : '请登录，登录后自动上传';
      if (!entry) return asked;
      const done = await send(entry, entry.id === id ? password : '');
      if (entry.id === id) asked = done;
      if (done.fate === 'kept') await Store.remove(entry.id);
      else if (done.fate === 'refused') await Store.change({...entry, refusal: done.answer});
      else return pause(done.answer.message, done.fate === 'later', asked);
      tries = 0;
    }
  }

  async function next(person, id) {
    const waiting = (await Store.entries()).filter(one => one.person === person && !one.refusal);
    return waiting.find(one => one.id === id) || waiting[0];
  }

  // Tries again later and later, not in step with all other phones of the school.
  function pause(why, again, asked) {
    trouble = why;
    tries = Math.min(tries + 1, 9);
    const seconds = Math.min(2 ** tries, LONGEST_PAUSE_S) * (0.8 + 0.4 * Math.random());
    if (again) timer = setTimeout(flush, seconds * 1000);
    return asked;
  }

  // ---- what the page says

  async function show(result) {
    const entries = await Store.entries();
    bar.hidden = !entries.length;
    bar.textContent = '';
    if (entries.length) bar.append(linkTo(entries));
    document.dispatchEvent(new CustomEvent('queue', {detail: {entries, trouble}}));
    return result;
  }

  function linkTo(entries) {
    const link = document.createElement('a');
    const refused = entries.filter(one => one.refusal).length;
    const others = visitor ? entries.filter(one => one.person !== visitor).length : 0;
    const parts = [`${entries.length} 份未上传，最早 ${moment(entries[0].at)}`];
    if (refused) parts.push(`其中 ${refused} 份要改`);
    if (others) parts.push(`${others} 份要等本人登录`);
    if (trouble) parts.push(trouble);
    link.href = '/outbox';
    link.textContent = parts.join('；');
    return link;
  }

  function moment(text) {
    const at = new Date(text), two = number => String(number).padStart(2, '0');
    return `${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
  }

  function start() {
    flush();
    addEventListener('online', () => {
      tries = 0;
      flush();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') flush();
    });
  }

  Store.opened.then(start, () => undefined); // without storage there is no queue, pages are plain ones
  return {visitor, flush, moment};
})();
