"""Every process of a moved Fanal starts here: Python imports this module by itself from its path.

`TESTS_MOVED_BY` is how far its clock is from the machine's, in seconds: all the processes of a run agree.
Only tests put this folder on the path: nothing of Fanal knows that its clock may be moved.
"""

import os

if seconds := os.environ.get("TESTS_MOVED_BY"):
    import time

    import time_machine

    time_machine.travel(time.time() + float(seconds), tick=True).start()
    time.time()  # from now on, not from the first question
