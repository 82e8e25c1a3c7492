'use strict';
// What the server found wrong with a form: a summary that leads to the fields, and a mark at each.

const Problems = (() => {
  const box = document.getElementById('errors');
  let undoing = [];

  // refusal: {message, problems: [{where, what, advice, path}]}; values, photos: as they were sent.
  function show(refusal, values, photos) {
    clear();
    const found = refusal.problems.length ? refusal.problems : [{what: refusal.message, path: ''}];
    const title = document.createElement('h2'), list = document.createElement('ul');
    title.textContent = refusal.problems.length ? `有 ${found.length} 处要改，还没有保存` : '还没有保存';
    found.forEach((one, place) => {
      const id = one.path ? Fields.idOf(one.path, values, photos) : '';
      list.append(lineOf(one, id));
      if (id) mark(document.getElementById(id), one, `problem-${place}`);
    });
    box.append(title, list);
    box.hidden = false;
    box.focus();
  }

  function lineOf(problem, id) {
    const line = document.createElement('li'), text = document.createElement(id ? 'a' : 'span');
    text.textContent = problem.where ? `${problem.where}：${problem.what}` : problem.what;
    if (id) text.href = `#${id}`;
    line.append(text, problem.advice ? `。${problem.advice}` : '');
    return line;
  }

  function mark(element, problem, id) {
    const around = element.closest('.field, .item'), text = document.createElement('span');
    const details = element.closest('details'), before = element.getAttribute('aria-describedby');
    if (!around) return; // a heading: the summary leads there, and says enough
    text.className = 'wrong';
    text.id = id;
    text.textContent = `${problem.what}。${problem.advice}`;
    around.classList.add('bad');
    if (details) details.open = true;
    if (element.matches('input, select, textarea')) {
      element.before(text);
      element.setAttribute('aria-invalid', 'true');
      element.setAttribute('aria-describedby', before ? `${before} ${id}` : id);
    } else {
      (element.querySelector('.segments') || element).prepend(text);
    }
    undoing.push(() => unmark(element, around, text, before));
  }

  function unmark(element, around, text, before) {
    text.remove();
    around.classList.remove('bad');
    element.removeAttribute('aria-invalid');
    if (before) element.setAttribute('aria-describedby', before);
    else element.removeAttribute('aria-describedby');
  }

  function clear() {
    undoing.forEach(undo => undo());
    undoing = [];
    box.hidden = true;
    box.textContent = '';
  }

  return {show, clear, any: () => !box.hidden};
})();
