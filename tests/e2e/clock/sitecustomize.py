"""Every process of a moved Fanal starts here: Python imports this module by itself from its path.

`MOVED_CLOCK` is the moment at which the clock begins; it goes on from there. Only the journeys put this
folder on the path: nothing of Fanal knows that its clock may be moved.
"""

import os

if moment := os.environ.get("MOVED_CLOCK"):
    import time_machine

    time_machine.travel(moment, tick=True).start()
