'use strict';
// A page that watches a job: asks how far it is, and is loaded anew when it is over.

(() => {
  const EVERY = 1000, AFTER_A_FAILURE = 5000; // milliseconds
  const job = document.getElementById('job');
  const step = document.getElementById('step');
  const bar = document.getElementById('bar');

  function show(standing) {
    const counted = standing.total ? `（${standing.done} / ${standing.total}）` : '';
    const said = (standing.step || '等待开始') + counted;
    if (step.textContent !== said) step.textContent = said; // read aloud only when it changes
    bar.max = standing.total || 1;
    bar.value = standing.done;
  }

  async function ask() {
    try {
      const answer = await fetch(job.dataset.standing, {cache: 'no-store'});
      const standing = await answer.json();
      if (standing.is_over) location.reload();
      else show(standing);
      setTimeout(ask, EVERY);
    } catch (error) {
      setTimeout(ask, AFTER_A_FAILURE);
    }
  }

  ask();
})();
