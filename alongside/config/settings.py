"""Django's settings, made from the typed environment. Nothing here is a choice of a deployment's."""

from __future__ import annotations

from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.rules import sign_in
from alongside.base.email_url import email_settings
from alongside.base.pages.fonts import FONTS_SHEET_FOLDER, has_fonts
from alongside.config.environment import Environment

ENVIRONMENT = Environment()
ENVIRONMENT.home.mkdir(parents=True, exist_ok=True)

SECRET_KEY = ENVIRONMENT.key()
SECOND_FACTOR_KEYS = ENVIRONMENT.factor_keys()
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.hosts.split(",") if host.strip()]
PUBLIC_URL = ENVIRONMENT.public_url
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "base_accounts.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "alongside.base.services",
    "alongside.base.accounts",
    "alongside.base.record",
    "alongside.base.pages",
    "alongside.care.partnership",
    "alongside.care.measures",
    "alongside.care.access",
    "alongside.care.communication",
    "alongside.care.understanding",
    "alongside.care.involvement",
    "alongside.care.plan",
    "alongside.care.support",
    "alongside.evaluation.room",
    "alongside.evidence.synthesis",
    "alongside.evidence.records",
    "alongside.evidence.screening",
    "alongside.evidence.appraisal",
    "alongside.evidence.report",
    "alongside.evidence.findings",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "alongside.base.pages.middleware.privacy_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "alongside.base.accounts.middleware.leaving",
    "alongside.base.accounts.middleware.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "alongside.base.pages.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "alongside.base.pages.context.shell",
            ],
        },
    },
    # allauth ships Django templates; every page a person can reach is overridden in Jinja2 above.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}},
]

if ENVIRONMENT.database_url:
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=None, conn_health_checks=True)
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "alongside.base.sqlite",
            "NAME": ENVIRONMENT.home / "alongside.sqlite3",
            "CONN_MAX_AGE": None,
            # A write takes its lock when it begins, so that two writers wait instead of failing.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
        }
    }

# Shared by all worker processes: a lock-out that only one worker knows of is none.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        # Django's own 300 would let a flood of made-up addresses push real lock-outs out of the table.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [ENVIRONMENT.home / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
# The style sheet that asks for the fonts is there only with them: a missing file would stop the start.
STATICFILES_DIRS: list[Any] = (
    [("fonts", ENVIRONMENT.fonts_folder), FONTS_SHEET_FOLDER] if has_fonts(ENVIRONMENT.fonts_folder) else []
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Where *Leave this page* leads: something anybody may be looking at, in any browser, at any time.
LEAVE_FOR = "https://www.bbc.co.uk/weather"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [
            SELF,
            LEAVE_FOR,
        ],  # without scripts, leaving is a form that is answered with that page
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "alongside_session"
# From signing in: a person stays signed in for two weeks, a professional for a working day.
SESSION_COOKIE_AGE = 14 * 24 * 3600
PROFESSIONAL_SESSION_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "alongside.base.pages.errors.csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_SSL_REDIRECT = ENVIRONMENT.secure and not ENVIRONMENT.behind_proxy
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

EMAIL_BACKEND, EMAIL_OPTIONS = email_settings(ENVIRONMENT.email_url)
for _name, _value in EMAIL_OPTIONS.items():
    globals()[_name] = _value
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
NEUTRAL_SENDER_NAME = ENVIRONMENT.neutral_sender_name

PROFESSIONALS_NEED_SECOND_FACTOR = ENVIRONMENT.professionals_need_second_factor
# The findings that advice rests on, where this installation has its own, and who signed them.
FINDINGS_FOLDER = ENVIRONMENT.home / "findings"
# What a backup holds beside the database: what this installation wrote or was given and cannot make again.
BACKUP_FILES = ("findings/findings.json", "findings/signatures.txt", "steps/*.toml", "rules/*.toml")
UNCHECKED_DEFINITIONS = ENVIRONMENT.unchecked_definitions

# Who makes the navigation: the only place that knows every room, named here so that base need not.
NAVIGATION = "alongside.config.navigation.navigation"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "support:home"
LOGOUT_REDIRECT_URL = "account_login"

# Signing in (django-allauth). Accounts come from the door or an invitation: there is no sign-up.
ACCOUNT_ADAPTER = "alongside.base.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = sign_in.ACCOUNT_FORMS
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up; without a password among these fields allauth takes it off the sign-in form too.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "alongside.base.accounts.adapter.display_name"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = sign_in.TRIES_WITH_ONE_CODE
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = sign_in.CODE_LIVES_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = sign_in.CODE_FORMAT
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = sign_in.TRIES_WITH_ONE_CODE
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = sign_in.CODE_LIVES_SECONDS
ACCOUNT_LOGIN_BY_CODE_FORMAT = sign_in.CODE_FORMAT
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = sign_in.TRIES_WITH_ONE_CODE
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = sign_in.CODE_LIVES_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_CODE_FORMAT = sign_in.CODE_FORMAT
ACCOUNT_RATE_LIMITS = sign_in.RATE_LIMITS
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0
MFA_ADAPTER = "alongside.base.accounts.adapter.MfaAdapter"
MFA_FORMS = sign_in.MFA_FORMS
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = False

# Paths carry only random ids; bodies, queries and user names are never logged.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"quiet": {"()": "alongside.base.record.logs.WithoutPeople"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["quiet"]},
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    "loggers": {"fido2": {"level": "WARNING"}},  # else each use of a passkey leaves its id in the log
}
