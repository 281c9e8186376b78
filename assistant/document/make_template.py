"""Makes `paper.docx`, the Word file whose styles dress every paper: `python -m assistant.document.make_template`.

An operator may change that file in Word (fonts, colours, margins): the writer only names its styles. It is written
from nothing rather than from python-docx's own template, which is in English and 40 times larger.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.document.word_file import TEMPLATE, pack

FONT = "Arial"  # on every Windows; Liberation Sans, its double on Linux, has the same widths
WIDTH = 9638  # twentieths of a point: 170 mm, the page less its margins
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Style:
    """A named paragraph style; sizes and spaces in points, `more` is WordprocessingML put before the spacing."""

    id: str
    name: str
    size: float = 10.5
    before: float = 0
    after: float = 0
    bold: bool = False
    italic: bool = False
    quiet: bool = False
    base: str = "Normal"
    more: str = ""
    after_spacing: str = ""
    run: str = ""

    def xml(self) -> str:
        spacing = f'<w:spacing w:before="{self.before * 20:.0f}" w:after="{self.after * 20:.0f}"/>'
        look = "<w:b/><w:bCs/>" * self.bold + "<w:i/><w:iCs/>" * self.italic
        colour = '<w:color w:val="444444"/>' * self.quiet
        size = f'<w:sz w:val="{self.size * 2:.0f}"/><w:szCs w:val="{self.size * 2:.0f}"/>'
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.base}"/><w:qFormat/><w:pPr>{self.more}{spacing}{self.after_spacing}</w:pPr>'
            f"<w:rPr>{look}{colour}{size}{self.run}</w:rPr></w:style>"
        )


def _edge(side: str, size: int, colour: str = "000000", space: int = 6) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _boxed(*edges: str) -> str:
    return f"<w:pBdr>{''.join(edges)}</w:pBdr>"


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number}"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/>'
_NOTICE = _boxed(_edge("top", 4), _edge("left", 24), _edge("bottom", 4), _edge("right", 4))
_INSET = '<w:ind w:left="160" w:right="160"/>'
_LIST = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'

STYLES = (
    Style("Title", "Title", 19, 0, 6, bold=True, more=_KEEP),
    Style("Subtitle", "Subtitle", after=4),
    Style("Heading1", "heading 1", 13.5, 16, 6, bold=True, more=_KEEP, after_spacing=_level(0)),
    Style("Heading2", "heading 2", 11.5, 12, 5, bold=True, more=_KEEP, after_spacing=_level(1)),
    Style("Heading3", "heading 3", 10.5, 10, 4, bold=True, more=_KEEP, after_spacing=_level(2)),
    Style("BodyText", "Body Text", before=4, after=6),
    Style("Caption", "caption", before=10, after=4, bold=True, more=_KEEP),
    Style("Header", "header", 8.5, quiet=True, after_spacing='<w:jc w:val="right"/>'),
    Style("Footer", "footer", 8.5, quiet=True, more=_boxed(_edge("top", 4, "999999", 4)) + _RIGHT_TAB),
    Style("ListBullet", "List Bullet", after=3, more=_LIST.format(1)),
    Style("ListNumber", "List Number", after=3, more=_LIST.format(2)),
    Style("Encadre", "Encadré", before=12, after=12, bold=True, more="<w:keepLines/>" + _NOTICE, after_spacing=_INSET),
    Style(
        "Paroles", "Paroles", before=4, after=4, more=_boxed(_edge("left", 16, "8C8C8C", 8)),
        after_spacing='<w:ind w:left="200"/>',
    ),
    Style(
        "ParolesDroite", "Paroles de droite à gauche", before=4, after=4, run="<w:rtl/>",
        more=_boxed(_edge("right", 16, "8C8C8C", 8)) + "<w:bidi/>", after_spacing='<w:ind w:left="200"/>',
    ),
    Style("Remarque", "Remarque", 9.5, 8, 2, italic=True, quiet=True, more="<w:keepNext/>"),
    Style("Question", "Question", 9.5, 2, 2, quiet=True),
    Style("Reponse", "Réponse", before=2, after=2),
    Style("ReponseAVenir", "Réponse à venir", before=2, after=2, italic=True, base="Reponse"),
    Style("ACompleter", "À compléter", before=2, after=2, italic=True, base="Reponse", more=_SHADE),
    Style("EnTeteDeColonne", "En-tête de colonne", 9, 2, 2, bold=True),
    Style("Cellule", "Cellule", 9, 2, 2),
    Style("Jeton", "Jeton", 7.5),
    Style("LegendeDuJeton", "Légende du jeton", 9, 2, 4, quiet=True),
    Style("ColonneDeDroite", "Colonne de droite", before=4, after=6, after_spacing=f'<w:ind w:left="{WIDTH // 2}"/>'),
    Style("Intervalle", "Intervalle", 4),
)  # fmt: skip


def _table_style(id_: str, name: str, borders: str, more: str = "") -> str:
    return (
        f'<w:style w:type="table" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f'<w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
        f'<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>{more}</w:style>'
    )


def _styles() -> str:
    lines = _edge("top", 6, space=0) + _edge("bottom", 4, "999999", 0) + _edge("insideH", 4, "999999", 0)
    head = (
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>' + _edge("bottom", 6, space=0)
        + f"</w:tcBorders>{_SHADE}</w:tcPr></w:tblStylePr>"
    )  # fmt: skip
    return (
        f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        + "".join(style.xml() for style in STYLES)
        + _table_style("Questions", "Questions", lines)
        + _table_style("Tableau", "Tableau", lines, head)
        + _table_style("Tete", "Tête", "")
        + "</w:styles>"
    )


def _list(number: int, kind: str, mark: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="454" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>'
    )


def _numbering() -> str:
    links = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    kinds = _list(1, "bullet", "•") + _list(2, "decimal", "%1.")
    return f'{_HEAD}<w:numbering xmlns:w="{_MAIN}">{kinds}{links}</w:numbering>'


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="fr-FR" w:bidi="ar-SA"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _body() -> str:
    return (
        f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="624" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    one = '<Relationship Id="rId{}" Type="{}/{}" Target="{}"/>'
    lines = (one.format(i, _RELATIONS, kind, target) for i, (kind, target) in enumerate(targets, 1))
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def template() -> bytes:
    """The Word file, the same bytes at each run."""
    parts = {"document.main": ("document.xml", _body()), "styles": ("styles.xml", _styles())}
    parts |= {"numbering": ("numbering.xml", _numbering()), "settings": ("settings.xml", _settings())}
    kinds = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for kind, (name, _) in parts.items()
    )
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    )
    links = (("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"))
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(*links),
    } | {f"word/{name}": text for name, text in parts.values()}
    return pack({name: text.encode() for name, text in files.items()})


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
