<#
.SYNOPSIS
    A chat to try: a server, a bot that answers, and you in the session.

.DESCRIPTION
    Starts a server on a free loopback port, connects a small bot as the user 'be', connects you and enters the session.
    The bot greets who joins, and answers a message that says hello or that names it. Leave with /quit; then all is stopped.

.PARAMETER UserName
    Your name in the chat: letters and digits.

.EXAMPLE
    ./Demo.ps1

.EXAMPLE
    "hello`n/who`n/quit" | dotnet run --project src/ChatPS.Shell -- docs/examples/Demo.ps1
#>
[CmdletBinding()]
param(
    [ValidatePattern('^[A-Za-z0-9]+$')]
    [string] $UserName = 'you'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }

# The server takes any login on loopback, so one password that is no secret does for both.
$password = [securestring]::new()
foreach ($c in 'demo'.ToCharArray()) { $password.AppendChar($c) }

$server = Start-ChatServer -Port 0 -AnnouncePresence
$me = $null
$bot = $null
try {
    $botSession = $server | Connect-ChatServer -Credential ([pscredential]::new('be', $password))

    # The bot waits for messages in a runspace of its own, while this one waits for you.
    $bot = [powershell]::Create()
    $bot.Runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $bot.Runspace.Open()
    $null = $bot.AddScript({
        param($Module, $Session)
        Import-Module $Module
        Receive-ChatMessage -Session $Session -Wait -Kind Message, Whisper -ExcludeOwn | ForEach-Object {
            if ($_.Kind -eq 'Whisper') { Send-ChatWhisper $_.Sender "you whispered: $($_.Text)" -Session $Session }
            elseif ($_.Text -match '\bhello\b|\bbe\b') { Send-ChatMessage "hello $($_.Sender), I am a bot of six lines" -Session $Session }
        }
    }).AddArgument((Get-Module ChatPS).Path).AddArgument($botSession)
    $null = $bot.BeginInvoke()

    $me = $server | Connect-ChatServer -Credential ([pscredential]::new($UserName, $password))
    Enter-ChatSession -Session $me
}
finally {
    if ($bot) { $bot.Stop(); $bot.Runspace.Dispose(); $bot.Dispose() }
    if ($me) { Disconnect-ChatServer $me }
    if ($botSession) { Disconnect-ChatServer $botSession }
    Stop-ChatServer $server
}
