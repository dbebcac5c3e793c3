# What only a full PowerShell shows of running a server: its console in a terminal, and the scripts that serve.
BeforeDiscovery {
    . "$PSScriptRoot/Support/Tool.ps1"
    $noTmux = @(Get-MissingTool tmux).Count -gt 0
}

BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    $examples = Join-Path $root 'docs/examples'

    function Send-Key { tmux -L $terminal send-keys @args }
    function Send-Line([string] $Text) {
        tmux -L $terminal send-keys -l $Text
        tmux -L $terminal send-keys Enter
    }
    function Get-Screen { (tmux -L $terminal capture-pane -p) -join "`n" -replace '\s+$' }
    function Wait-Screen([string] $Pattern) {
        try { $null = Wait-Until { (Get-Screen) -match $Pattern } -For $Pattern }
        catch { throw "$_ On the screen: $(Get-Screen)" }
    }
}

Describe 'Enter-ChatServer in a terminal beside three clients' -Tag 'needs:tmux' -Skip:$noTmux {
    BeforeEach {
        $terminal = "chatps-$([guid]::NewGuid().ToString('n'))"
        $file = Join-Path $TestDrive 'start.ps1'
        Set-Content $file -Encoding utf8 "
            function prompt { 'ready> ' }
            Import-Module '$root/ChatPS.psd1'
            `$server = Start-ChatServer -Port 0
            [IO.File]::WriteAllText('$TestDrive/port.txt', [string] `$server.Port)"
        tmux -L $terminal -f /dev/null new-session -d -x 100 -y 30 "'$shell' -NoLogo -NoProfile -NoExit -File '$file'"
        Wait-Screen '(?m)^ready>'
        $port = [int] [IO.File]::ReadAllText("$TestDrive/port.txt")
        $fo, $be, $doc = 'fo', 'be', 'doc' | ForEach-Object { Connect-ChatServer 127.0.0.1 $port -Credential (New-Login $_) }
        Send-Line 'Enter-ChatServer -ShowLast 2 -ShowMessages'
        Wait-Screen "(?m)^server $port> ?$"
    }
    AfterEach {
        tmux -L $terminal kill-server
        Clear-Chat
    }

    It 'shows what happens, says notices, kicks, bans, changes and leaves the server running' {
        Wait-Screen 'doc \(127\.0\.0\.1\) logged in'
        tmux -L $terminal send-keys -l 'break in '
        Send-ChatMessage 'a question' -Session $fo
        Wait-Screen "(?m)fo: a question[\s\S]*^server $port> break in"
        Send-Line 'ten minutes'
        (Receive-ChatMessage $be -Wait -First 1 -Kind Notice).Text | Should-Be '* server: break in ten minutes'
        Send-Line '/who'
        Wait-Screen '3 connected, 3 logged in'
        Send-Line '/kick be see you'
        Wait-Screen 'be \(127\.0\.0\.1\) was disconnected: see you'
        $gone = @(Receive-ChatMessage $be -Wait -ErrorAction SilentlyContinue)
        $gone[-1].Text | Should-Be 'NO - disconnected: see you'
        Send-Line '/ban doc 5'
        Wait-Screen 'doc is banned for 5 minutes'
        Connect-ChatServer 127.0.0.1 $port -Credential (New-Login doc) -ErrorAction SilentlyContinue -ErrorVariable refused | Should-BeNull
        "$refused" | Should-MatchString 'NO - banned'
        Send-Line '/bans'
        Wait-Screen 'doc until'
        Send-Line '/unban doc'
        Wait-Screen 'doc is no longer banned'
        Send-Line '/limit MaxClient 7'
        Wait-Screen 'changed: MaxClient: 7'
        Send-Line '/motd Be kind.'
        Wait-Screen 'changed: Motd: Be kind\.'
        Send-Line '/nonsense'
        Wait-Screen 'There is no command /nonsense'
        Send-Line '/quit'
        Wait-Screen '(?m)^ready> ?$'
        Send-Line '"state: " + $server.State'
        Wait-Screen '(?m)^state: Running$'
    }

    It 'is left with <Key>' -ForEach @{ Key = 'C-d' }, @{ Key = 'C-c' } {
        Send-Key $Key
        Wait-Screen '(?m)^ready> ?$'
        Send-Line '"state: " + $server.State'
        Wait-Screen '(?m)^state: Running$'
        Send-ChatMessage 'still here' -Session $fo -PassThru | ForEach-Object Text | Should-Be 'still here'
    }

    It 'stops the server with /stop' {
        Send-Line '/stop'
        Wait-Screen '(?m)^ready> ?$'
        Send-Line '"state: " + $server.State'
        Wait-Screen '(?m)^state: Stopped$'
    }
}

Describe 'ClassServer.ps1' {
    AfterEach { Clear-Chat }

    It 'serves the students of a table, with log and history, and ends with 1 where it cannot' {
        $students = Join-Path $TestDrive 'students.csv'
        Set-Content $students 'Name,Password', 'fo,Kd83hs', 'be,Pw92kx'
        $server = Start-ChatServer -Port 0 # a port that is taken
        $run = Invoke-Shell '-NonInteractive', '-File', "$examples/ClassServer.ps1", $students, '-Port', $server.Port
        $run.ExitCode | Should-Be 1 -Because "$($run.Out) $($run.Err)"
        $run.Err + $run.Out | Should-MatchString 'Cannot listen'
        Stop-ChatServer
        $code = "& '$examples/ClassServer.ps1' '$students' -Port 0"
        $start = New-Object Diagnostics.ProcessStartInfo $shell, ('-NoProfile -NonInteractive -Command "' + $code + '"')
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            $process.StandardOutput.ReadLine() -match ':(\d+)\.$' | Should-BeTrue
            $port = $Matches[1]
            $fo = Connect-ChatServer 127.0.0.1 $port -Credential (New-Login fo Kd83hs)
            Send-ChatMessage 'hello' -Session $fo
            $be = Connect-ChatServer 127.0.0.1 $port -Credential (New-Login be Pw92kx)
            $first = Receive-ChatMessage $be -Wait -First 2
            $first.Kind | Should-BeInOrder 'Notice', 'History'
            $first[1].Text | Should-Be 'hello'
            Connect-ChatServer 127.0.0.1 $port -Credential (New-Login be wrong) -ErrorAction SilentlyContinue | Should-BeNull
            $log = [IO.Path]::ChangeExtension($students, '.log')
            $events = Wait-Until { $lines = Get-Content $log | ConvertFrom-Json; if ($lines.event -contains 'Refused') { $lines } }
            ($events | Where-Object event -EQ LoggedIn).name | Should-BeInOrder 'fo', 'be'
            [IO.File]::ReadAllText([IO.Path]::ChangeExtension($students, '.logins')) | Should-NotMatchString 'Kd83hs|Pw92kx'
        }
        finally {
            Get-ChatSession | Disconnect-ChatServer
            $process.Kill()
            $process.Dispose()
        }
    }
}
