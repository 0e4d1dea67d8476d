"""What does the reference say about the measures of the catalogue?"""

from __future__ import annotations

import json
from pathlib import Path

import bonusmalus_core
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.fields import RECORDS
from bonusmalus_core.measures.measure import Measure, Parameter
from bonusmalus_core.words import LANGUAGES, words
from tests.docs.markdown import page as made
from tests.docs.markdown import table

DECLARED = Path(bonusmalus_core.__file__).parent / "workbook" / "measures.json"
COMMENT = "generated from bonusmalus_core/measures by python -m tests.docs: do not edit"

INTRODUCTION = """\
`bonusmalus measure` computes these from raw records. A mapping (the sheet of that name in the workbook, or a TOML
or JSON file) says which columns are which fields, and what the legend chose: `[kpis.SL60]` with `within_s = 60`,
`variant = 6`, `short_s = 5`, `by = ["channel"]`, `only = { channel = ["phone"] }`. Numerator and denominator are
always kept, so that months and parts add up."""

MAPPING = """\
```toml
time_zone = "Europe/Brussels"        # of the contract
source_time_zone = "UTC"             # of the records, where it is another
decimal = ","                        # where a comma could stand before decimals or thousands
dates = "%d/%m/%Y %H:%M"             # where day and month could change places
complete_until = 2026-04-20          # until when the records are complete, if it is not the last day with any

[opening_hours]                      # business time; the contract's holidays are closed
mon = ["08:00-12:00", "13:00-18:00"]

[[exclude]]                          # the exclusions of the legend
topic = ["test call"]

[contacts]
file = "calls-*.csv"

[contacts.columns]
started_at = ["Date", "Time"]        # a day and a time
wait_s = { column = "Wait", unit = "minutes", blank = 0 }
answered = { column = "Status", yes = ["OK"] }
```

On the sheet the same keys stand in rows, with points between them: `contacts.columns.wait_s`,
`contacts.columns.wait_s.unit`, `opening_hours.mon`, `exclude.1.topic`. Nothing has to be said of what is recognised
by itself: usual column names in four languages, units in names ("Wait (min)"), days and times in two columns,
decimal commas, "1:30", "1 min 30 s", Y/N, Ja/Nee, days as Excel counts them. What can be read in two ways is asked;
a column of which more than 5 % cannot be read is not used."""


def declared() -> str:
    """The records and measures as data: what a workbook shows of them, without what measures them."""
    measures = {
        name: {
            "unit": each.unit,
            "direction": each.direction,
            "scale": each.scale,
            "choices": [
                {"name": one.name, "default": one.default, "required": one.required, "choices": one.choices}
                for one in each.parameters
            ],
        }
        for name, each in CATALOGUE.items()
    }
    data = {"records": {each.name: list(each.fields) for each in RECORDS.values()}, "measures": measures}
    return json.dumps({"$comment": COMMENT, **data}, ensure_ascii=False, indent=1) + "\n"


def page() -> str:
    """The page: every measure with its formula and choices, then the mapping and the records."""
    sections = map(_measure, CATALOGUE.values())
    records = "\n\n".join(
        f"**{each.name}**: " + ", ".join(f"`{name}` ({kind})" for name, kind in each.fields.items())
        for each in RECORDS.values()
    )
    return made(
        "Measures",
        "`bonusmalus_core/measures` and `bonusmalus_core/words`",
        INTRODUCTION,
        *sections,
        f"## Mapping\n\n{MAPPING}",
        f"## Records\n\n{records}",
    )


def _measure(measure: Measure) -> str:
    parts = ("name", "formula", "trap")
    told = [(each, *(words(each, "measures")[f"{measure.id}.{part}"] for part in parts)) for each in LANGUAGES]
    low, high = ("" if each is None else f"{each}" for each in measure.scale)
    facts = (
        f"Records: `{measure.records}` · unit: {measure.unit} · better: {measure.direction} · scale: {low} to {high}"
    )
    choices = table(("choice", "kind", "default", "one of"), map(_choice, measure.parameters))
    return "\n\n".join(filter(None, (f"## {measure.id}", table(("", *parts), told), facts, choices)))


def _choice(parameter: Parameter) -> tuple[str, str, str, str]:
    default = "must be stated" if parameter.required else str(parameter.default)
    if parameter.required_by:
        other, values = parameter.required_by
        default = f"must be stated with {other} {', '.join(map(str, values))}"
    return f"`{parameter.name}`", parameter.kind, default, ", ".join(map(str, parameter.choices))
