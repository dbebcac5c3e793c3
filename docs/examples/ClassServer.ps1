<#
.SYNOPSIS
    Serves chat for a class, from a table of students, until it is stopped.

.DESCRIPTION
    The table is a CSV file with the columns Name and Password. From it a file of logins is made, which holds salted hashes only, and is
    made anew when the table is newer. After a change of the logins no restart is needed: the server reads them again.

    Who logs in reads the message of the day and the last messages. What happens is in the log, one line of JSON an event.

    The script ends with exit code 1 when the server cannot start, or fails; so it can be run as a service. See chatps.service and
    Register-ChatServerTask.ps1 beside it.

.EXAMPLE
    ./ClassServer.ps1 students.csv -Address 0.0.0.0
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $StudentPath,
    [ipaddress] $Address = '127.0.0.1',
    [int] $Port = 34998,
    [string] $LoginPath,
    [string] $LogPath,
    [int] $History = 20,
    [string] $Motd = 'Welcome. Be kind, and ask what you want to know.'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }

$StudentPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($StudentPath)
if (-not $LoginPath) { $LoginPath = [IO.Path]::ChangeExtension($StudentPath, '.logins') }
if (-not $LogPath) { $LogPath = [IO.Path]::ChangeExtension($StudentPath, '.log') }

$isOld = -not (Test-Path $LoginPath) -or (Get-Item $StudentPath).LastWriteTimeUtc -gt (Get-Item $LoginPath).LastWriteTimeUtc
if ($isOld) {
    $logins = foreach ($student in Import-Csv $StudentPath) {
        $password = New-Object securestring
        foreach ($character in $student.Password.ToCharArray()) { $password.AppendChar($character) }
        New-ChatLogin (New-Object pscredential $student.Name, $password)
    }
    Set-Content $LoginPath $logins -Encoding ascii
}

$server = Start-ChatServer -Port $Port -Address $Address -LoginPath $LoginPath -LogPath $LogPath -History $History -Motd $Motd
"The chat server listens on $server."
try { $server | Wait-ChatServer }
finally { $server | Stop-ChatServer }
