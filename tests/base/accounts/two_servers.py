"""One of two real server processes over one database (started by ``test_lock_out.py``).

``prepare`` makes the database; ``serve`` serves it and prints its port.
"""

from __future__ import annotations

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        return


def prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs settings that are ready

    from alongside.base.accounts.models import Account  # noqa: PLC0415
    from alongside.base.services.models import Service  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    Service.objects.create(name="Riverside Clinic", phone="0113 496 0101")
    Account.objects.create_user("joan@people.example", "three quiet words", name="Joan")


def serve() -> None:
    from alongside.config.wsgi import application  # noqa: PLC0415

    server = make_server("127.0.0.1", 0, application, server_class=Threaded, handler_class=Quiet)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "serve": serve}[sys.argv[1]]()
