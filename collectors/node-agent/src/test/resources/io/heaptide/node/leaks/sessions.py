"""A session store that forgets old sessions, or does not. Argument: leaking or fixed."""

import collections
import os
import sys
import time

KEPT = 2_000
SESSION_BYTES = 8 << 10
REQUESTS_A_SECOND = 80

leaking = sys.argv[1] == "leaking"
sessions = collections.OrderedDict()
request = 0
while True:
    sessions[request] = bytearray(os.urandom(SESSION_BYTES))
    if not leaking and len(sessions) > KEPT:
        sessions.popitem(last=False)
    answer = [str(number) * 8 for number in range(500 + request % 500)]  # garbage of every request
    request += 1
    time.sleep(1 / REQUESTS_A_SECOND)
