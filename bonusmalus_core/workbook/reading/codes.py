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
    W20   a month outside the contract's term                     blocker
    W21   two rows say the same                                   blocker
    W22   an unknown KPI                                          blocker (in the legend: warning)
    W23   the last month lies before the first                    blocker
    W24   both a ratio and a value                                blocker
    W25   half a ratio                                            blocker
    W26   a negative number of answers or contacts                blocker
    W27   a period that is not 1, 3, 6 or 12 months               blocker
    W28   a condition reads a column that is not there            blocker

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
OUTSIDE_TERM = "W20"
ROW_DOUBLED = "W21"
UNKNOWN_KPI = "W22"
REVERSED = "W23"
RATIO_AND_VALUE = "W24"
HALF_RATIO = "W25"
NEGATIVE = "W26"
PERIOD_LENGTH = "W27"
UNKNOWN_MEASURE = "W28"

ALL = tuple(f"W{number}" for number in range(1, 29))
