'use strict';
// What is being typed, saved at every pause and put back when the page is opened again. A draft
// belongs to one person and one address; whoever else uses this device never sees it.

const Drafts = (() => {
  const PAUSE_MS = 300;
  let form, key, timer = 0, isOpen = false, isSaved = true, isTouched = false;

  function now() {
    return {
      key,
      person: Queue.visitor,
      title: form.dataset.title,
      page: location.pathname + location.search,
      at: new Date().toISOString(),
      definition: form.dataset.definition,
      version: version(),
      values: Fields.typed(form),
    };
  }

  const version = () => (form.elements._version ? form.elements._version.value : '');

  function say(text) {
    document.getElementById('saved').textContent = text;
  }

  function complain(error) {
    say(`草稿存不下（${error.name}），请不要关掉这一页`);
  }

  function typed() {
    if (!isOpen) return;
    isSaved = false;
    isTouched = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  }

  function save() {
    clearTimeout(timer);
    if (!isOpen || isSaved) return;
    isSaved = true;
    const draft = now();
    Store.saveDraft(draft).then(() => say(`草稿已存 ${Queue.moment(draft.at)}`), complain);
  }

  // While it is closed the queue has it; what the queue gives back is saved.
  function setOpen(so) {
    clearTimeout(timer);
    isOpen = so;
    isSaved = true;
  }

  // Puts the draft of this page back, unless the page came back with something in it already.
  // Answers with the draft.
  async function restore() {
    const draft = await Store.draft(key), blank = Fields.typed(form);
    if (!draft) return null;
    const lost = Fields.write(form, draft.values);
    Photos.restore(await Store.photos(key));
    refresh();
    tell(draft, lost.length, blank);
    return draft;
  }

  function refresh() {
    Sign.restore();
    Items.restore();
  }

  function tell(draft, lost, blank) {
    const parts = [`已恢复 ${Queue.moment(draft.at)} 填的草稿。`];
    if (draft.definition !== form.dataset.definition) {
      parts.push(`这张表后来改过，能对上的栏已填好${lost ? `，有 ${lost} 栏对不上` : ''}，请核对。`);
    }
    if (draft.version !== version()) {
      parts.push(`草稿是按第 ${draft.version} 版填的，记录现在是第 ${version()} 版，请逐栏核对。`);
    }
    const notice = Frame.say(parts.join(''), 'info', form), button = document.createElement('button');
    Object.assign(button, {type: 'button', className: 'small', textContent: '不要草稿，重新填'});
    button.addEventListener('click', () => {
      notice.remove();
      discard(blank).catch(complain);
    });
    notice.append(button);
  }

  async function discard(blank) {
    clearTimeout(timer);
    Rows.clear(form);
    Photos.clear(form);
    Fields.write(form, blank);
    refresh();
    await Store.dropDraft(key);
    say('草稿已删除');
    form.querySelector('input:not([type=hidden]), select, textarea').focus();
  }

  function listen(toFill) {
    form = toFill;
    key = `${Queue.visitor}|${form.dataset.draft}${location.search}`;
    Photos.listen(form, key, complain);
    form.addEventListener('input', typed);
    form.addEventListener('change', typed);
    addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save());
  }

  return {listen, restore, setOpen, now, isTouched: () => isTouched};
})();
