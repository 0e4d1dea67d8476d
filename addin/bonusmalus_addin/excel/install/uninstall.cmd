@echo off
rem Takes the add-in out of Excel, and Bonus-Malus off this user's programs. Contracts stay as they are.
setlocal
set "GOAL=%LOCALAPPDATA%\Programs\Bonus-Malus"
if exist "%GOAL%\python.exe" "%GOAL%\python.exe" -m bonusmalus_core.hosts.cli addin uninstall
if errorlevel 1 goto failed
if exist "%GOAL%" rmdir /S /Q "%GOAL%"
if exist "%GOAL%\pythonw.exe" goto failed
pause
exit /b 0

:failed
echo NL Sluit Excel en probeer het opnieuw.
echo EN Close Excel and try again.
echo DE Schliessen Sie Excel und versuchen Sie es erneut.
echo FR Fermez Excel et reessayez.
pause
exit /b 1
