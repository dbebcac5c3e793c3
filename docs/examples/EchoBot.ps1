<#
.SYNOPSIS
    A bot that says again what is said to it: "!echo hello" is answered with "hello".

.DESCRIPTION
    It comes back when the server was away. When it cannot log in the first time, is thrown out, or finds no server for
    -ReconnectTimeoutSec, it ends with exit code 1.

.EXAMPLE
    ./EchoBot.ps1 chat.example.org -Credential bot
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ComputerName,
    [int] $Port = 34998,
    [Parameter(Mandatory)] [System.Management.Automation.Credential()] [pscredential] $Credential,
    [double] $ReconnectTimeoutSec = 86400
)

# Errors of the cmdlets obey -ErrorAction: without Stop neither catch nor the exit code would know of them.
$ErrorActionPreference = 'Stop'
if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }

$session = Connect-ChatServer $ComputerName $Port -Credential $Credential -Reconnect -ReconnectTimeoutSec $ReconnectTimeoutSec
try {
    Receive-ChatMessage -Session $session -Wait -Kind Message, Whisper -ExcludeOwn | ForEach-Object {
        if ($_.Text -notmatch '^!echo (.+)') { return }
        # An answer that fails is shown, and the bot goes on.
        if ($_.Kind -eq 'Whisper') { $_ | Send-ChatWhisper -Message $Matches[1] -ErrorAction Continue }
        else { Send-ChatMessage $Matches[1] -Session $session -ErrorAction Continue }
    }
}
finally {
    Disconnect-ChatServer $session -ErrorAction Continue
}
