# Every cmdlet against every fault, under every error action: the table of docs/RELIABILITY.md is what is seen here.
# CHATPS_WRITE_TABLE=1 writes it anew instead of comparing.
BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    if (-not ('FaultyServer' -as [type])) { Add-Type -Path "$PSScriptRoot/Support/FaultyServer.cs" }
    $page = Join-Path $root 'docs/RELIABILITY.md'

    $faults = 'down', 'wrong password', 'closes at once', 'closes in the middle', 'resets', 'never answers', 'answers late', 'refuses'
    $waits = @{ 'never answers' = 0.3; 'answers late' = 0.3 } # elsewhere something happens, and the limit is only for a loaded machine
    $actions = [ordered]@{
        'Continue' = '-ErrorAction Continue', ''
        'SilentlyContinue' = '-ErrorAction SilentlyContinue', ''
        'Stop' = '-ErrorAction Stop', ''
        'preference Stop' = '', "`$ErrorActionPreference = 'Stop'"
    }

    $loggingIn = 'Connect-ChatServer', 'Test-ChatServer'

    # What stands before the cmdlet: something that is owed, or messages and then the fault.
    $owe = "'three', 'four' | Send-ChatMessage -NoWait -ErrorAction SilentlyContinue"
    $cmdlets = [ordered]@{
        'Connect-ChatServer' = '', 'Connect-ChatServer 127.0.0.1 $port -Credential $login -TimeoutSec $wait'
        'Get-ChatSession' = $owe, 'Get-ChatSession'
        'Get-ChatUser' = '', 'Get-ChatUser -TimeoutSec $wait'
        'Receive-ChatMessage -Wait -First 9' = $owe, 'Receive-ChatMessage -Wait -First 9 -Kind Message -From be -TimeoutSec $wait'
        'Send-ChatMessage' = '', "'three', 'four' | Send-ChatMessage -TimeoutSec `$wait"
        'Send-ChatMessage -PassThru' = '', "'three', 'four' | Send-ChatMessage -PassThru -TimeoutSec `$wait"
        'Send-ChatMessage -NoWait' = '', "'three', 'four' | Send-ChatMessage -NoWait -TimeoutSec `$wait"
        'Send-ChatWhisper' = '', "'three', 'four' | Send-ChatWhisper be -PassThru -TimeoutSec `$wait"
        'Test-ChatServer' = '', 'Test-ChatServer 127.0.0.1 $port -Credential $login -Rule LoginIsWelcomed -TimeoutSec $wait'
        'Disconnect-ChatServer' = $owe, 'Disconnect-ChatServer -TimeoutSec $wait'
    }

    # Of what is refused nothing more comes: there a receiver waits in vain.
    function Get-Limit([string] $Cmdlet, [string] $Fault) {
        if ($waits.Contains($Fault)) { $waits[$Fault] } elseif ($Fault -eq 'refuses' -and $Cmdlet -like 'Receive*') { 1 } else { 15 }
    }

    # The script of a cell. What it writes last is what is in the variable; it does not come so far when an error ends it.
    function Get-Cell([string] $Cmdlet, [string] $Fault, [string] $Action, [int] $Port) {
        $before, $call = $cmdlets[$Cmdlet]
        $parameter, $preference = $actions[$Action]
        $connect = if ($Cmdlet -notin $loggingIn) { '$null = Connect-ChatServer 127.0.0.1 $port -Credential $login -ErrorAction SilentlyContinue' }
        # Attentive or not: what a connection was before the cmdlet must not depend on the load.
        # A reset destroys what was not read yet: what was said before it has to be there.
        if ($Fault -eq 'resets' -and $connect -and $before) {
            $before = '$until = [datetime]::UtcNow.AddSeconds(30); while ((Get-ChatSession).UnreadCount -lt 2 -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 5 }' + "`n" + $before
        }
        if ($Fault -eq 'closes at once' -and $connect) { $before = "Send-ChatMessage zero -NoWait -ErrorAction SilentlyContinue" }
        $settle = if ($connect -and $before -and $Fault -in 'closes at once', 'closes in the middle', 'resets') {
            '$until = [datetime]::UtcNow.AddSeconds(30); while ((Get-ChatSession).State -eq "Opened" -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 5 }'
        }
        @(
            $preference
            "`$port = $Port; `$wait = $(Get-Limit $Cmdlet $Fault); `$value = 'old'"
            $connect, $before, $settle
            'if ($Error) { $Error.Clear() }'
            "`$value = $call $parameter"
            '$value'
        ) -join "`n"
    }

    # All in one runspace, as scripts of their own.
    function Invoke-Cell($Shell, [string] $Code) {
        $Shell.Commands.Clear()
        $Shell.Streams.ClearStreams()
        $ended = $null
        try { $value = $Shell.AddScript($Code).Invoke() } catch { $ended = $_.Exception.InnerException.ErrorRecord }
        $Shell.Commands.Clear()
        $ids = @($Shell.AddScript('$Error | Where-Object { $_.FullyQualifiedErrorId } | ForEach-Object { $_.FullyQualifiedErrorId.Split(",")[0] } | Select-Object -Unique').Invoke())
        if ($ended) { $ids = @($ended.FullyQualifiedErrorId.Split(',')[0]) }
        $summary = if ($ended) { 'old' } else { Get-Summary $value }
        $Shell.Commands.Clear()
        $null = $Shell.AddScript('Get-ChatSession | Disconnect-ChatServer -TimeoutSec 0.001 -ErrorAction SilentlyContinue; Get-ChatSession | Disconnect-ChatServer -ErrorAction SilentlyContinue').Invoke()
        [pscustomobject]@{
            Id = if ($ids) { ($ids | ForEach-Object { "``$_``" }) -join ' ' } else { 'none' }
            Value = $summary
            ExitCode = [int][bool]$ended
        }
    }

    # Enter-ChatSession reads what is piped to its process: one for each error action, all at once. It says at the end what it saw.
    function Get-EnterCell([string] $Fault, [int] $Port) {
        $runs = foreach ($action in $actions.Keys) {
            $parameter, $preference = $actions[$action]
            $file = Join-Path $TestDrive "enter $action.ps1"
            @(
                "Import-Module '$root/ChatPS.psd1'; `$login = New-Object pscredential 'fo', (ConvertTo-SecureString pw -AsPlainText -Force)"
                'trap { "id=$($_.FullyQualifiedErrorId.Split(",")[0]); value=$value"; break }'
                "`$null = Connect-ChatServer 127.0.0.1 $Port -Credential `$login -ErrorAction SilentlyContinue; `$Error.Clear(); `$value = 'old'"
                $preference
                "`$value = Enter-ChatSession -TimeFormat '' $parameter"
                '"id=$(@($Error | ForEach-Object { $_.FullyQualifiedErrorId.Split(",")[0] }) -join " "); value=$value"'
            ) | Set-Content $file -Encoding utf8
            $process = Start-Shell '-NonInteractive', '-File', $file -Redirect
            $process.StandardInput.Write("three`nfour`n")
            $process.StandardInput.Close()
            [pscustomobject]@{ Process = $process; Out = $process.StandardOutput.ReadToEndAsync(); Err = $process.StandardError.ReadToEndAsync() }
        }
        foreach ($run in $runs) {
            if (-not $run.Process.WaitForExit(120000)) { throw 'Enter-ChatSession did not end.' }
            $seen = [regex]::Match($run.Out.Result, '(?m)^id=(.*?); value=(.*?)\r?$')
            if (-not $seen.Success) { throw "The script did not say what it saw: $($run.Out.Result) $($run.Err.Result)" }
            [pscustomobject]@{
                Id = if ($seen.Groups[1].Value) { "``$($seen.Groups[1].Value)``" } else { 'none' }
                Value = if ($seen.Groups[2].Value) { $seen.Groups[2].Value } else { 'nothing' }
                ExitCode = $run.Process.ExitCode
            }
            $run.Process.Dispose()
        }
    }

    function Get-Summary($Value) {
        $items = @($Value | Where-Object { $null -ne $_ })
        if (-not $items) { return 'nothing' }
        if ($items[0] -is [ChatPS.ChatSession]) { return "a session, $($items[0].State)" }
        ($items | ForEach-Object { if ($_ -is [ChatPS.ChatMessage]) { $_.Text } else { "$_" } }) -join ', '
    }

    function Get-Table {
        'cmdlet | the server | error | ' + (($actions.Keys | ForEach-Object { "``$_``" -replace '`preference Stop`', 'preference `Stop`' }) -join ' | ') | ForEach-Object { "| $_ |" }
        '|' + ('---|' * 7)
        $runner = [powershell]::Create([runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2()))
        $runner.Runspace.Open()
        $servers = @{}
        try {
            $null = $runner.AddScript("Import-Module '$root/ChatPS.psd1'; `$login = New-Object pscredential 'fo', (ConvertTo-SecureString pw -AsPlainText -Force)").Invoke()
            foreach ($fault in $faults) { foreach ($atLogin in $false, $true) { $servers["$fault $atLogin"] = New-Object FaultyServer $fault, $atLogin, 1500 } }
            foreach ($cmdlet in @($cmdlets.Keys) + 'Enter-ChatSession') {
                foreach ($fault in $faults) {
                    $port = $servers["$fault $($cmdlet -in $loggingIn)"].Port
                    $cells = if ($cmdlet -eq 'Enter-ChatSession') { Get-EnterCell $fault $port }
                    else { foreach ($action in $actions.Keys) { Invoke-Cell $runner (Get-Cell -Cmdlet $cmdlet -Fault $fault -Action $action -Port $port) } }
                    $common = $cells[0].Id
                    $columns = foreach ($seen in $cells) {
                        $(if ($seen.Id -ne $common) { "$($seen.Id): " }) + "$($seen.Value); $($seen.ExitCode)"
                    }
                    "| ``$cmdlet`` | $fault | $common | $($columns -join ' | ') |"
                }
            }
        }
        finally {
            $runner.Runspace.Dispose()
            $runner.Dispose()
            $servers.Values | ForEach-Object { $_.Dispose() }
        }
    }
}

Describe 'What a script sees' {
    It 'ends a script with the exit code of the table' {
        $server = New-Object FaultyServer 'refuses', $false, 0
        $scripts = foreach ($action in $actions.Keys) {
            $file = Join-Path $TestDrive "$action.ps1"
            "Import-Module '$root/ChatPS.psd1'; `$login = New-Object pscredential 'fo', (ConvertTo-SecureString pw -AsPlainText -Force)", (Get-Cell -Cmdlet 'Send-ChatMessage' -Fault 'refuses' -Action $action -Port $server.Port) | Set-Content $file
            (Invoke-Shell '-NonInteractive', '-File', $file).ExitCode
        }
        $server.Dispose()
        $scripts | Should-BeInOrder 0, 0, 1, 1
    }

    It 'is what the table of RELIABILITY.md says' {
        $begin, $end = '<!-- table: cmdlets and faults -->', '<!-- end of table -->'
        $text = [IO.File]::ReadAllText($page) -replace '\r'
        $parts = [regex]::Match($text, "(?s)^(.*$begin\n)(.*?)($end.*)$")
        $parts.Success | Should-BeTrue
        $seen = @(Get-Table)
        if ($env:CHATPS_WRITE_TABLE) { [IO.File]::WriteAllText($page, $parts.Groups[1].Value + ($seen -join "`n") + "`n" + $parts.Groups[3].Value) }
        else {
            $committed = $parts.Groups[2].Value.TrimEnd("`n") -split "`n"
            $seen.Count | Should-Be $committed.Count
            for ($i = 0; $i -lt $seen.Count; $i++) { $seen[$i] | Should-Be $committed[$i] }
        }
    }
}
