"""What a page of somebody else may do with a running workbench: nothing, in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading

import pytest

from .editing import ARTICLE, saved, state, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOREIGN = """<!doctype html><title>Another page</title><iframe id="frame" src="ADDRESS"></iframe>
<form method="post" enctype="text/plain" action="HOST/api/command" target="sent">
<input name='{"kind": "actor", "x": "' value='"}'></form>
<iframe id="sent" name="sent"></iframe>
"""
TRY = """async ([host, token]) => {
  const headers = { 'X-Graphkit-Token': token, 'Content-Type': 'application/json' };
  const tried = {
    read: () => fetch(`${host}/api/state`, { headers }),
    write: () => fetch(`${host}/api/command`, { method: 'POST', headers, body: '{}' }),
    plainly: () => fetch(`${host}/api/command`, { method: 'POST', body: '{"kind": "actor"}' }),
    module: () => import(`${host}/store.js`),
  };
  const found = {};
  for (const [name, act] of Object.entries(tried)) found[name] = await act().then(() => 'reached', () => 'refused');
  found.blind = await fetch(`${host}/store.js`, { mode: 'no-cors' }).then(() => 'reached', () => 'refused');
  return found;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere(tmp_path):
    """Serve a page at another port of this machine; gives how to write it and where it is."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder / "index.html", f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_page_can_neither_read_nor_write_nor_frame_it(desk, elsewhere):
    """Even one that knows the token: the browser keeps it out, and the server what the browser would let through."""
    bench = desk({"a.txt": ARTICLE})
    host, _, token = bench.address.partition("/#token=")
    path, address = elsewhere
    path.write_text(FOREIGN.replace("ADDRESS", bench.address).replace("HOST", host), "utf-8")
    page = bench.browser.new_context().new_page()
    page.goto(address)
    assert set(page.evaluate(TRY, [host, token]).values()) == {"refused"}
    (framed,) = [one for one in page.frames if one.url.startswith(("chrome-error:", host)) and one.name != "sent"]
    assert framed.url.startswith("chrome-error:")
    with page.expect_response(lambda reply: reply.url.endswith("/api/command")) as sent:
        page.evaluate("document.forms[0].submit()")
    assert sent.value.status == 403
    assert not (bench.folder / "edit" / "journal.jsonl").exists()
    page.context.close()


def test_without_the_token_the_page_says_so_and_shows_nothing(desk):
    bench = desk({"a.txt": ARTICLE})
    page = bench.browser.new_context().new_page()
    page.goto(bench.address.partition("#")[0])
    until(
        page,
        "() => document.getElementById('said').textContent.includes('open the address that graphkit edit printed')",
    )
    assert "Riga" not in page.inner_text("body")
    page.context.close()


def test_nothing_that_is_put_into_the_page_runs(tricky, elsewhere):
    """Its policy allows its own scripts alone, and connections to its own server."""
    _, page = tricky
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'document.title = "ran"';
          document.body.append(script);
          const image = document.createElement('img');
          image.setAttribute('onerror', 'document.title = "ran"');
          image.src = 'http://example.org/x.png';
          document.body.append(image);
          const link = document.createElement('a');
          link.href = 'javascript:document.title = "ran"';
          document.body.append(link);
          link.click();
        }"""
    )
    page.wait_for_timeout(300)
    assert page.title() != "ran"
    asked = "(address) => fetch(address, { mode: 'no-cors' }).then(() => 'reached', () => 'refused')"
    assert page.evaluate(asked, elsewhere[1]) == "refused"


def test_a_server_that_ended_and_a_fault_are_a_sentence_on_the_page(desk):
    """What is answered with no JSON, and what is not answered, is told; the page stays."""
    bench = desk({"a.txt": ARTICLE})
    page = bench.open()
    page.route("**/api/draft", lambda route: route.fulfill(status=500, body="<h1>Traceback</h1>"))
    page.focus("#text")
    page.keyboard.press("Enter")
    until(page, "() => document.getElementById('said').textContent.includes('gave no answer that can be read (500)')")
    page.unroute("**/api/draft")
    bench.stop()
    page.keyboard.press("Enter")
    until(
        page, "() => document.getElementById('said').textContent.includes('it may have been stopped in its terminal')"
    )
    assert state(page, "state.doc.text").startswith("Riga expels")
    bench.process.stdout.close()
    bench.start()
    page = bench.open()
    saved(page)
