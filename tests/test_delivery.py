"""Delivery: to a real mail server with STARTTLS, a real web server and a folder; one failure stops no other."""

from __future__ import annotations

import dataclasses
import email
import json
import socket
import ssl
import threading
from contextlib import contextmanager
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from briefer.briefs.chat import NTFY_BYTES, SLACK_TEXT, TEAMS_BYTES, message_of, to_ntfy, to_slack, to_teams
from briefer.briefs.render import render_brief
from briefer.briefs.sample import FULL
from briefer.config import load_config
from briefer.running.delivery import (
    PAUSES,
    SiteTarget,
    WebhookTarget,
    deliver,
    formats_for,
    name_of,
    targets_of,
)
from briefer.running.mail import SmtpTarget

RENDERED = {to: render_brief(FULL, to) for to in ("eml", "html")}
SECRET = "open sesame 7"  # noqa: S105 - of the test
HOSTILE = '<!channel> <http://evil.example|x> [a](http://evil.example) *b* & "\n\x00'


# Mail


class Mailbox:
    """Takes messages; the first answers may be errors."""

    def __init__(self, *errors: str) -> None:
        self.messages: list = []
        self.errors = list(errors)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the library's name
        if self.errors:
            return self.errors.pop(0)
        self.messages.append((envelope, session.ssl is not None, session.authenticated))
        return "250 taken"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802 - the library's name
        if address.startswith("gone@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    trustme = pytest.importorskip("trustme")
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(str(path))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.issue_cert("127.0.0.1").configure_cert(context)
    return SimpleNamespace(path=path, context=context)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def mail_server(mailbox: Mailbox, *, starttls=None, implicit=None):
    controllers = pytest.importorskip("aiosmtpd.controller")
    smtp = pytest.importorskip("aiosmtpd.smtp")

    def authenticate(server, session, envelope, mechanism, data):
        return smtp.AuthResult(success=data.password == SECRET.encode(), handled=False)

    port = free_port()
    options = {"tls_context": starttls, "require_starttls": True, "authenticator": authenticate} if starttls else {}
    server = controllers.Controller(mailbox, hostname="127.0.0.1", port=port, ssl_context=implicit, **options)
    server.start()
    try:
        yield port
    finally:
        server.stop()


def mail(port: int, **changes) -> SmtpTarget:
    plain = SmtpTarget(host="127.0.0.1", port=port, sender="Desk <desk@e.example>", to=("a@e.example", "b@e.example"))
    return dataclasses.replace(plain, **changes)


def send(*targets, **options):
    waited: list[float] = []
    return deliver(FULL, RENDERED, targets, pause=waited.append, **options), waited


def test_a_brief_is_mailed_encrypted_and_logged_in(authority):
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.context) as port:
        (done,), waited = send(mail(port, user="desk", password=SECRET, authority=authority.path))
    assert (done.outcome, waited) == ("sent", [])
    (envelope, encrypted, known), *others = mailbox.messages
    assert others == []
    assert encrypted
    assert known
    assert envelope.rcpt_tos == ["a@e.example", "b@e.example"]
    message = email.message_from_bytes(envelope.content, policy=default)
    assert (message["From"], message["To"]) == ("Desk <desk@e.example>", "a@e.example, b@e.example")
    assert message["X-Unsent"] is None
    assert message["Message-ID"].endswith("@e.example>")
    assert "Ferry replaces trains" in message.get_body(("plain",)).get_content()


def test_mail_goes_over_tls_from_the_first_byte(authority):
    mailbox = Mailbox()
    with mail_server(mailbox, implicit=authority.context) as port:
        (done,), _ = send(mail(port, encryption="tls", authority=authority.path))
    assert done.outcome == "sent"
    assert len(mailbox.messages) == 1


def test_a_server_without_encryption_gets_neither_password_nor_brief():
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        (done,), _ = send(mail(port, user="desk", password=SECRET))
    assert done.outcome == "failed"
    assert "does not offer what is asked for" in done.message
    assert mailbox.messages == []


def test_a_password_is_never_sent_in_clear():
    (done,), _ = send(mail(9, encryption="none", user="desk", password=SECRET))
    assert done.message == "smtp.encryption: this would send the password in clear; set it to starttls or tls"


def test_without_a_password_a_server_of_the_house_may_be_plain():
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        (done,), _ = send(mail(port, encryption="none"))
    assert done.outcome == "sent"


def test_a_certificate_that_is_not_valid_is_refused(authority):
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.context) as port:
        (done,), waited = send(mail(port, user="desk", password=SECRET))
    assert "its certificate or encryption is not valid" in done.message
    assert (mailbox.messages, waited) == ([], [])


def test_a_wrong_password_is_said_without_it_and_not_tried_again(authority):
    wrong = {"user": "desk", "password": "not sesame"}
    with mail_server(Mailbox(), starttls=authority.context) as port:
        (done,), waited = send(mail(port, **wrong, authority=authority.path))
    assert "the login was refused (535)" in done.message
    assert "not sesame" not in repr(done)
    assert waited == []


def test_a_missing_password_names_its_variable():
    (done,), _ = send(mail(9, user="desk"))
    assert done.message == "BRIEFER_SMTP_PASSWORD: there is no password; put it into this variable"


def test_what_may_succeed_later_is_tried_again_a_bounded_number_of_times():
    mailbox = Mailbox("451 later", "451 later")
    with mail_server(mailbox) as port:
        (done,), waited = send(mail(port, encryption="none"))
    assert (done.outcome, waited, len(mailbox.messages)) == ("sent", list(PAUSES), 1)
    with mail_server(Mailbox(*["451 later"] * 9)) as port:
        (done,), waited = send(mail(port, encryption="none"))
    assert (done.outcome, waited) == ("failed", list(PAUSES))
    assert "the server answered 451 later" in done.message


def test_what_is_refused_for_good_is_not_tried_again():
    with mail_server(Mailbox("554 no")) as port:
        (done,), waited = send(mail(port, encryption="none"))
    assert (done.outcome, waited) == ("failed", [])


def test_a_recipient_that_is_refused_is_named_and_the_others_get_it():
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        (done,), waited = send(mail(port, encryption="none", to=("gone@e.example", "b@e.example")))
        (none,), _ = send(mail(port, encryption="none", to=("gone@e.example",)))
    assert "sent, but not to all: gone@e.example (550 no such mailbox)" in done.message
    assert (len(mailbox.messages), waited) == (1, [])
    assert "no recipient was taken" in none.message


def test_a_server_that_is_not_there_is_one_line():
    (done,), waited = send(mail(free_port(), encryption="none"))
    assert "no connection to port" in done.message
    assert "\n" not in done.message
    assert waited == list(PAUSES)


@pytest.mark.parametrize(
    "changes",
    [{"to": ()}, {"to": ("a@e.example\nBcc: x@e.example",)}, {"sender": ""}, {"sender": "a\r\nX: y <a@e.example>"}],
)
def test_what_is_no_address_is_refused(changes):
    (done,), _ = send(mail(9, encryption="none", **changes))
    assert "is no e-mail address; give it as desk@example.org" in done.message
    assert "\n" not in done.message


# Webhooks


@contextmanager
def web_server(*statuses: int):
    asked: list = []
    answers = list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, self.headers["Content-Type"], json.loads(body)))
            self.send_response(answers.pop(0) if answers else 200)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def hook(url: str, kind: str = "slack", **changes) -> WebhookTarget:
    return WebhookTarget(kind=kind, url=url, site="https://e.example/b", **{"allow_private": True} | changes)


@pytest.mark.parametrize("kind", ["slack", "teams"])
def test_a_webhook_gets_json(kind):
    with web_server() as (address, asked):
        (done,), _ = send(hook(f"{address}/services/T0/B0/token", kind))
    assert done.outcome == "sent"
    (path, content_type, body), *others = asked
    assert (path, others) == ("/services/T0/B0/token", [])
    assert content_type == "application/json; charset=utf-8"
    assert "https://e.example/b/2025-05-03.html" in json.dumps(body)


def test_ntfy_gets_its_topic_in_the_json():
    with web_server() as (address, asked):
        send(hook(f"{address}/valley-topic", "ntfy"))
    path, _, body = asked[0]
    assert (path, body["topic"], body["click"]) == ("/", "valley-topic", "https://e.example/b/2025-05-03.html")


def test_an_address_of_this_machine_is_refused_unless_allowed():
    with web_server() as (address, asked):
        (done,), _ = send(hook(f"{address}/hook", allow_private=False))
    assert done.outcome == "failed"
    assert "an address of this machine or its network" in done.message
    assert asked == []


@pytest.mark.parametrize(("statuses", "outcome", "times"), [((503, 429), "sent", 3), ((404,), "failed", 1)])
def test_a_busy_service_is_asked_again_and_one_that_refuses_is_not(statuses, outcome, times):
    with web_server(*statuses) as (address, asked):
        (done,), _ = send(hook(f"{address}/secret-token"))
    assert (done.outcome, len(asked)) == (outcome, times)
    assert "secret-token" not in repr(done)


def test_a_redirect_is_not_followed():
    with web_server(302) as (address, _):
        (done,), _ = send(hook(f"{address}/secret-token"))
    assert "it redirects" in done.message
    assert "secret-token" not in done.message


@pytest.mark.parametrize("url", ["", "ftp://e.example/x", "http://[", "not an address"])
def test_an_address_that_is_none_is_one_line(url):
    (done,), _ = send(hook(url))
    assert done.outcome == "failed"
    assert "\n" not in done.message


# What is said in a message


def many(title: str = "A long title of a story that goes on " * 8, count: int = 40):
    story = FULL.day.sections[0].stories[0]
    stories = tuple(dataclasses.replace(story, id=str(n), title=f"{n} {title}") for n in range(count))
    bluf = (dataclasses.replace(FULL.bluf[0], text=title * 40),)
    day = dataclasses.replace(FULL.day, sections=(dataclasses.replace(FULL.day.sections[0], stories=stories),))
    return dataclasses.replace(FULL, day=day, bluf=bluf)


@pytest.mark.parametrize(
    "title", ["A long title of a story that goes on " * 8, "<&>" * 99, "\N{OLD PERSIAN SIGN A}" * 300]
)
def test_messages_keep_to_the_limits_of_the_services(title):
    slack = to_slack(many(title), "https://e.example")
    assert all(len(block["text"]["text"]) <= max(SLACK_TEXT, 150) for block in slack["blocks"][:-1])
    assert len(slack["blocks"][0]["text"]["text"]) <= 150
    assert len(json.dumps(to_teams(many(title))).encode()) <= TEAMS_BYTES
    ntfy = to_ntfy(many(title))
    assert len(ntfy["message"].encode()) <= NTFY_BYTES


def test_the_stories_of_most_worth_come_first_each_with_the_address_of_its_leading_source():
    stories = FULL.day.sections[0].stories
    best = dataclasses.replace(stories[1], scores=(dataclasses.replace(stories[1].scores[0], value=0.9),))
    section = dataclasses.replace(FULL.day.sections[0], stories=(stories[0], best))
    brief = dataclasses.replace(FULL, day=dataclasses.replace(FULL.day, sections=(section,)))
    first, second = message_of(brief, "").headlines
    assert (first.title, first.note) == ("Ninth pier sound", "new, 1 publisher")
    assert (second.url, second.note) == ("https://herald.example/bridge", "updated, 2 publishers")


def test_hostile_titles_mention_nobody_and_make_no_link():
    brief = many(HOSTILE, 2)
    brief = dataclasses.replace(
        brief, sources=tuple(dataclasses.replace(one, url="javascript:x") for one in FULL.sources)
    )
    slack = to_slack(brief)["blocks"][2]["text"]["text"]
    assert "<" not in slack
    assert "&lt;!channel&gt;" in slack
    card = to_teams(brief)["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert "selectAction" not in json.dumps(card)
    assert "\x00" not in to_ntfy(brief)["message"]


def test_a_brief_on_one_event_tells_its_highlights():
    headlines = message_of(dataclasses.replace(FULL, day=None), "").headlines
    assert [one.title for one in headlines] == ["The closure cuts the valley's only rail line"]


# All of them


def test_a_failed_delivery_stops_no_other(tmp_path):
    with web_server() as (address, asked):
        done, _ = send(
            mail(9, encryption="none", user="desk", password=SECRET),
            SiteTarget(folder=tmp_path / "site"),
            hook(f"{address}/x"),
        )
    assert [one.outcome for one in done] == ["failed", "sent", "sent"]
    assert done[1].message == "6 files new or changed"
    assert not any(one.preview for one in done)
    assert (tmp_path / "site" / "index.html").is_file()
    assert len(asked) == 1


def test_a_dry_run_shows_what_would_go_to_whom_and_sends_nothing(tmp_path):
    with web_server() as (address, asked):
        targets = (
            mail(9, user="desk", password=SECRET),
            hook(f"{address}/services/token-1"),
            hook(f"{address}/topic-2", "ntfy"),
            SiteTarget(folder=tmp_path / "site"),
        )
        done, _ = send(*targets, dry_run=True)
    assert {one.outcome for one in done} == {"would send"}
    assert "To: a@e.example, b@e.example" in done[0].preview
    assert "Vell bridge closed" in done[1].preview
    assert "index.html" in done[3].preview
    shown = repr(done) + repr(targets)
    assert not [secret for secret in (SECRET, "token-1", "topic-2") if secret in shown]
    assert asked == []
    assert not (tmp_path / "site").exists()


def test_names_of_targets_have_no_secrets(tmp_path):
    assert name_of(hook("https://hooks.e.example/services/token")) == "slack at hooks.e.example"
    assert name_of(mail(9, to=("a@e.example",))) == "e-mail to a@e.example"
    assert name_of(SiteTarget(folder=tmp_path)) == f"site in {tmp_path}"


def test_the_settings_name_the_targets_and_the_environment_holds_the_secrets(tmp_path):
    (tmp_path / "briefer.toml").write_text(
        '[smtp]\nhost = "mail.e.example"\nuser = "desk"\nsender = "desk@e.example"\nto = ["a@e.example"]\n'
        '[webhook]\nkind = "slack"\n[site]\nfolder = "site"\naddress = "https://e.example/b"\n'
    )
    environ = {"BRIEFER_SMTP_PASSWORD": SECRET, "BRIEFER_WEBHOOK_URL": "https://hooks.e.example/t"}
    targets = targets_of(load_config({}, environ={}, folder=tmp_path), environ)
    assert [type(target) for target in targets] == [SiteTarget, SmtpTarget, WebhookTarget]
    assert targets[1].password == SECRET
    assert targets[2].url == "https://hooks.e.example/t"
    assert targets[2].site == "https://e.example/b"
    assert formats_for(targets) == ("html", "eml")
    assert targets_of(load_config({}, environ={}, folder=tmp_path / "nowhere"), {}) == ()
