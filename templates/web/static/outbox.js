'use strict';
// The outbox: what waits on this device, and what was refused; and drafts that were not submitted.

(() => {
  const queue = document.getElementById('queue'), drafts = document.getElementById('drafts');
  const pattern = document.getElementById('waiting').content;

  function item(one, state, tone, buttons) {
    const line = document.importNode(pattern, true).firstElementChild;
    const tag = line.querySelector('.tag');
    line.querySelector('.title').textContent = one.title;
    line.querySelector('.about').textContent = one.about;
    tag.textContent = state;
    tag.classList.add(tone);
    buttons.forEach(([text, act]) => line.querySelector('.bar').append(buttonOf(text, one.title, act)));
    return line;
  }

  function buttonOf(text, about, act) {
    const button = document.createElement('button');
    Object.assign(button, {type: 'button', className: 'small', textContent: text});
    button.setAttribute('aria-label', `${text}：${about}`);
    button.addEventListener('click', act);
    return button;
  }

  // ---- what waits

  function lineOf(entry) {
    const {title} = entry.draft, count = entry.photos.length;
    const about = `${Queue.moment(entry.at)} 填写${count ? `，照片 ${count} 张` : ''}`;
    if (entry.person !== Queue.visitor) return item({title, about}, '等本人登录后上传', 'wait', []);
    const buttons = [['导出', () => save(entry)], ['删除', () => remove(entry)]];
    if (!entry.refusal) return item({title, about}, '等待上传', 'wait', buttons);
    buttons.unshift(['打开修改', () => reopen(entry)]);
    const line = item({title, about}, '没有被接受', 'fail', buttons);
    line.querySelector('.why').textContent = whyOf(entry.refusal);
    return line;
  }

  function whyOf({message, problems}) {
    if (!problems.length) return message;
    return problems.map(one => `${one.where}：${one.what}。${one.advice}`).join('；');
  }

  async function reopen(entry) {
    const question = '这张表正有一份没填完的草稿。打开这一份，那份草稿就删掉。要打开吗？';
    if (await Store.draft(entry.draft.key) && !confirm(question)) return;
    await Store.reopen(entry, entry.refusal);
    location.assign(entry.draft.page);
  }

  async function remove(entry) {
    if (!confirm(`《${entry.draft.title}》还没有上传。删除后找不回来，要删除吗？`)) return;
    await Store.remove(entry.id);
    await Queue.flush();
  }

  // A copy outside of the browser, photos included.
  async function save(entry) {
    const photos = await Promise.all(entry.photos.map(async ({name, filename, blob}) => ({
      name, filename, type: blob.type, data: await textOf(blob),
    })));
    const {id, person, at, api, values, refusal} = entry;
    const copy = {id, person, at, api, title: entry.draft.title, values, photos, refusal};
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 1)], {type: 'application/json'}));
    link.download = `${entry.draft.title} ${entry.at.slice(0, 10)}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function textOf(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  function fill(list, lines) {
    list.textContent = '';
    list.append(...lines);
    list.hidden = !lines.length;
    document.getElementById(`no-${list.id}`).hidden = Boolean(lines.length);
  }

  // ---- what was begun

  function draftLine(draft) {
    const about = `${Queue.moment(draft.at)} 存`;
    return item({title: draft.title, about}, '草稿', 'wait', [
      ['继续填', () => location.assign(draft.page)],
      ['删除', () => discard(draft)],
    ]);
  }

  async function discard(draft) {
    if (!confirm(`要删除《${draft.title}》的草稿吗？删除后找不回来。`)) return;
    await Store.dropDraft(draft.key);
    await showDrafts();
  }

  async function showDrafts() {
    const mine = (await Store.drafts()).filter(one => one.person === Queue.visitor);
    fill(drafts, mine.map(draftLine));
  }

  document.addEventListener('queue', event => {
    fill(queue, event.detail.entries.map(lineOf));
    document.getElementById('trouble').textContent = event.detail.trouble;
  });
  if (Frame.workers) Frame.workers.addEventListener('message', showKept); // more is kept now
  document.getElementById('flush').addEventListener('click', () => Queue.flush());

  // ---- what this device can do without network

  async function showKept() {
    const count = await Frame.keptForms();
    const none = '这台设备断网后打不开新的表；已经打开的照样能填完、提交，联网后自动上传。';
    document.getElementById('kept').textContent = count ? `断网也能打开 ${count} 张表。` : none;
  }

  async function start() {
    await showKept();
    await showDrafts();
    await Queue.flush(); // says what there is
  }

  Store.opened.then(start, () => undefined);
})();
