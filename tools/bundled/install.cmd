@echo off
rem Finds a Python that the bundle has wheels for; install.py does the rest. SMOGCTL_PYTHON names one.
rem ASCII only, since a console may be GBK or UTF-8: what is Chinese comes from install.py or from
rem no-python.txt. No block in parentheses holds a path, since paths may hold parentheses themselves.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "FOUND="
if not defined SMOGCTL_PYTHON goto search
call :try "%SMOGCTL_PYTHON%"
goto searched
:search
for %%V in (@numbers@) do if not defined FOUND call :try py -%%V
if not defined FOUND call :try python
if not defined FOUND call :try python3
:searched
if not defined FOUND goto none
%FOUND% -I "%HERE%install.py" %*
set "CODE=%ERRORLEVEL%"
goto end

:try
%* -I -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 exit /b 1
%* -I "%HERE%install.py" --fits >nul
if errorlevel 1 exit /b 1
set FOUND=%*
exit /b 0

:none
echo No usable Python: this bundle needs 64-bit CPython @numbers@. Nothing was installed. 1>&2
for /f "tokens=2 delims=:" %%P in ('chcp') do set "PAGE=%%P"
chcp 65001 >nul
type "%HERE%no-python.txt" 1>&2
chcp %PAGE% >nul
set "CODE=2"

:end
rem who double-clicked sees the window until a key is pressed
if "%~1"=="" pause
exit /b %CODE%
