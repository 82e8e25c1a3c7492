'use strict';
// Check items: how far one is, 「其余全部正常」, and the details of an item that is not 合格.

const Items = (() => {
  const SHOWN = 5;
  const all = [...document.querySelectorAll('li.item')];
  const together = document.querySelector('input[name=_together]');
  const numberOf = item => parseInt(item.dataset.item.slice(1), 10);
  const verdicts = item => [...item.querySelectorAll('input[name$=".verdict"]')];
  const readings = item => [...item.querySelectorAll('.measures input')];
  const isSaid = one => (one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value !== '');

  // A reading answers an item by itself: the verdict follows from it.
  const isAnswered = item => verdicts(item).some(isSaid) || readings(item).some(isSaid);
  const isEmpty = around => !around.querySelector('[data-photo]')
    && ![...around.querySelectorAll('input, select, textarea')].some(isSaid);

  function showProgress() {
    const missing = all.filter(item => !isAnswered(item)).map(numberOf);
    const rest = missing.length > SHOWN ? ' 等' : '';
    const tail = missing.length ? `，还差 ${missing.slice(0, SHOWN).join('、')}${rest}` : '，都填了';
    const done = `已填 ${all.length - missing.length}/${all.length}`;
    document.getElementById('progress').textContent = done + tail;
  }

  // Those that the button filled in are told to the server, as long as nobody touches them.
  function listed() {
    return together.value.split(' ').filter(Boolean);
  }

  function list(ids) {
    together.value = ids.join(' ');
    all.forEach(item => item.classList.toggle('together', ids.includes(item.dataset.item)));
  }

  function passTheRest() {
    const rest = all.filter(item => isEmpty(item) && !item.hasAttribute('data-measured'));
    rest.forEach(item => { item.querySelector('input[name$=".verdict"][value="合格"]').checked = true; });
    list(listed().concat(rest.map(item => item.dataset.item)));
    const missing = all.find(item => !isAnswered(item));
    if (missing) (readings(missing)[0] || verdicts(missing)[0]).focus();
    else document.querySelector('#signing canvas, #send').focus();
    together.dispatchEvent(new Event('input', {bubbles: true}));
  }

  function touch(element) {
    const item = element.closest('li.item');
    if (!item) return;
    list(listed().filter(id => id !== item.dataset.item));
    if (element.value === '不合格' && element.checked) item.querySelector('details').open = true;
  }

  function listen(form) {
    if (!all.length) return;
    form.addEventListener('change', event => touch(event.target));
    form.addEventListener('input', showProgress);
    document.getElementById('all').addEventListener('click', event => {
      event.preventDefault();
      passTheRest();
    });
    showProgress();
  }

  // After a draft was put back: what the list says, and details that have something in them.
  function restore() {
    if (!all.length) return;
    list(listed());
    all.map(item => item.querySelector('details')).forEach(details => {
      details.open = details.open || !isEmpty(details);
    });
    showProgress();
  }

  return {listen, restore};
})();
