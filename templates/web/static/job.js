/* A page that watches a job: asks how far it is, and shows the result when it is there. */
"use strict";
(function () {
  const job = document.getElementById("job");
  const step = document.getElementById("step");
  const bar = document.getElementById("bar");

  function show(standing) {
    if (standing.is_over) {
      location.reload();
      return;
    }
    const counted = standing.total ? "（" + standing.done + " / " + standing.total + "）" : "";
    const said = (standing.step || "等待开始") + counted;
    if (step.textContent !== said) step.textContent = said;
    bar.max = standing.total || 1;
    bar.value = standing.done;
    setTimeout(ask, 1000);
  }

  function ask() {
    fetch(job.dataset.standing, { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(show)
      .catch(function () { setTimeout(ask, 5000); });
  }

  ask();
})();
