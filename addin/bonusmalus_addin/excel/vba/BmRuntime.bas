Attribute VB_Name = "BmRuntime"
Option Explicit
Option Private Module
' How does a cell or a button reach Python? Through COM, which starts Python and ends it when Excel lets go.

Private server As Object
Private quietUntil As Date

Private Function Python() As Object
    If server Is Nothing Then
        If Now < quietUntil Then Err.Raise 429
        On Error Resume Next
        Set server = CreateObject("{program}")
        On Error GoTo 0
        ' A Python that does not start keeps each caller waiting: for a minute nobody asks again.
        If server Is Nothing Then quietUntil = DateAdd("n", 1, Now)
        If server Is Nothing Then Err.Raise 429
    End If
    Set Python = server
End Function

Public Function BmCall(name As String, given As Variant) As Variant
    On Error GoTo again
    BmCall = Shown(Python().CallUDF("{functions}", name, given))
    Exit Function
again:
    Resume once
once:
    On Error GoTo failed
    Set server = Nothing
    BmCall = Shown(Python().CallUDF("{functions}", name, given))
    Exit Function
failed:
    BmCall = CVErr(2015)
End Function

' The value of an argument: a range only lends its values, so that no reference to a workbook leaves Excel.
Public Function BmGiven(Optional argument As Variant) As Variant
    If IsMissing(argument) Then
        BmGiven = Empty
    ElseIf Not IsObject(argument) Then
        BmGiven = argument
    ElseIf argument.Areas.Count > 1 Then
        BmGiven = CVErr(2015)
    Else
        BmGiven = argument.Value2
    End If
End Function

Private Function Shown(ByVal answer As Variant) As Variant
    Dim i As Long, j As Long
    If IsArray(answer) Then
        For i = LBound(answer, 1) To UBound(answer, 1)
            For j = LBound(answer, 2) To UBound(answer, 2)
                answer(i, j) = ShownCell(answer(i, j))
            Next
        Next
        Shown = answer
    Else
        Shown = ShownCell(answer)
    End If
End Function

Private Function ShownCell(ByVal value As Variant) As Variant
    ShownCell = value
    If VarType(value) = vbString Then
        If Left$(value, {mark_length}) = "{mark}" Then ShownCell = CVErr(CLng(Mid$(value, {mark_length} + 1)))
    End If
End Function

' What a button starts is never tried twice: it may have been half-way when Python stopped.
Public Sub BmRun(name As String)
    Dim book As Object
    Set book = ActiveWorkbook
    If book Is Nothing Then Set book = ThisWorkbook
    quietUntil = 0
    BmTell name, book
End Sub

' Asks for what a button starts, or for the end of what was still at work; whatever happens, Excel is as free as before.
Public Sub BmTell(name As String, book As Object)
    Dim answer As String, updating As Boolean, events As Boolean, fills As Boolean, mode As Variant
    On Error Resume Next
    updating = Application.ScreenUpdating
    events = Application.EnableEvents
    fills = Application.AutoCorrect.AutoFillFormulasInLists
    mode = Application.Calculation
    Err.Clear
    answer = Python().CallUDF("{commands}", name, Array(BmLanguage()), book)
    If Err.Number <> 0 Then
        answer = BmWord("dead") & vbLf & vbLf & Left$(Err.Description, 300)
        Set server = Nothing
    End If
    Application.EnableEvents = events
    Application.AutoCorrect.AutoFillFormulasInLists = fills
    If Application.Calculation <> mode Then Application.Calculation = mode
    If Application.ScreenUpdating <> updating Then Application.ScreenUpdating = updating
    Application.StatusBar = False
    If Left$(answer, {running_length}) = "{running}" Then
        Application.StatusBar = Mid$(answer, {running_length} + 1)
        ' Excel comes back when it is free: not while somebody types in a cell or answers a box.
        Application.OnTime DateAdd("s", 1, Now), "'" & ThisWorkbook.Name & "'!BmRibbon.BmGoOn"
        answer = ""
    End If
    On Error GoTo 0
    If Len(answer) > 0 Then MsgBox answer, vbOKOnly, "{title}"
End Sub

' The words of the ribbon stand in the add-in's own sheet: a key, and the languages beside it.
Public Function BmWord(key As String) As String
    Dim words As Object, row As Long, column As Long
    Set words = ThisWorkbook.Worksheets(1)
    For column = 2 To {columns}
        If words.Cells(1, column).Value = BmLanguage() Then Exit For
    Next
    For row = 2 To {rows}
        If words.Cells(row, 1).Value = key Then BmWord = words.Cells(row, column).Value
    Next
End Function

' The language that was chosen in the ribbon, or that of Excel's own menus.
Public Function BmLanguage() As String
    Dim primary As Long
    On Error Resume Next
    BmLanguage = GetSetting("{project}", "Excel", "Language", "")
    If BmLanguage <> "" Then Exit Function
    primary = Application.LanguageSettings.LanguageID(2) And 1023
    BmLanguage = "en"
    If primary = 19 Then BmLanguage = "nl"
    If primary = 7 Then BmLanguage = "de"
    If primary = 12 Then BmLanguage = "fr"
End Function
