# The recipes of the README, taken from its text and run as scripts: whoever starts one must see by its exit code that it could not do its work.
BeforeDiscovery {
    $text = [IO.File]::ReadAllText("$PSScriptRoot/../../README.md") -replace '\r'
    $recipes = foreach ($title in 'A message from a script', 'A bot', 'A log', 'Two servers') {
        $code = [regex]::Match($text, "(?s)\*\*$title.*?``````powershell\n(.*?)\n``````").Groups[1].Value
        if ($code -notmatch 'Connect-ChatServer') { throw "The recipe '$title' was not found, or does not connect." }
        @{ Title = $title; Code = $code }
    }
    $about = [IO.File]::ReadAllText("$PSScriptRoot/../../docs/en-US/about_ChatPS.help.txt") -replace '\r'
    $helpRecipes = @{}
    foreach ($start in '\$password = ConvertTo', 'try \{', 'Get-Date \|') {
        $code = [regex]::Match($about, "(?m)^ {8}$start[^\n]*\n(?: {8}[^\n]*\n)*").Value -replace '(?m)^ {8}'
        if (-not $code) { throw "The recipe that starts with '$start' was not found." }
        $helpRecipes[$start] = $code
    }
    $caught = $helpRecipes['\$password = ConvertTo'] + $helpRecipes['try \{']
    $confirmed = $helpRecipes['Get-Date \|']
    $instead = [regex]::Match($text, '(?s)\*\*What to do instead\*\*[^`]*```powershell\n(.*?)\n```').Groups[1].Value
}

BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    if (-not ('FaultyServer' -as [type])) { Add-Type -Path "$PSScriptRoot/Support/FaultyServer.cs" }

    # The recipe as it is printed; before it what it needs from outside.
    function New-Recipe([string] $Code, [int] $Port) {
        $file = Join-Path $TestDrive 'recipe.ps1'
        @(
            "Import-Module '$root/ChatPS.psd1'"
            "`$PSDefaultParameterValues['Connect-ChatServer:Port'] = $Port"
            "`$credential = `$forA = New-Object pscredential 'fo', (ConvertTo-SecureString pw -AsPlainText -Force)"
            "`$forB = New-Object pscredential 'be', (ConvertTo-SecureString pw -AsPlainText -Force)"
            if ($Code -match '-Reconnect') { "`$PSDefaultParameterValues['Connect-ChatServer:ReconnectTimeoutSec'] = 2" }
            "Set-Location '$TestDrive'"
            $Code -replace '\b\w+\.example\.org', '127.0.0.1'
        ) | Set-Content $file -Encoding utf8
        $file
    }

    function Invoke-Recipe([string] $Code, [int] $Port) { Invoke-Shell '-NonInteractive', '-File', (New-Recipe $Code $Port) }
}

Describe '<Title>, as a script' -ForEach $recipes {
    AfterEach { Get-ChatSession | Disconnect-ChatServer; Stop-ChatServer }

    It 'ends with exit code 1 where the server is <Fault>' -ForEach @(
        @{ Fault = 'down' }
        @{ Fault = 'wrong password' }
    ) {
        $server = New-Object FaultyServer $Fault, $true, 0
        try {
            $run = Invoke-Recipe $Code $server.Port
            $run.ExitCode | Should-Be 1 -Because "$($run.Out) $($run.Err)"
            $run.Out + $run.Err | Should-MatchString '127\.0\.0\.1'
        }
        finally { $server.Dispose() }
    }

    It 'ends with exit code 1 when the server goes away' {
        $server = New-Object FaultyServer 'closes at once', $false, 0
        if ($Title -ne 'A message from a script') {
            # Those that listen say nothing: there the server is stopped when they are in.
            $server.Dispose()
            $server = Start-ChatServer -Port 0
            $ear = $server | Connect-ChatServer -Credential (New-Login doc)
        }
        try {
            $process = Start-Shell '-NonInteractive', '-File', (New-Recipe $Code $server.Port)
            if ($server -is [ChatPS.ChatServer]) {
                $last = if ($Title -eq 'Two servers') { 'be' } else { 'fo' }
                $null = Wait-Until { Get-ChatUser $last -Session $ear } -For 'the recipe'
                Stop-ChatServer $server
            }
            $process.WaitForExit(60000) | Should-BeTrue
            $process.ExitCode | Should-Be 1
        }
        finally {
            Stop-Shell $process
            if ($server -is [FaultyServer]) { $server.Dispose() }
        }
    }
}

Describe 'The recipes' {
    AfterEach { Clear-Chat }

    It 'confirm the message where the server is well' -ForEach ($recipes | Where-Object { $_.Title -eq 'A message from a script' }) {
        $server = Start-ChatServer -Port 0
        $ear = $server | Connect-ChatServer -Credential (New-Login doc)
        (Invoke-Recipe $Code $server.Port).ExitCode | Should-Be 0
        (Receive-ChatMessage $ear -Wait -First 1 -TimeoutSec 30).Text | Should-MatchString '^backup done'
    }

    It 'keep the texts that are not confirmed' -ForEach @(@{ Instead = $instead }) {
        $server = New-Object FaultyServer 'closes at once', $false, 0
        try {
            $run = Invoke-Recipe ("`$lines = 'three', 'four'`n`$null = Connect-ChatServer chat.example.org -Credential `$credential`n" + $Instead) $server.Port
            $run.ExitCode | Should-Be 0 -Because "$($run.Out) $($run.Err)"
            Get-Content (Join-Path $TestDrive 'unsent.txt') | Should-BeInOrder 'three', 'four'
        }
        finally { $server.Dispose() }
    }
}

Describe 'The recipes of the help, as scripts' {
    BeforeAll { $env:CHAT_PW = 'pw' }
    AfterAll { $env:CHAT_PW = $null }

    It 'say <Id> where the server is <Fault>' -ForEach @(
        @{ Fault = 'down'; Id = 'ServerUnreachable'; Code = $caught }
        @{ Fault = 'wrong password'; Id = 'LoginRefused'; Code = $caught }
        @{ Fault = 'refuses'; Id = 'LoginRefused'; Code = $caught }
    ) {
        $server = New-Object FaultyServer $Fault, $true, 0
        try {
            $run = Invoke-Recipe $Code $server.Port
            $run.Out | Should-MatchString "No chat today: $Id,"
            $run.ExitCode | Should-Be 0
        }
        finally { $server.Dispose() }
    }

    It 'end with exit code 1 where the server <Fault> what was said' -ForEach @(
        @{ Fault = 'closes at once'; Code = $confirmed }
        @{ Fault = 'refuses'; Code = $confirmed }
    ) {
        $server = New-Object FaultyServer $Fault, $false, 0
        try {
            $run = Invoke-Recipe ("`$null = Connect-ChatServer 127.0.0.1 -Credential `$credential`n" + $Code) $server.Port
            $run.ExitCode | Should-Be 1 -Because "$($run.Out) $($run.Err)"
        }
        finally { $server.Dispose() }
    }
}
