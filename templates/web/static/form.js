'use strict';
// A page to fill in. Submitting stores the form on this device first and sends it then, so that
// nothing is lost on the way; what the server refuses comes back here with what is wrong with it.

(() => {
  const OLD_MS = 600000;
  const form = document.getElementById('form'), button = document.getElementById('send');
  const saved = document.getElementById('saved');
  const shownAt = Date.now();

  // ---- fields that mean now

  function local(part) {
    const at = new Date();
    return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(...part);
  }

  // A page that was kept has the day and the time at which it was made; this device knows better.
  function freshen() {
    const asked = new URLSearchParams(location.search);
    const today = asked.get('day') || local([0, 10]);
    const words = {today, now: local([0, 16]), clock: local([11, 16])};
    form.querySelectorAll('[data-fresh]').forEach(input => {
      input.value = words[input.dataset.fresh];
    });
    if (!Frame.isKept) return;
    const columns = [...asked].filter(([name]) => name !== 'day' && name !== 'subject');
    columns.forEach(([name, value]) => Fields.write(form, {[`e.${name}`]: [value]}));
    if (asked.get('subject')) Frame.say(`这张表是为「${asked.get('subject')}」打开的，请自己填上。`, 'wait', form);
  }

  // ---- submitting

  function entryOf(draft) {
    const at = new Date().toISOString(), photos = Photos.all();
    const {person} = draft, {api} = form.dataset;
    const values = {...Fields.all(form), _person: [person], _filled_at: [at]};
    return {id: Store.newId(), person, at, api, values, photos, draft};
  }

  async function submit(event) {
    event.preventDefault();
    if (button.disabled) return;
    setBusy(true);
    const entry = entryOf(Drafts.now()), password = passwordIn(form);
    try {
      await Store.enqueue(entry);
    } catch (error) {
      const message = `本机存不下这份表（${error.name}）。请腾出空间再提交，内容还在这一页上`;
      setBusy(false);
      form.dispatchEvent(new Event('input')); // the draft has to be saved again
      refuse(entry, {message, problems: []});
      return;
    }
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    await follow(entry, await Queue.flush(entry.id, password), password);
  }

  async function follow(entry, done, password) {
    const fate = done ? done.fate : 'later', answer = done ? done.answer : {message: ''};
    if (fate === 'kept') leave(answer.address, answer.message, answer.unsigned ? 'wait' : 'good');
    else if (fate === 'refused') await takeBack(entry, answer);
    else wait(entry, answer.message, password);
  }

  function setBusy(so) {
    button.disabled = so;
    saved.textContent = so ? '正在提交…' : '';
    Drafts.setOpen(!so);
    if (so) Problems.clear();
  }

  // A password is never written down; without network somebody who has one signs later.
  function passwordIn(around) {
    const field = around.querySelector('[name=_password]');
    return field ? field.value : '';
  }

  async function takeBack(entry, answer) {
    await Store.reopen(entry, answer);
    setBusy(false);
    refuse(entry, answer);
    Queue.flush();
  }

  function refuse(entry, refusal) {
    Problems.show(refusal, entry.values, entry.photos);
  }

  function leave(address, text, kind) {
    Frame.sayNext(text, kind);
    location.assign(address);
  }

  // It is in the queue. Without a service worker no other page could be opened now: stay on this one.
  function wait(entry, why, password) {
    const signing = password ? '口令没有存在本机：上传后请在记录页签字。' : '';
    const text = `《${form.dataset.title}》已存本机，联网后自动上传。${why}${signing}`;
    if (Frame.hasWorker()) leave('/outbox', text, 'wait');
    else stay(entry, text);
  }

  function stay(entry, text) {
    const notice = Frame.say(`${text}请不要清除浏览器数据。`, 'wait', form);
    form.hidden = true;
    notice.tabIndex = -1;
    notice.focus();
    document.addEventListener('queue', event => {
      const left = event.detail.entries.find(one => one.id === entry.id);
      if (left && !left.refusal) return;
      notice.className = `notice ${left ? 'bad' : 'good'}`;
      const told = left ? '没有被接受，请到「未上传」里打开修改' : '已上传';
      notice.firstElementChild.textContent = `《${form.dataset.title}》${told}。`;
    });
  }

  // ---- beginning

  function freshenIfOld() {
    if (document.visibilityState !== 'visible' || Drafts.isTouched()) return;
    if (Date.now() - shownAt > OLD_MS) freshen();
  }

  async function start() {
    Rows.listen(form);
    Items.listen(form);
    Drafts.listen(form);
    form.addEventListener('submit', submit);
    if (Frame.isKept) freshen();
    const draft = Problems.any() ? null : await Drafts.restore();
    if (!draft) document.addEventListener('visibilitychange', freshenIfOld);
    if (draft && draft.refusal) Problems.show(draft.refusal, draft.values, Photos.all());
    Drafts.setOpen(true);
    addEventListener('pageshow', event => {
      if (event.persisted && button.disabled) location.reload(); // come back to after it was sent
    });
  }

  // Without storage this stays what it was: a page that is posted.
  Store.opened.then(start, () => undefined);
})();
