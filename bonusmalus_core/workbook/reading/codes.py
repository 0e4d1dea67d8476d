"""Which mistakes can the reading of a workbook find?

    code  name                                                    severity
    W1    a table is missing                                      blocker
    W2    a column or field that is needed is missing             blocker (a text: error)
    W3    a column or field is missing, its default holds         warning
    W4    two columns have the same header                        blocker
    W5    a header or label was probably renamed                  blocker
    W6    a contract field stands there twice                     blocker
    W7    a cell that is needed is blank                          blocker (a text: error)
    W8    a cell shows an error such as #N/A                      blocker (a text: error)
    W9    a formula was saved without its result                  blocker (a text: error)
    W10   a cell's content cannot be read                         blocker (a text: error)
    W11   text where a number should be                           blocker
    W12   true/false or a date where a number should be           blocker
    W13   not a whole number                                      blocker
    W14   a percentage typed as a whole number                    blocker
    W15   not a date                                              blocker
    W16   not a month                                             blocker
    W17   not one of the words of the list                        blocker (a metric: warning)
    W18   a date or true/false where a code should be             blocker
    W19   a value outside what is possible                        blocker
    W20   an unknown KPI                                          blocker
    W21   both a ratio and a value                                blocker
    W22   half a measurement                                      blocker
    W23   a negative number of answers or contacts                blocker
    W24   a condition reads a column that is not there            blocker
    W25   a row stands right below its table                      blocker
    W26   a field or level that is needed is blank                blocker (a text: error)

What rows say of each other and of the contract's term (doubled rows, months outside it) is found in contract data, by
`checks`: it holds for workbooks and for JSON alike.

The sentences stand in `words/<language>/findings.json` under "W1.name", "W1.message" and "W1.remedy".
"""

from __future__ import annotations

TABLE_MISSING = "W1"
COLUMN_MISSING = "W2"
DEFAULT_HOLDS = "W3"
HEADER_DOUBLED = "W4"
HEADER_RENAMED = "W5"
FIELD_DOUBLED = "W6"
BLANK = "W7"
ERROR_CELL = "W8"
UNCACHED_FORMULA = "W9"
UNREADABLE_CELL = "W10"
TEXT_NUMBER = "W11"
NO_NUMBER = "W12"
NOT_WHOLE = "W13"
WHOLE_PERCENT = "W14"
NOT_A_DATE = "W15"
NOT_A_MONTH = "W16"
UNKNOWN_WORD = "W17"
NOT_A_CODE = "W18"
IMPOSSIBLE = "W19"
UNKNOWN_KPI = "W20"
RATIO_AND_VALUE = "W21"
HALF_MEASUREMENT = "W22"
NEGATIVE = "W23"
UNKNOWN_MEASURE = "W24"
ROW_BELOW = "W25"
BLANK_FIELD = "W26"

ALL = tuple(f"W{number}" for number in range(1, 27))
