"""A condition read aloud: "si « Attache » est « Cave » et …", in the reader's language."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from assistant.condition import All, Answered, AnyOf, Compare, Condition, Not
from assistant.fields import Field
from assistant.form.model import Form
from assistant.i18n import Message as M
from assistant.i18n import Translator

# Names of computed facts, as a person would say them.
FACTS: dict[str, M] = {
    "age": M("âge du déclarant"),
    "mineur": M("victime mineure"),
    "majeur": M("déclarant majeur"),
    "commune": M("commune des faits"),
    "en_ligne": M("faits en ligne"),
    "a_l_etranger": M("faits à l'étranger"),
    "total": M("montant total"),
}
_SIGNS: dict[str, M] = {
    "==": M("« {name} » est {value}"),
    "!=": M("« {name} » n'est pas {value}"),
    "<": M("« {name} » est inférieur à {value}"),
    "<=": M("« {name} » est au plus {value}"),
    ">": M("« {name} » est supérieur à {value}"),
    ">=": M("« {name} » est au moins {value}"),
    "contains": M("« {name} » comprend {value}"),
}


def sentence(condition: Condition, form: Form, t: Translator) -> str:
    """The condition in words; names and options are those the person sees."""
    match condition:
        case Not(part):
            return t(M("pas ({text})", text=sentence(part, form, t)))
        case All(parts):
            return t(M(" et ")).join(_bracketed(part, form, t) for part in parts)
        case AnyOf(parts):
            return t(M(" ou ")).join(_bracketed(part, form, t) for part in parts)
        case Answered(field):
            return t(M("« {name} » a une réponse", name=_name(field, form, t)))
        case Compare(field, op, value):
            return _compared(form, t, field, op, value if isinstance(value, tuple) else (value,))


def _bracketed(part: Condition, form: Form, t: Translator) -> str:
    text = sentence(part, form, t)
    return f"({text})" if isinstance(part, (All, AnyOf)) else text


def _name(field: str, form: Form, t: Translator) -> str:
    return t(FACTS[field]) if field in FACTS else t(form.fields[field].name) if field in form.fields else field


def _compared(form: Form, t: Translator, field: str, op: str, values: tuple[object, ...]) -> str:
    words = t(M(" ou ")).join(_value(form.fields.get(field), value, t) for value in values)
    sign = _SIGNS["==" if op == "in" else op]
    return t(M(sign.msgid, name=_name(field, form, t), value=words))


def _value(field: Field | None, value: object, t: Translator) -> str:
    if isinstance(value, bool):
        return t(M("oui") if value else M("non"))
    if isinstance(value, dt.date):
        return str(format_date(value, "long", locale=t.lang))
    options = getattr(field, "options", None) or {}
    return f"« {t(options[value])} »" if value in options else str(value)
