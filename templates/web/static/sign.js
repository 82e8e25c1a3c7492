'use strict';
// The field to sign in by hand: what the pen does, in units of the field whatever the screen, as
// {w, h, strokes: [[[x, y, t], …], …]} in _strokes. Without it, or instead, a password confirms.

const Sign = (() => {
  const FEWEST_POINTS = 12, NARROWEST = 40, MOST_POINTS = 8000, NEAR = 1.2;
  const PAUSE_MS = 500, HOUR_MS = 3600000;
  const section = document.getElementById('signing');
  if (!section) return {restore: () => undefined};

  const canvas = document.getElementById('pad'), password = document.getElementById('password');
  const field = section.querySelector('[name=_strokes]');
  const drawn = section.querySelector('.drawn'), typed = section.querySelector('.typed');
  const w = canvas.width, h = canvas.height, pen = canvas.getContext('2d');
  let strokes = [], stroke = null, pointer = null, began = 0;

  // ---- drawing

  function prepare() {
    const scale = Math.min(window.devicePixelRatio || 1, 3);
    canvas.width = w * scale;
    canvas.height = h * scale;
    pen.scale(scale, scale);
    pen.lineCap = pen.lineJoin = 'round';
    pen.lineWidth = 3;
    pen.strokeStyle = pen.fillStyle = '#111';
  }

  function draw(points, from) {
    pen.beginPath();
    pen.arc(points[from][0], points[from][1], 1.5, 0, 7);
    pen.fill();
    pen.beginPath();
    pen.moveTo(points[from][0], points[from][1]);
    points.slice(from + 1).forEach(([x, y]) => pen.lineTo(x, y));
    pen.stroke();
  }

  function redraw() {
    pen.clearRect(0, 0, w, h);
    strokes.forEach(points => draw(points, 0));
  }

  // ---- the pen

  function pointOf(event) {
    const box = canvas.getBoundingClientRect(), tenth = value => Math.round(value * 10) / 10;
    began = began || event.timeStamp - lastMoment();
    const x = tenth((event.clientX - box.left) * w / box.width);
    const y = tenth((event.clientY - box.top) * h / box.height);
    return [x, y, Math.min(Math.round(event.timeStamp - began), HOUR_MS)];
  }

  // A signature of a draft goes on where it stopped.
  function lastMoment() {
    const points = [].concat(...strokes);
    return points.length ? points[points.length - 1][2] + PAUSE_MS : 0;
  }

  function down(event) {
    if (stroke || event.button) return; // a second finger, another button
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    stroke = [pointOf(event)];
    draw(stroke, 0);
  }

  function move(event) {
    if (!stroke || event.pointerId !== pointer) return;
    const between = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    (between.length ? between : [event]).forEach(one => {
      const point = pointOf(one), last = stroke[stroke.length - 1];
      if (Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
      stroke.push(point);
      draw(stroke, stroke.length - 2);
    });
  }

  function up(event) {
    if (!stroke || event.pointerId !== pointer) return;
    strokes.push(stroke);
    stroke = null;
    keep();
  }

  // ---- what is kept of it

  function keep() {
    field.value = strokes.length ? JSON.stringify({w, h, strokes}) : '';
    field.dispatchEvent(new Event('input', {bubbles: true}));
    complain('');
  }

  function change(to) {
    strokes = to;
    began = 0;
    redraw();
    keep();
  }

  function restore() {
    strokes = field.value ? JSON.parse(field.value).strokes : [];
    began = 0;
    redraw();
  }

  function wrong() {
    const points = [].concat(...strokes), across = points.map(([x]) => x);
    if (!drawn.hidden && points.length) {
      if (points.length > MOST_POINTS) return '笔画太多，请点「重写」，只签姓名';
      const wide = Math.max(...across) - Math.min(...across);
      const isName = points.length >= FEWEST_POINTS && wide > NARROWEST;
      return isName ? '' : '笔画太少，不像签名：请签全名，或点「重写」清空';
    }
    if (!('must' in section.dataset) || password.value) return '';
    return drawn.hidden ? '请输入口令' : '请手写签名，或改用口令确认';
  }

  function complain(text) {
    const place = document.getElementById('pad-wrong');
    place.textContent = text;
    place.hidden = !text;
    if (text) (drawn.hidden ? password : canvas).focus();
  }

  function confirmByPassword(so) {
    drawn.hidden = so;
    typed.hidden = !so;
    password.value = '';
    change([]);
    (so ? password : canvas).focus();
  }

  function listen() {
    prepare();
    [['pointerdown', down], ['pointermove', move], ['pointerup', up], ['pointercancel', up]]
      .forEach(([name, act]) => canvas.addEventListener(name, act));
    canvas.addEventListener('touchmove', event => event.preventDefault(), {passive: false}); // old iOS
    document.getElementById('pad-undo').addEventListener('click', () => change(strokes.slice(0, -1)));
    document.getElementById('pad-clear').addEventListener('click', () => change([]));
    document.getElementById('pad-switch').addEventListener('click', () => confirmByPassword(true));
    document.getElementById('pad-back').addEventListener('click', () => confirmByPassword(false));
    section.closest('form').addEventListener('submit', event => {
      const text = event.submitter && event.submitter.formNoValidate ? '' : wrong();
      complain(text);
      if (!text) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // nothing else looks at it either
    });
    document.body.classList.add('signing');
    document.getElementById('pad-back').hidden = false;
    drawn.hidden = false;
    typed.hidden = true;
    restore(); // a page that came back with what was drawn
  }

  listen();
  return {restore};
})();
