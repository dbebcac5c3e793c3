<#
.SYNOPSIS
    A bot that says again what is said to it: "!echo hello" is answered with "hello".

.EXAMPLE
    ./EchoBot.ps1 chat.example.org -Credential bot
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ComputerName,
    [int] $Port = 34998,
    [Parameter(Mandatory)] [System.Management.Automation.Credential()] [pscredential] $Credential
)

if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }
$session = Connect-ChatServer $ComputerName $Port -Credential $Credential -ErrorAction Stop
try {
    Receive-ChatMessage -Session $session -Wait | ForEach-Object {
        if ($_.IsOwn -or $_.Text -notmatch '^!echo (.+)') { return }
        if ($_.Kind -eq 'Whisper') { Send-ChatWhisper $_.Sender $Matches[1] -Session $session }
        else { Send-ChatMessage $Matches[1] -Session $session }
    }
}
finally { Disconnect-ChatServer $session }
