"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.config.settings")
application = get_wsgi_application()

# What was loaded at the start lives as long as the process: collecting it again at each page only costs.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
