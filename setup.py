"""Which packages go into the wheel? Found, not listed, because a listed package is soon forgotten.

All the rest of the project's declaration stands in pyproject.toml, which has no word for a package whose folder has
another name (`templates/` is `bonusmalus_templates`) and whose subpackages are to be found.
"""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["bonusmalus_core", "bonusmalus_core.*"]),
        *find_packages("addin"),
        "bonusmalus_templates",
        *(f"bonusmalus_templates.{package}" for package in find_packages("templates")),
    ],
    package_dir={"bonusmalus_addin": "addin/bonusmalus_addin", "bonusmalus_templates": "templates"},
)
