"""A finished term of an invented school, for demo, tests and benches.

    plan = simulate(seed=7)             # 2025-2026-2, eighteen weeks
    plan = simulate(seed=7, weeks=2)    # small and fast

Pure: no clock, no store; the same seed gives the same acts and the same pictures. What the five
plans ask of the seven registers stands in `seeds.py`, each sentence with plan and section, and a
test looks for it in the term. What goes wrong on purpose stands beside each register's script:

- patrols: two days missing, two late, one filed twice and voided, one sent back for its pictures,
  one with a wrong time, six alike (G07), ten signed at once (G08), one on the storm's day (G11)
- kitchen: a day missing, a day late, core temperature 65 ℃, a room of 26.8 ℃, a reading mistyped
  whose hazard is voided, a picture without capture time and one handed in twice (G09)
- samples: a meal missing, a meal late, 9.5 ℃, 110 g, 118 g sent back, kept over 72 hours, a wrong
  date of destruction
- menus: two dishes replaced because what was delivered was sent back, two days cancelled
- kitchen staff: a fever, a cut finger, a ring, and the like; a certificate that runs out soon
- deliveries: shrimps too warm and cabbage wilted sent back; greens a quarter dearer after the storm
- stores and tableware: two cold stores out of range, starch past its date, a sterilizer that did
  not get hot, a day entered late; lukewarm soup told by who kept the pupils company
- areas of cleaning: a day missing, a day late, two things of a toilet out of order; a broken branch
- extinguishers: one missing in April, one half month missing, one late, red zone, yellow zone,
  leaking, seal broken, repair overdue, one near its scrap date, one read from too far away
- letters: two people without, a newcomer, a seal forgotten
- posts to drills: a class's lesson in safety and the drill of July missing, one class too slow, a
  plan not practised for a year
- gate: a sheet of the kindergarten missing, a leader's log late, an outing overdue, a visit of five
  hours, a pass not given back; battery, clock, an expired spray, an alarm too slow
- repairs and incidents: one order late, one not to satisfaction; parents reached after 38 minutes
- fire rounds: five things put right on the spot, an exit sign and emergency lights become hazards
- fee notices: the first entered late with a standard above its approval; drinking water refused
- property: bought before it was approved (the storm), a class left out in May and one entered late,
  a pack of paper not written down, loudspeakers and a book back late, five things broken
- money: a miscount found the same day, a spoilt receipt, an exempt family, an expense three weeks
  late, an account entered late and a question answered
- hazards: each opened one followed, five reported by hand; failed re-inspections, extensions, one
  overdue, one still open when the term ends

Readings at the very limit pass: 125 g, 0.0 and 8.0 ℃, 70.0 ℃, 25.0 ℃, 30 and 120 minutes, 1.50 m,
a loss of exactly ten per cent.
"""

from taizhang.simulator.plan import Act, Gap, Plan, Ref
from taizhang.simulator.staging import simulate

__all__ = ["Act", "Gap", "Plan", "Ref", "simulate"]
