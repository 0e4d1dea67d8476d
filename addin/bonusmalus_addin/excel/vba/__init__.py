"""Which Visual Basic does the add-in hold? A runtime that is written, and a procedure for each function and button."""
