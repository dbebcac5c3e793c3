# Every example of every page, as it is printed. What it needs from outside is here: a server on the default port, and somebody who types a password.
BeforeDiscovery {
    $examples = foreach ($page in Get-ChildItem "$PSScriptRoot/../../docs/en-US" -Filter *-*.md) {
        $text = [IO.File]::ReadAllText($page.FullName) -replace '\r'
        foreach ($match in [regex]::Matches($text, '(?s)### (Example \d+: [^\n]+)\n\n```powershell\n(.*?)\n```')) {
            @{ Page = $page.BaseName; Title = $match.Groups[1].Value; Code = $match.Groups[2].Value }
        }
    }
    $readme = [regex]::Match(([IO.File]::ReadAllText("$PSScriptRoot/../../README.md") -replace '\r'), '(?s)## First steps\n\n```powershell\n(.*?)\n```').Groups[1].Value
    if (-not $readme) { throw 'The first steps of the README were not found.' }
    $examples += @{ Page = 'README'; Title = 'First steps'; Code = $readme }
    if (@($examples).Count -lt 34) { throw 'The examples were not found.' }
}

BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"

    function Get-Prelude([int] $Port) {
        "Import-Module '$root/ChatPS.psd1'"
        'function Get-Credential($UserName) { New-Object pscredential $UserName, (ConvertTo-SecureString pw -AsPlainText -Force) }'
        "`$PSDefaultParameterValues['Connect-ChatServer:Port'] = $Port"
        "`$PSDefaultParameterValues['Start-ChatServer:Port'] = 0"
        "Set-Location '$TestDrive'"
    }

    # In a runspace of its own; what errors it reported.
    function Invoke-Example([string] $Code, [int] $Port) {
        $example = [powershell]::Create([runspacefactory]::CreateRunspace($Host))
        try {
            $example.Runspace.Open()
            $null = $example.AddScript((Get-Prelude $Port) -join "`n").Invoke()
            $example.Commands.Clear()
            $run = $example.AddScript($Code).BeginInvoke()
            if (-not $run.AsyncWaitHandle.WaitOne(60000)) { $example.Stop(); throw 'The example did not end.' }
            $null = $example.EndInvoke($run)
            $example.Streams.Error -join "`n"
        }
        finally { $example.Runspace.Dispose(); $example.Dispose() }
    }

    # Enter-ChatSession reads what is typed: there, a process with its own input.
    function Invoke-TypedExample([string] $Code, [int] $Port) {
        $file = Join-Path $TestDrive 'example.ps1'
        (Get-Prelude $Port) + $Code | Set-Content $file -Encoding utf8
        Invoke-Shell '-File', $file -InputText "typed`n/who`n/quit`n"
    }
}

Describe '<Page>' -ForEach ($examples | Group-Object { $_.Page } | ForEach-Object { @{ Page = $_.Name; Examples = $_.Group } }) {
    BeforeEach { $server = Start-ChatServer -Port 0 }
    AfterEach { Clear-Chat }

    It '<Title>' -ForEach $Examples {
        if ($Page -eq 'Enter-ChatSession') {
            $typed = Invoke-TypedExample $Code $server.Port
            $typed.Err | Should-BeEmptyString
            $typed.ExitCode | Should-Be 0
            $typed.Out | Should-MatchString 'fo: typed' -Because $typed.Out
            $typed.Out | Should-MatchString '\d here: (ann )?fo'
        }
        elseif ($Page -eq 'Enter-ChatServer') {
            $typed = Invoke-TypedExample $Code $server.Port
            $typed.Err | Should-BeEmptyString
            $typed.ExitCode | Should-Be 0
            $typed.Out | Should-MatchString 'said to all: typed' -Because $typed.Out
            $typed.Out | Should-MatchString '0 connected, 0 logged in'
        }
        else {
            Invoke-Example $Code $server.Port | Should-BeEmptyString
        }
    }
}
