Attribute VB_Name = "BmRibbon"
Option Explicit
' What do the buttons of the ribbon do and say?

Private ribbon As Object

Public Sub BmLoaded(loaded As Object)
    Set ribbon = loaded
End Sub

Public Sub BmLabel(control As IRibbonControl, ByRef answer As Variant)
    answer = BmWord(control.Id & ".label")
End Sub

Public Sub BmTip(control As IRibbonControl, ByRef answer As Variant)
    answer = BmWord(control.Id & ".tip")
End Sub

Public Sub BmChoose(control As IRibbonControl)
    SaveSetting "{project}", "Excel", "Language", control.Tag
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Public Sub BmGoOn()
    BmTell "{go_on}", ThisWorkbook
End Sub
