"""Which version of each package would pip install? Reads its report, prints one pin a line."""

import json
import sys

installed = (each["metadata"] for each in json.load(sys.stdin)["install"])
pins = {f"{each['name']}=={each['version']}" for each in installed if each["name"] != "bonusmalus"}
sys.stdout.writelines(f"{pin}\n" for pin in sorted(pins, key=str.casefold))
