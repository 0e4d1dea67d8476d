"""Which names can no argument have, because the languages of the hosts keep them for themselves?

Visual Basic shows a function's argument names in the wizard as they are, and does not tell capitals from small letters.
"""

from __future__ import annotations

from keyword import kwlist

_VISUAL_BASIC = """
    abs addressof alias and any append array as base binary boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug
    decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng defobj defsng defstr defvar dim do
    doevents double each else elseif empty end endif enum eqv erase error event exit explicit false fix for friend
    function get global go gosub goto if imp implements in input inputb int integer is lbound len lenb let lib like
    line local lock long longlong longptr loop lset me mid midb mod module name new next not nothing null object on
    open option optional or output paramarray preserve print private property pset ptrsafe public put raiseevent
    random read redim rem resume return rset scale seek select set sgn shared single spc static step stop string sub
    tab text then to true type typeof ubound unlock until variant wend while width with withevents write xor
"""
_UNO = """
    any attribute boolean bound byte case char const constants constrained default double enum exception false float
    get hyper in inout interface long maybeambiguous maybedefault maybevoid method module needs object observes
    oneway optional out property published raises readonly removable sequence service set short singleton string
    struct switch transient true type typedef union unsigned void
"""

RESERVED = frozenset(_VISUAL_BASIC.split()) | frozenset(_UNO.split()) | frozenset(word.casefold() for word in kwlist)
"""Every reserved word in small letters."""
