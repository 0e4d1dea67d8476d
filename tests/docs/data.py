"""What does the reference say about contract data? The schema itself, in which every key is explained."""

from __future__ import annotations

import json

from bonusmalus_core.model.schema import agreement_schema

COMMENT = "generated from bonusmalus_core/model by python -m tests.docs: do not edit"


def schema() -> str:
    """The JSON schema of contract data."""
    return json.dumps({"$comment": COMMENT, **agreement_schema("en")}, ensure_ascii=False, indent=1) + "\n"
