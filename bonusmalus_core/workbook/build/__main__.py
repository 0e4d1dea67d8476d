"""How are the committed templates built anew? By `python -m bonusmalus_core.workbook.build`."""

from importlib.resources import as_file, files

from bonusmalus_core.workbook.build.templates import build_templates

with as_file(files("bonusmalus_templates")) as folder:
    build_templates(folder)
