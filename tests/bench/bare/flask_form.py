"""The other reference: the same fields as HTML forms rendered by the server, one page each, in Flask.

`BENCH_PLAN=… BENCH_PORT=… python -m tests.bench.bare.flask_form`. A post is followed by a redirect, as it should be.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, redirect, render_template_string
from werkzeug.serving import WSGIRequestHandler
from werkzeug.wrappers import Response

from tests.bench.plan import read_plan

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Prélude</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>
<p>En danger ? <a href="tel:17">17</a> · <a href="tel:112">112</a> · <a href="sms:114">SMS 114</a></p>
<h1>{{ stop.title }}</h1><form method="post">
{% for w in stop.widgets %}
{% if w.kind == "radio" %}<fieldset><legend>{{ w.label }}</legend>{% for o in w.options %}
<label><input type="radio" name="{{ w.key }}" value="{{ o }}">{{ o }}</label>{% endfor %}</fieldset>
{% elif w.kind == "selectbox" %}<p><label>{{ w.label }} <select name="{{ w.key }}">{% for o in w.options %}
<option>{{ o }}</option>{% endfor %}</select></label></p>
{% elif w.kind == "text_area" %}<p><label>{{ w.label }} <textarea name="{{ w.key }}"></textarea></label></p>
{% elif w.kind == "checkbox" %}<p><label><input type="checkbox" name="{{ w.key }}">{{ w.label }}</label></p>
{% elif w.kind == "text_input" %}<p><label>{{ w.label }} <input name="{{ w.key }}"></label></p>
{% else %}<p><button name="press" value="{{ w.key }}" class="st-key-{{ w.key }}">{{ w.label }}</button></p>
{% endif %}{% endfor %}</form></body></html>"""

app = Flask(__name__)
plan = read_plan(Path(os.environ["BENCH_PLAN"]))


@app.get("/sante")
def health() -> str:
    return "ok"


@app.get("/")
@app.get("/<int:place>")
def show(place: int = 0) -> str:
    return render_template_string(PAGE, stop=plan.stops[place % len(plan.stops)])


@app.post("/")
@app.post("/<int:place>")
def answer(place: int = 0) -> Response:
    return redirect(f"/{(place + 1) % len(plan.stops)}", 303)  # type: ignore[return-value]


if __name__ == "__main__":
    WSGIRequestHandler.protocol_version = "HTTP/1.1"  # connections are kept, as any server does
    app.run("127.0.0.1", int(os.environ["BENCH_PORT"]), threaded=True)
