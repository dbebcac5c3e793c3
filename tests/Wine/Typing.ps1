# Run by run.sh in the Shell for Windows, in a console: what was typed is written to a file, for Wine draws in its own way.
param([string] $File)
$ErrorActionPreference = 'Stop'
$password = [securestring]::new()
foreach ($c in 'secret'.ToCharArray()) { $password.AppendChar($c) }
$server = Start-ChatServer -Port 0
$be = $server | Connect-ChatServer -Credential ([pscredential]::new('be', $password))
$fo = $server | Connect-ChatServer -Credential ([pscredential]::new('fo', $password))
Enter-ChatSession -Session $fo -TimeFormat '' -NoColor
[IO.File]::WriteAllLines($File, [string[]]@((Receive-ChatMessage -Session $be -Kind Message).Text))
'the end'
