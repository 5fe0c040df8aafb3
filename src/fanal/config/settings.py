"""Django's settings, made from the environment. Nothing here is read from anywhere else."""

from pathlib import Path

from django.utils.csp import CSP

from fanal.config.database import databases
from fanal.config.environment import read_environment
from fanal.config.mailers import mailers
from fanal.config.rooms import ROOMS
from fanal.config.secrets import use_chosen_keys
from fanal.core.keys.secrets import secrets_of

ENV = read_environment()
PACKAGE = Path(__file__).resolve().parents[1]
FANAL_HOME = ENV.home.resolve()

use_chosen_keys(ENV)
SECRET_KEY, *SECRET_KEY_FALLBACKS = secrets_of(FANAL_HOME, "signing_key")
DEBUG = False
PUBLIC_URL = ENV.public_url.rstrip("/")
_HOST = PUBLIC_URL.split("://", 1)[1].split("/")[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", _HOST, *filter(None, ENV.allowed_hosts.split(","))]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "fanal.core.http.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "fanal.core.http.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fanal.accounts.sign_in.fair_use.FairUse",
    "fanal.accounts.sign_in.middleware.SchoolScope",
    "fanal.accounts.sign_in.middleware.SecondFactor",
    "fanal.core.http.middleware.FormsOnly",
]

ROOT_URLCONF = "fanal.config.urls"
WSGI_APPLICATION = "fanal.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = databases(ENV, FANAL_HOME)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Past it a third of the counts is forgotten: Django's 300 were one burst of made-up addresses.
        "OPTIONS": {"MAX_ENTRIES": 500_000},
    },
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "fanal.web.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "fanal.core.pages.template_loaders.Components",
                        "fanal.core.pages.template_loaders.Frames",
                        "fanal.core.pages.template_loaders.Pages",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "django_htmx.templatetags.django_htmx",
                "fanal.core.templatetags.fanal",
                "fanal.core.templatetags.addresses",
                "fanal.core.templatetags.once",
            ],
        },
    }
]
FORM_RENDERER = "fanal.core.forms.renderer.Renderer"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = FANAL_HOME / "static"
STATICFILES_DIRS = [
    PACKAGE / "static",
    *([built] if (built := PACKAGE / "static_build").exists() else []),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = FANAL_HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 8

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["fanal.accounts.sign_in.sessions.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "fanal.accounts.sign_in.passwords.StrongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "fanal.accounts.sign_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "600/5m/ip,5/5m/key",  # codes of a second factor; passwords: `accounts.sign_in.guessing`
    "reset_password": "300/h/ip",  # letters to an account: `accounts.sign_in.guessing.may_write_to`
    "reset_password_from_key": "100/h/ip",
    "reauthenticate": "10/5m/user",
    "change_password": "5/m/user",
}
FAIR_USE = ENV.fair_use
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_ADAPTER = "fanal.accounts.sign_in.adapters.MFAAdapter"
MFA_FORMS = {"activate_totp": "fanal.accounts.sign_in.second_factor_forms.AppForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Fanal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _HOST == "localhost"
USERSESSIONS_ADAPTER = "fanal.accounts.sign_in.lost_account.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "fanal.accounts.sign_in.sessions"
# What a press says goes with its session: a cookie would outlive it, and show it to whoever signs in next.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
KNOWN_DEVICE_COOKIE = "fanal-device"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fanal.web.errors.csrf_failure"
if ENV.is_https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-fanal"
    KNOWN_DEVICE_COOKIE = "__Host-fanal-device"
    CSRF_COOKIE_NAME = "__Host-fanal-csrf"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SILENCED_SYSTEM_CHECKS = [
    # These four depend on the public address: `fanal check` says when it is not https.
    "security.W004",
    "security.W008",
    "security.W012",
    "security.W016",
    # HSTS holds for this host alone: the other names of a school's domain, and the list that browsers ship,
    # are not ours to decide.
    "security.W005",
    "security.W021",
]

MAILERS = mailers(ENV)
DEFAULT_FROM_EMAIL = ENV.mail_from

PROCRASTINATE_ON_APP_READY = "fanal.core.jobs.on_app_ready"
LOGGING_CONFIG = "fanal.core.operation.logs.configure"
LOGGING = {"format": ENV.log_format, "file": ENV.log_file}
