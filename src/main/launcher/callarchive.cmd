@java -Xmx64m %CALLARCHIVE_OPTS% -cp "%~dp0*;%~dp0lib\*" io.callarchive.cli.Callarchive %*
