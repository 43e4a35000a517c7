"""All settings, read from the environment through typed helpers; importing them starts and writes nothing."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import Env, validate

from archive.program import IS_INSTALLED

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
# A wheel holds within what lies beside the code in a checkout, and what is written then goes where one works.
PARTS, PLACE = (BASE_DIR / "archive" / "parts", Path.cwd()) if IS_INSTALLED else (BASE_DIR, BASE_DIR)

DEBUG = env.bool("DEBUG", False)
# Without DATABASE_URL a PostgreSQL of our own is started at the first connection, by the database backend.
EMBEDDED = not env.str("DATABASE_URL", "")
PRODUCTION = not EMBEDDED and not DEBUG


def secret_key() -> str:
    """The given key; on a developer's machine one for this process, which `serve` replaces by a lasting one."""
    if (given := env.str("SECRET_KEY", "")) or not PRODUCTION:
        return given or get_random_secret_key()
    raise ImproperlyConfigured("DATABASE_URL is set: set SECRET_KEY too, to a long random text that you keep.")


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "archive",
    "orgs",
    "people",
    "events",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "archive.apps.Admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# The folder in which processes count what they do; without it nothing is counted. The library knows it by this name.
METRICS = env.str("PROMETHEUS_MULTIPROC_DIR", "")

MIDDLEWARE = [
    "archive.serving.probes.Probes",
    *(["archive.serving.metrics.Metrics"] if METRICS else []),
    "archive.serving.observed.Observed",
    "archive.serving.headers.ContentSecurity",
    "django.middleware.security.SecurityMiddleware",
    "archive.serving.open_data.OpenData",
    "archive.pages.kept_pages.KeptPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.serving.admission.Admission",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.languages.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "archive.access.sittings.Sittings",
    "allauth.account.middleware.AccountMiddleware",
    "archive.access.doors.Doors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PARTS / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["archive.templatetags.parts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.languages.languages",
                "archive.database.replicas.copy",
            ],
        },
    },
]

ROSTRUM_DATA = env.path("ROSTRUM_DATA", PLACE / ".archive").absolute()
# What `manage.py dump` writes and /data/ offers.
DUMP_FOLDER = env.path("DUMP_FOLDER", ROSTRUM_DATA / "dump").absolute()
ROSTRUM_PG_BIN = env.path("ROSTRUM_PG_BIN", None)
ROSTRUM_PG_USER = env.str("ROSTRUM_PG_USER", "nobody")
DATABASES = {
    "default": {
        **({"NAME": "postgres"} if EMBEDDED else env.dj_db_url("DATABASE_URL")),
        "ENGINE": "archive.database",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# Standbys of that server, for reading. A server that stalls is given up after seconds, not minutes.
REPLICA_URLS: list[str] = env.list("REPLICA_URLS", [])
DATABASE_ROUTERS = ["archive.database.replicas.Router"]
for number, url in enumerate(REPLICA_URLS, 1):
    DATABASES[f"replica{number}"] = {**dj_database_url.parse(url), "ENGINE": "archive.database", "CONN_MAX_AGE": 60}
for database in DATABASES.values() if REPLICA_URLS else ():
    database["OPTIONS"] = {"connect_timeout": 2, **database.get("OPTIONS", {})}
# Whether lists are counted by columns in memory, some hundred bytes for each appearance, once those are loaded.
FACET_COLUMNS = env.bool("FACET_COLUMNS", True)
# The model of the texts that records are found by, which the kit asks and an app has.
PHRASES = "events.Phrase"
# Who looks at a page changes nothing, and need not be known.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# So many wrong passwords or codes, for one account or from one address, and all are refused for a while. The count is
# rows of the database, which forgets it then; who signed in rightly is not written down.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "archive.access.attempts.refuse"
AXES_CLIENT_IP_CALLABLE = "archive.access.senders.address"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "code", "credential", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# Whether those who work on the archive need a second factor. Offered it is always.
SECOND_FACTOR = env.bool("SECOND_FACTOR", PRODUCTION)
ACCOUNT_ADAPTER = "archive.access.factors.adapter.Adapter"
ACCOUNT_FORMS = {"login": "archive.access.factors.forms.SignIn"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # they would be counted by each process for itself
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Rostrum"
MFA_TOTP_PERIOD, MFA_TOTP_TOLERANCE = 30, 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "archive.access.factors.forms.Code",
    "reauthenticate": "archive.access.factors.forms.CodeAgain",
    "activate_totp": "archive.access.factors.forms.FirstCode",
    "authenticate_webauthn": "archive.access.factors.forms.Passkey",
    "reauthenticate_webauthn": "archive.access.factors.forms.PasskeyAgain",
    "add_webauthn": "archive.access.factors.forms.NewPasskey",
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# In seconds: at most so long signed in, and so long without doing anything.
SESSION_COOKIE_AGE = 3600 * env.int("SESSION_HOURS", 12)
SESSION_IDLE = 60 * env.int("SESSION_IDLE_MINUTES", 120)

# Pages for readers who are not signed in are kept ready in each process, up to so many megabytes.
KEPT_PAGES_MB = 0 if DEBUG else env.int("KEPT_PAGES_MB", 64)
# What browsers and a CDN may do with them: by default keep them, but ask before each use whether they still hold.
CACHE_CONTROL = env.str("CACHE_CONTROL", "no-cache")

# How many pages each process makes at once for readers; three times as many wait, the others are asked to come again.
# Half as many places are the staff's own.
PAGES_AT_ONCE = env.int("PAGES_AT_ONCE", 4)

# How often one address may ask the API of each process; what is ready to be sent again does not count.
API_RATE = env.str("API_RATE", "600/m")

# What harvesters are told: whom to write to, and what identifiers begin with (the host they ask, unless it is given).
ADMIN_EMAIL = env.str("ADMIN_EMAIL", "postmaster@localhost.localdomain")
OAI_NAMESPACE = env.str("OAI_NAMESPACE", "")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PARTS / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", PLACE / "staticfiles")
STATICFILES_DIRS = [PARTS / "static"]
FIXTURES = PARTS / "fixtures"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "archive.serving.static_files.Storage"
    },
}

CSRF_FAILURE_VIEW = "archive.access.forgery.refuse"
# The text of a report travels whole.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# A form with 150 people in it has more fields than Django's limit of 1000 lets through.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# In production everything goes over HTTPS, unless somebody says otherwise.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", PRODUCTION)
# Browsers take a cookie named so from this host alone, over HTTPS.
HOST_ONLY = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST_ONLY}sessionid", f"{HOST_ONLY}csrftoken"
STAFF_COOKIE_NAME = f"{HOST_ONLY}staff"  # who has it is given a place apart (archive.serving.admission)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "archive.serving.messages.Messages"
MESSAGES_COOKIE_NAME = f"{HOST_ONLY}messages"
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 3600 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_SUBDOMAINS", PRODUCTION)
if env.bool("BEHIND_HTTPS_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

# Text for people, or JSON for programs, a line each; neither tells who asked, or for which words.
LOG_FORMAT = env.str("LOG_FORMAT", "text", validate=validate.OneOf(["text", "json"]))
# Whether each request has a line.
LOG_REQUESTS = env.bool("LOG_REQUESTS", PRODUCTION)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "archive.serving.logs.Text"}, "json": {"()": "archive.serving.logs.Json"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    # Django's own default is silent about errors on a server without DEBUG and without mail.
    "loggers": {
        **{name: {"handlers": ["console"], "level": "INFO"} for name in ("django", "archive")},
        "axes": {"handlers": ["console"], "level": "WARNING"},
        # Django leaves it to the server to drop what follows the head that was asked for; gunicorn would tell of each.
        "gunicorn.http": {"handlers": ["console"], "level": "ERROR"},
    },
}
