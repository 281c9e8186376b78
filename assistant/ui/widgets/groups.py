"""Objects of several parts, and lists of them shown as short cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

import streamlit as st
from pydantic import JsonValue

from assistant.condition import holds
from assistant.evidence import Where as PieceWhere
from assistant.fields import Field, Invalid, Items, shown_parts
from assistant.form import parts_of, per_object
from assistant.i18n import Message as M
from assistant.ui import pieces, session
from assistant.ui.widgets.asking import Asking, State, Where, error_html, key_of, label
from assistant.ui.widgets.files import ask_files


def ask_group(asking: Asking) -> None:
    """A frame with one widget a part."""
    label(asking, asking.own_errors())
    with st.container(border=True, key=asking.key):
        ask_parts(asking, parts_of(asking.field), asking.where, asking.value)


def ask_parts(asking: Asking, parts: Sequence[Field], where: Where, value: JsonValue) -> None:
    from assistant.ui.widgets import WIDGETS

    given = value if isinstance(value, dict) else {}
    live = {part.id: raw_part(part, (*where, part.id), session.widgets(), asking.today) for part in parts}
    steering = {leaf for part in parts if part.if_ is not None for leaf in _names(part)}
    for part in parts:
        current = given.get(part.id)
        if not shown_part(part, parts, live, given):
            continue
        inner = Asking(
            part, (*where, part.id), current, asking.t, asking.errors, asking.today,
            "rerun" if part.id in steering else "ignore", part=True,
        )  # fmt: skip
        WIDGETS[part.type].draw(inner)


def _names(part: Field) -> set[str]:
    from assistant.condition import fields_of

    return {leaf.field for leaf in fields_of(part.if_)} if part.if_ is not None else set()


def shown_part(part: Field, parts: Sequence[Field], live: dict[str, JsonValue], given: dict[str, JsonValue]) -> bool:
    """Whether a part concerns the person, from its sisters' live values."""
    if part.if_ is None:
        return True
    known = {p.id: p for p in parts}

    def fact(name: str) -> object:
        value = live.get(name) if live.get(name) is not None else given.get(name)
        return known[name].fact(value) if name in known and value is not None else _asked_before(name)

    return holds(part.if_, fact) is True


def _asked_before(name: str) -> object:
    """The fact of a question asked on an earlier page."""
    from assistant.ui.reading import current_path

    path = current_path()
    return path.fact(name) if path else None


def raw_part(part: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    from assistant.ui.widgets import WIDGETS

    return WIDGETS[part.type].raw(part, where, state, today)


def raw_group(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    parts = parts_of(field)
    raw = {part.id: raw_part(part, (*where, part.id), state, today) for part in parts}
    return {k: v for k, v in raw.items() if v is not None and _kept(k, parts, raw)} or None


def _kept(name: str, parts: Sequence[Field], raw: dict[str, JsonValue]) -> bool:
    return shown_part(next(p for p in parts if p.id == name), parts, raw, {})


def ask_list(asking: Asking) -> None:
    """Cards of what was added; one of them may be open to be filled."""
    assert isinstance(asking.field, Items)
    visit, t, name = session.visit(), asking.t, asking.field.id
    items = visit.lists.setdefault(name, list(asking.value) if isinstance(asking.value, list) else [])
    if name not in visit.opened:
        # An optional list is one button, not five empty boxes.
        visit.opened[name] = 0 if asking.needed and not items else None
    opened = visit.opened[name]
    label(asking, asking.own_errors())
    with st.container(key=asking.key, gap="small"):
        for index, item in enumerate(items):
            if index == opened:
                _editor(asking, index, item)
            else:
                _card(asking, index, item)
        if opened is not None and opened >= len(items):
            _editor(asking, len(items), {})
        another = (
            M("Ajouter encore : {item}", item=t(asking.field.item_label))
            if items or opened is not None
            else M("Ajouter : {item}", item=t(asking.field.item_label))
        )
        st.button(
            t(another), key=f"{asking.key}-add", on_click=_add, args=(asking.field, asking.today), icon=":material/add:"
        )


def _card(asking: Asking, index: int, item: JsonValue) -> None:
    assert isinstance(asking.field, Items)
    t = asking.t
    title = f"{t(asking.field.item_label).capitalize()} {index + 1}"
    facts = [shown for _, shown in shown_parts(asking.field.parts, item, t)][:3]
    errors = [m for where, m in asking.errors.items() if where[: len(asking.where) + 1] == (*asking.where, index)]
    with st.container(border=True, key=f"{asking.key}-card-{index}"):
        told = "".join(error_html(t(m), f"{asking.key}-card-{index}") for m in errors)
        st.html(f'<p class="pl-card"><strong>{escape(title)}</strong><br>{escape(" · ".join(facts))}</p>{told}')
        with st.container(horizontal=True, gap="small"):
            words = t(M("Modifier **: {name}**", name=title))
            st.button(words, key=f"{asking.key}-{index}-edit", on_click=_edit, args=(asking.field, index, asking.today))
            words = t(M("Supprimer **: {name}**", name=title))
            st.button(words, key=f"{asking.key}-{index}-drop", on_click=_drop, args=(asking.field, index))


def _editor(asking: Asking, index: int, item: JsonValue) -> None:
    assert isinstance(asking.field, Items)
    with st.container(border=True, key=f"{asking.key}-item-{index}"):
        title = f"{asking.t(asking.field.item_label).capitalize()} {index + 1}"
        st.html(f'<h3 class="pl-item">{escape(title)}</h3>')
        ask_parts(asking, asking.field.parts, (*asking.where, index), item)
        where = PieceWhere(session.visit().form_id, asking.field.id, index)
        ask_files(where, per_object(asking.field), M("{name} {n}", name=M(asking.field.item_label), n=index + 1))


def _keep_open(field: Items, today: dt.date) -> bool:
    """Takes the open item into the list when it is right; else shows what to correct and says False."""
    visit = session.visit()
    opened = visit.opened.get(field.id)
    raw = raw_item(field, opened, session.widgets(), today) if opened is not None else None
    visit.errors = {w: m for w, m in visit.errors.items() if w[0] != field.id}
    if raw is None or opened is None:
        return True
    try:
        clean = field.read([raw])
    except Invalid as invalid:
        visit.errors |= {(field.id, opened, *at[1:]): message for at, message in invalid.errors}
        visit.moved("error")
        return False
    assert isinstance(clean, list)
    visit.lists.setdefault(field.id, [])[opened : opened + 1] = clean
    return True


def raw_item(field: Items, index: int, state: State, today: dt.date) -> JsonValue:
    where = (field.id, index)
    raw = {part.id: raw_part(part, (*where, part.id), state, today) for part in field.parts}
    return {k: v for k, v in raw.items() if v is not None and _kept(k, field.parts, raw)} or None


def _add(field: Items, today: dt.date) -> None:
    visit = session.visit()
    if _keep_open(field, today):
        _open(field, len(visit.lists.get(field.id, [])))


def _edit(field: Items, index: int, today: dt.date) -> None:
    if _keep_open(field, today):
        _open(field, index)


def _open(field: Items, index: int) -> None:
    """Opens an item and takes the person into it."""
    visit = session.visit()
    visit.opened[field.id] = index
    visit.moved(f"{key_of((field.id,))}-item-{index}")


def _drop(field: Items, index: int) -> None:
    visit = session.visit()
    items = visit.lists.get(field.id, [])
    opened = visit.opened.get(field.id)
    if index < len(items):
        del items[index]
        pieces.object_gone(visit.form_id, field.id, index)
    visit.moved(f"{key_of((field.id,))}-add")
    prefix, state = key_of((field.id, "")), session.widgets()
    for key in [str(k) for k in state if str(k).startswith(f"{prefix}{index}-")]:
        del state[key]
    if opened is None or opened <= index:
        return
    visit.opened[field.id] = opened - 1  # what is being written moves up with its item
    for key in [str(k) for k in state if str(k).startswith(f"{prefix}{opened}-") and "-pick-" not in str(k)]:
        state[key.replace(f"{prefix}{opened}-", f"{prefix}{opened - 1}-", 1)] = state[key]
        del state[key]


def raw_list(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    """The cards and the open item, as one array; None when there is nothing."""
    assert isinstance(field, Items)
    visit = session.visit()
    items = list(visit.lists.get(field.id, []))
    opened = visit.opened.get(field.id)
    if opened is not None:
        raw = raw_item(field, opened, state, today)
        if opened < len(items):
            items[opened] = raw or items[opened]
        elif raw:
            items.append(raw)
    return items or None
