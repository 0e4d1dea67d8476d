' What cells of Excel would ask of the server, asked by a script; the answers go to the file named first.
Option Explicit
Dim out, server, started, i, j, table(999, 9), answer, thresholds, impacts
Set out = CreateObject("Scripting.FileSystemObject").CreateTextFile(WScript.Arguments(0), True)
thresholds = Array(0.7, 0.75, 0.8, 0.85, 0.9)
impacts = Array(0.9, 0.95, 1.0, 1.05, 1.1)

Function Plain(value)
  Plain = Replace(CStr(value), ",", ".")
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
out.Close
