<#
.SYNOPSIS
    Appends what is said to a file, one line a message, until Ctrl+C.

.DESCRIPTION
    The text on a message is safe to print: what could steer a terminal was replaced. So the file is safe to look at, too.

    The log comes back when the server was away, and says in a line from when to when; what was said meanwhile is not in it. When it
    cannot log in the first time, is thrown out, finds no server for -ReconnectTimeoutSec, or cannot write the file, it ends with exit
    code 1.

.EXAMPLE
    ./ChatLog.ps1 chat.example.org -Credential logger -Path chat.log
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ComputerName,
    [int] $Port = 34998,
    [Parameter(Mandatory)] [System.Management.Automation.Credential()] [pscredential] $Credential,
    [Parameter(Mandatory)] [string] $Path,
    [double] $ReconnectTimeoutSec = 86400
)

# Errors of the cmdlets obey -ErrorAction: without Stop neither catch nor the exit code would know of them.
$ErrorActionPreference = 'Stop'
if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }
$Path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
[System.IO.File]::AppendAllText($Path, '') # a file that cannot be written is known before the login

$session = Connect-ChatServer $ComputerName $Port -Credential $Credential -Reconnect -ReconnectTimeoutSec $ReconnectTimeoutSec
try {
    Receive-ChatMessage -Session $session -Wait | ForEach-Object {
        [System.IO.File]::AppendAllText($Path, ("{0:yyyy-MM-dd HH:mm:ss} {1,-8} {2}`n" -f $_.Time, $_.Kind, $_))
    }
}
finally {
    Disconnect-ChatServer $session -ErrorAction Continue
}
