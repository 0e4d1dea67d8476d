@echo off
rem Puts Bonus-Malus into the folder of this user's programs, and the add-in into Excel. No administrator is needed.
setlocal
set "GOAL=%LOCALAPPDATA%\Programs\Bonus-Malus"
if not exist "%~dp0python\python.exe" goto packed
if exist "%GOAL%" rmdir /S /Q "%GOAL%"
if exist "%GOAL%\pythonw.exe" goto busy
xcopy "%~dp0python" "%GOAL%" /E /I /Q /Y >nul
if errorlevel 1 goto failed
"%GOAL%\python.exe" -m bonusmalus_core.hosts.cli addin install
if errorlevel 1 goto failed
"%GOAL%\python.exe" -m bonusmalus_core.hosts.cli addin doctor
pause
exit /b 0

:packed
echo NL Pak eerst het hele zipbestand uit.
echo EN Extract the whole zip file first.
echo DE Entpacken Sie zuerst die ganze Zip-Datei.
echo FR Extrayez d'abord tout le fichier zip.
pause
exit /b 1

:busy
echo NL Sluit Excel en probeer het opnieuw.
echo EN Close Excel and try again.
echo DE Schliessen Sie Excel und versuchen Sie es erneut.
echo FR Fermez Excel et reessayez.
pause
exit /b 1

:failed
echo NL Het is niet gelukt; hierboven staat waarom.
echo EN It did not work; the reason stands above.
echo DE Es ist nicht gelungen; der Grund steht oben.
echo FR Cela n'a pas abouti; la raison figure ci-dessus.
pause
exit /b 1
