' What Excel would ask of the server, asked by a script; the answers go to the file named first. The second word is the
' handle of any window, by which the server tells one Excel from another.
Option Explicit
Dim out, server, started, i, j, table(999, 9), answer, thresholds, impacts, book, pressed
Set out = CreateObject("Scripting.FileSystemObject").CreateTextFile(WScript.Arguments(0), True)
thresholds = Array(0.7, 0.75, 0.8, 0.85, 0.9)
impacts = Array(0.9, 0.95, 1.0, 1.05, 1.1)

' An Excel whose user agrees to all that is proposed.
Class Excel
  Public StatusBar, Hwnd, Workbooks

  Public Function InputBox(prompt, title, proposed)
    InputBox = proposed
  End Function

  Public Function GetSaveAsFilename(name, filter, index, title)
    GetSaveAsFilename = "C:\made.xlsx"
  End Function
End Class

Class OpenBooks
  Public Opened

  Public Default Function Item(name)
    Err.Raise 9
  End Function

  Public Function Open(path, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
    Opened = path
    Set Open = New Workbook
  End Function
End Class

Class Workbook
  Public Name, Application, Worksheets
End Class

' An empty workbook in such an Excel.
Function Opened(handle)
  Set Opened = New Workbook
  Opened.Name = "Map1"
  Set Opened.Worksheets = CreateObject("Scripting.Dictionary")
  Set Opened.Application = New Excel
  Opened.Application.StatusBar = False
  Opened.Application.Hwnd = CLng(handle)
  Set Opened.Application.Workbooks = New OpenBooks
End Function

Function Plain(value)
  Plain = Replace(CStr(value), ",", ".")
End Function

' What the message box would show after a click, in one line; the status bar speaks until then.
Function Click(button)
  Click = server.CallUDF("commands", button, Array("nl"), book)
  pressed = Round((Timer - started) * 1000)
  Do While Left(Click, 3) = "BM~"
    WScript.Sleep 200
    Click = server.CallUDF("commands", "go_on", Array("nl"), book)
  Loop
  Click = Replace(Click, vbLf, " ")
End Function

On Error Resume Next

started = Timer
Set server = CreateObject("BonusMalus.Python")
out.WriteLine "created=" & Err.Number & " milliseconds=" & Round((Timer - started) * 1000)
Err.Clear

out.WriteLine "scalar=" & Plain(server.CallUDF("functions", "BM_IMPACT", Array(0.82, thresholds, impacts, Empty, Empty)))
out.WriteLine "error=" & server.CallUDF("functions", "BM_IMPACT", Array("x", thresholds, impacts, Empty, Empty))

For i = 0 To 999
  For j = 0 To 9
    table(i, j) = 0.7 + (i * 10 + j) / 50000
  Next
Next
answer = server.CallUDF("functions", "BM_IMPACT", Array(table, thresholds, impacts, Empty, Empty))
started = Timer
For i = 1 To 5
  answer = server.CallUDF("functions", "BM_IMPACT", Array(table, thresholds, impacts, Empty, Empty))
Next
out.WriteLine "array=" & Plain(answer(999, 9)) & " rows=" & UBound(answer, 1) + 1 & " milliseconds=" & Round((Timer - started) * 200)

started = Timer
For i = 1 To 500
  answer = server.CallUDF("functions", "BM_IMPACT", Array(0.82, thresholds, impacts, Empty, Empty))
Next
out.WriteLine "calls=500 microseconds_each=" & Round((Timer - started) * 2000)

Err.Clear
answer = server.CallUDF("os", "system", Array("calc"))
out.WriteLine "other=" & CInt(Err.Number <> 0)
Err.Clear
answer = server.Exec("import os")
out.WriteLine "exec=" & CInt(Err.Number <> 0)
Err.Clear
answer = server.Eval("1 + 1")
out.WriteLine "eval=" & CInt(Err.Number <> 0)
Err.Clear
out.WriteLine "after=" & Plain(server.CallUDF("functions", "BM_CAP", Array(1.3, 0.1)))

Set book = Opened(WScript.Arguments(1))
For Each answer In Array("check", "new", "new", "verify")
  Err.Clear
  started = Timer
  out.WriteLine "click=" & answer & ": " & Click(answer) & Err.Description
  out.WriteLine "pressed=" & pressed & " milliseconds=" & Round((Timer - started) * 1000)
Next
out.WriteLine "opened=" & book.Application.Workbooks.Opened
out.WriteLine "status=" & book.Application.StatusBar
out.Close
