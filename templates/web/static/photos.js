'use strict';
// Photos of a form. A file field holds its last pick only, and loses that with the page: every pick
// is taken out of it, kept as it is (the server reads from it when it was taken) and shown.

const Photos = (() => {
  let key = '', taken = [], report = () => undefined;

  const listOf = name => document.querySelector(`[data-pictures="${name}"]`);

  function listen(form, draftKey, onTrouble) {
    key = draftKey;
    report = onTrouble;
    form.addEventListener('change', event => {
      if (event.target.type !== 'file') return;
      [...event.target.files].forEach(file => take(event.target.name, file));
      event.target.value = '';
    });
  }

  function take(name, file) {
    const last = taken[taken.length - 1], order = last ? last.order + 1 : 0;
    const photo = {draft: key, id: Store.newId(), order, name, filename: file.name, blob: file};
    Store.savePhoto(photo).catch(report);
    show(photo);
  }

  function show(photo) {
    const item = document.createElement('li'), figure = document.createElement('figure');
    const caption = document.createElement('figcaption'), button = document.createElement('button');
    caption.textContent = photo.filename;
    Object.assign(button, {type: 'button', className: 'small', textContent: '删除'});
    button.setAttribute('aria-label', `删除 ${photo.filename}`);
    button.addEventListener('click', () => {
      drop(photo);
      const around = item.closest('.files');
      item.remove();
      around.dispatchEvent(new Event('input', {bubbles: true}));
      around.querySelector('input').focus();
    });
    if (photo.blob.type.startsWith('image/')) figure.append(pictureOf(photo));
    figure.append(caption);
    item.dataset.photo = photo.id;
    item.append(figure, button);
    listOf(photo.name).append(item);
    taken.push(photo);
  }

  function pictureOf(photo) {
    const picture = document.createElement('img'), address = URL.createObjectURL(photo.blob);
    picture.addEventListener('load', () => URL.revokeObjectURL(address));
    return Object.assign(picture, {src: address, alt: ''}); // the caption says which one it is
  }

  function drop(photo) {
    taken = taken.filter(one => one !== photo);
    Store.dropPhoto(photo).catch(report);
  }

  function dropIn(element) {
    const ids = [...element.querySelectorAll('[data-photo]')].map(one => one.dataset.photo);
    taken.filter(one => ids.includes(one.id)).forEach(drop);
  }

  // Shows what a draft had; what has no field any more stays with the draft.
  function restore(photos) {
    photos.sort((one, two) => one.order - two.order);
    photos.filter(one => listOf(one.name)).forEach(show);
  }

  function clear(form) {
    dropIn(form);
    form.querySelectorAll('[data-photo]').forEach(one => one.remove());
  }

  return {listen, restore, clear, dropIn, all: () => taken};
})();
