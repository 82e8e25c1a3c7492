'use strict';
// What stands in a form, as values by field name, and back; rows are added where values ask for them.

const Fields = (() => {
  const TYPED = /^(e\..*|_reason|_late_reason|_together|_strokes)$/; // the others are the page's
  const NEVER_KEPT = ['', '_token', '_password'];
  const isTicked = element => element.type === 'radio' || element.type === 'checkbox';
  const isTyped = element => TYPED.test(element.name) && isValue(element);
  const isValue = element => !['file', 'submit', 'button'].includes(element.type)
    && !NEVER_KEPT.includes(element.name || '');

  // Name → what is filled in there; a name with nothing in it says that nothing was ticked.
  const typed = form => valuesOf([...form.elements].filter(isTyped));
  // The same, and what the page itself has to say: which version it shows, who signs.
  const all = form => valuesOf([...form.elements].filter(isValue));

  function valuesOf(elements) {
    const values = {};
    elements.forEach(element => {
      const found = values[element.name] = values[element.name] || [];
      if (!isTicked(element) || element.checked) found.push(element.value);
    });
    return values;
  }

  // Puts values back; answers with the names for which there is no field any more.
  function write(form, values) {
    Object.keys(values).forEach(name => Rows.makeRoom(form, name));
    const seen = {}, names = new Set();
    [...form.elements].filter(isTyped).forEach(element => {
      const found = values[element.name];
      names.add(element.name);
      if (!found) return;
      const place = seen[element.name] = (seen[element.name] || 0) + 1;
      if (isTicked(element)) element.checked = found.includes(element.value);
      else element.value = found[place - 1] || '';
    });
    return Object.keys(values).filter(name => values[name].some(Boolean) && !names.has(name));
  }

  // Id of the element that a problem is about, or of the nearest one around it. The server does not
  // count blank rows: its row 1 is the second one with something in it.
  function idOf(path, values, photos) {
    const parts = path.split('.'), filled = filledNames(values, photos);
    parts.forEach((part, place) => {
      if (/^\d+$/.test(part)) parts[place] = rowOf(parts.slice(0, place), Number(part), filled);
    });
    for (let length = parts.length; length; length -= 1) {
      const isItem = length === 2 && parts[0] === 'checks';
      const id = isItem ? `item-${parts[1]}` : `f-${parts.slice(0, length).join('-')}`;
      if (document.getElementById(id)) return id;
    }
    return '';
  }

  function filledNames(values, photos) {
    const written = Object.keys(values).filter(name => values[name].some(Boolean));
    return written.concat(photos.map(one => one.name));
  }

  function rowOf(parents, number, filled) {
    const before = ['e', ...parents, ''].join('.');
    const within = filled.filter(name => name.startsWith(before));
    const rows = within.map(name => parseInt(name.slice(before.length), 10));
    const sorted = [...new Set(rows)].sort((one, two) => one - two);
    return String(number < sorted.length ? sorted[number] : number);
  }

  return {typed, all, write, idOf};
})();

const Rows = (() => {
  // A row more, as the blank one of the template, under the next number or the one asked for.
  function add(rows, number = nextNumber(rows)) {
    const template = rows.querySelector(':scope > template'), name = rows.dataset.rows;
    const blank = template.content.querySelector('[data-row]').dataset.row;
    const id = `f-${name.slice(2).replace(/\./g, '-')}-`;
    const html = template.innerHTML.split(`${name}.${blank}.`).join(`${name}.${number}.`);
    template.insertAdjacentHTML('beforebegin', html.split(`${id}${blank}-`).join(`${id}${number}-`));
    const row = template.previousElementSibling;
    row.dataset.row = number;
    row.dataset.added = '';
    const title = row.querySelector('h2');
    title.textContent = title.textContent.replace(/\d+$/, number + 1);
    row.append(removeButton(row, title.textContent));
    return row;
  }

  function nextNumber(rows) {
    const cards = [...rows.querySelectorAll(':scope > [data-row]')];
    return Math.max(-1, ...cards.map(row => Number(row.dataset.row))) + 1;
  }

  function removeButton(row, title) {
    const button = document.createElement('button');
    Object.assign(button, {type: 'button', className: 'small', textContent: '删除这一行'});
    button.setAttribute('aria-label', `删除${title}`);
    button.addEventListener('click', () => {
      const rows = row.parentElement;
      remove(row);
      rows.querySelector(':scope > button').focus();
      rows.dispatchEvent(new Event('change', {bubbles: true}));
    });
    return button;
  }

  function remove(row) {
    Photos.dropIn(row);
    row.remove();
  }

  // Adds the rows that a field name speaks of, as e.dishes.2.name.
  function makeRoom(form, name) {
    const parts = name.split('.');
    parts.forEach((part, place) => {
      const rows = form.querySelector(`[data-rows="${parts.slice(0, place).join('.')}"]`);
      if (!rows || !/^\d+$/.test(part)) return;
      if (!rows.querySelector(`:scope > [data-row="${part}"]`)) add(rows, Number(part));
    });
  }

  function listen(form) {
    form.addEventListener('click', event => {
      const button = event.target.closest('button[name=_more]');
      if (!button) return;
      event.preventDefault();
      add(button.parentElement).querySelector('input, select, textarea').focus();
    });
  }

  const clear = form => form.querySelectorAll('[data-added]').forEach(remove);
  return {listen, makeRoom, clear};
})();
