"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.config.settings")
application = get_wsgi_application()
# Every page now, not at the first request: a page that cannot be loaded stops the start, and nobody waits.
get_resolver().url_patterns  # noqa: B018 (it imports them)

# What was loaded at the start lives as long as the process: collecting it again at each page only costs.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
