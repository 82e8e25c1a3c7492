"""What the tests of the entrance share: an invented school, and hashes that cost little."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher

from checklists.surroundings import SHANGHAI
from records.record import Person
from taizhang.accounts.entering import Caller
from taizhang.accounts.passwords import Hashing

NOON = datetime(2026, 3, 5, 12, tzinfo=SHANGHAI)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CHEAP = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
FOUNDER = Person("P001", "周㛃")
PHONE = Caller("192.168.1.20", "安卓手机")
OFFICE_PC = Caller("192.168.1.5", "办公电脑")
SCHOOL = "青禾市云溪路小学"
OWN_WORDS = "青石桥边2026"
