# Enter-ChatSession in the real console host, in a terminal that tmux plays: keys in, what people see out.
BeforeDiscovery {
    . "$PSScriptRoot/Support/Tool.ps1"
    $noTmux = @(Get-MissingTool tmux).Count -gt 0
}

BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"

    function Start-Terminal([string] $Script, [string] $Before, [string] $Program = 'PowerShell', [switch] $InShell) {
        $script:terminal = "chatps-$([guid]::NewGuid().ToString('n'))"
        $file = Join-Path $TestDrive 'start.ps1'
        Set-Content $file $Script -Encoding utf8
        $script:command = if ($Program -eq 'PowerShell') { "$Before '$shell' -NoLogo -NoProfile -NoExit -File '$file'" } else { "dotnet $(Get-ShellProgram) '$file'" }
        tmux -L $terminal -f /dev/null new-session -d -x 80 -y 20 $(if ($InShell) { 'bash --norc' } else { $command })
        if ($InShell) {
            Send-Text $command
            Send-Key Enter
        }
    }

    # The program of src/ChatPS.Shell as it was built last, where it is; else built first.
    function Get-ShellProgram {
        $built = Get-ChildItem "$root/src/ChatPS.Shell/bin/*/net*/ChatPS.Shell.dll" -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
        if ($built) { "exec '$($built.FullName)'" } else { "run --project '$root/src/ChatPS.Shell' --" }
    }

    function Send-Key { tmux -L $terminal send-keys @args }
    function Send-Text([string] $Text) { tmux -L $terminal send-keys -l $Text }
    function Get-Screen { (tmux -L $terminal capture-pane -p) -join "`n" -replace '\s+$' }
    function Wait-Screen([string] $Pattern) {
        try { $null = Wait-Until { (Get-Screen) -match $Pattern } -For $Pattern }
        catch { throw "$_ On the screen: $(Get-Screen)" }
    }
}

Describe 'Enter-ChatSession in a terminal' -Tag 'needs:tmux' -Skip:$noTmux {
    BeforeEach {
        $chat = New-Chat be
        Start-Terminal "
            function prompt { 'ready> ' }
            Import-Module '$root/ChatPS.psd1'
            `$login = [pscredential]::new('fo', (ConvertTo-SecureString pw -AsPlainText -Force))
            `$session = Connect-ChatServer 127.0.0.1 $($chat.Server.Port) -Credential `$login"
        Wait-Screen '(?m)^ready>'
    }
    AfterEach {
        tmux -L $terminal kill-server
        Clear-Chat
    }

    It 'keeps what is typed while messages arrive, sends it, and gives the prompt back' {
        Send-Text 'Enter-ChatSession'
        Send-Key Enter
        Wait-Screen '(?m)^fo> ?$'
        Send-Text 'half a li'
        Wait-Screen '(?m)^fo> half a li$'
        Send-ChatMessage 'in between' -Session $chat.Me
        Wait-Screen '(?m)be.*in between[\s\S]*^fo> half a li$'
        Send-Text 'ne'
        Send-Key Enter
        Wait-Screen '(?m)fo.*half a line[\s\S]*^fo> ?$'
        (Receive-ChatMessage $chat.Me -Wait -First 2 -Kind Message).Text | Should-BeInOrder 'in between', 'half a line'

        Send-Text '/quit'
        Send-Key Enter
        Wait-Screen '(?m)^ready> ?$'
        Send-Text '"state: " + $session.State'
        Send-Key Enter
        Wait-Screen '(?m)^state: Opened$'
    }

    It 'whispers, lists and completes names' {
        Send-Text 'Enter-ChatSession'
        Send-Key Enter
        Wait-Screen '(?m)^fo> ?$'
        Send-Text '/who'
        Send-Key Enter
        Wait-Screen '2 here: be fo'
        Send-Text '/w b'
        Send-Key Tab
        Wait-Screen '(?m)^fo> /w be ?$'
        Send-Text 'psst'
        Send-Key Enter
        (Receive-ChatMessage $chat.Me -Wait -First 1 -Kind Whisper).Text | Should-Be 'psst'
    }

    It 'knows what is held with a key' {
        Send-Text 'Enter-ChatSession'
        Send-Key Enter
        Wait-Screen '(?m)^fo> ?$'
        Send-Text 'one two three four'
        Send-Key C-Left
        Send-Text 'A'
        Wait-Screen '(?m)^fo> one two three Afour$'
        Send-Key M-b
        Send-Key M-b
        Send-Text 'B'
        Wait-Screen '(?m)^fo> one two Bthree Afour$'
        Send-Key M-f
        Send-Text 'C'
        Wait-Screen '(?m)^fo> one two BthreeC Afour$'
        Send-Key M-d
        Wait-Screen '(?m)^fo> one two BthreeC$'
        Send-Key M-BSpace
        Wait-Screen '(?m)^fo> one two ?$'
        Send-Key Home
        Send-Key C-DC
        Wait-Screen '(?m)^fo>  two ?$'
        Send-Key C-c
        Wait-Screen '(?m)^fo> ?$'
        Send-Text '/wh'
        Send-Key Tab
        Wait-Screen '(?m)^fo> /who ?$'
        Send-Key C-c
        Send-Text '/'
        Send-Key BTab
        Wait-Screen '(?m)^fo> /help ?$'
    }

    It 'knows what was sent when the session is entered again, and Ctrl+C clears the row first' {
        Send-Text 'Enter-ChatSession'
        Send-Key Enter
        Wait-Screen '(?m)^fo> ?$'
        Send-Text 'sent before'
        Send-Key Enter
        Wait-Screen '(?m)fo: sent before[\s\S]*^fo> ?\z'
        Send-Text 'dropped'
        Wait-Screen '(?m)^fo> dropped\z'
        Send-Key C-c
        Wait-Screen '(?m)^fo> ?\z'
        Send-Key C-c
        Wait-Screen '(?m)^ready> ?\z'
        Send-Text 'Enter-ChatSession'
        Send-Key Enter
        Wait-Screen '(?m)^fo> ?\z'
        Send-Key Up
        Wait-Screen '(?m)^fo> sent before\z'
    }

    It 'leaves with Ctrl+C and Ctrl+D, and keys are echoed as before' {
        foreach ($key in 'C-c', 'C-d') {
            Send-Text 'Enter-ChatSession'
            Send-Key Enter
            Wait-Screen 'fo> ?\z'
            Send-Key $key
            Wait-Screen 'ready> ?\z'
            Send-Text "'left with ' + '$key'"
            Wait-Screen "ready> 'left with ' \+ '$key'\z"
            Send-Key Enter
            Wait-Screen "(?m)^left with $key\n+ready> ?\z"
        }
    }

    It 'stays when the server goes, and keeps what is typed from the prompt' {
        Send-Text 'Enter-ChatSession'
        Send-Key Enter
        Wait-Screen '(?m)^fo> ?$'
        Send-Text "'typed' | Out-File"
        Wait-Screen "(?m)^fo> 'typed' \| Out-File$"
        Stop-ChatServer
        Wait-Screen 'The server closed the connection'
        Wait-Screen "(?m)^fo \(offline\)> 'typed' \| Out-File$"
        Send-Text " '$TestDrive/ran'"
        Send-Key Enter
        Wait-Screen 'Not sent, there is no connection'
        Wait-Screen '(?m)^fo \(offline\)> ?$'
        Send-Text '/quit'
        Send-Key Enter
        Wait-Screen '(?m)^ready> ?$\z'
        Test-Path "$TestDrive/ran" | Should-BeFalse
    }
}

Describe 'Enter-ChatSession in <program>' -Tag 'needs:tmux' -Skip:$noTmux -ForEach @(@{ program = 'PowerShell' }, @{ program = 'ChatPS.Shell' }) {
    BeforeEach {
        $chat = New-Chat be, ann
        $script = "
            Import-Module '$root/ChatPS.psd1'
            `$password = [securestring]::new()
            `$password.AppendChar('p')
            Enter-ChatSession 127.0.0.1 $($chat.Server.Port) -Credential ([pscredential]::new('fo', `$password))"
        Start-Terminal $script -Program $program
        Wait-Screen '(?m)3 here: ann be fo[\s\S]*^fo> ?\z'
    }
    AfterEach {
        tmux -L $terminal kill-server
        Clear-Chat
    }

    It 'shows whom an answer goes to, and holds to it' {
        Send-ChatWhisper fo 'from be' -Session $chat.Me
        Wait-Screen '\*be whispers\* from be'
        Send-Text '/r '
        Wait-Screen '(?m)^fo> /w be ?\z'
        Send-ChatWhisper fo 'from ann' -Session $chat.Other
        Wait-Screen '\*ann whispers\* from ann'
        Send-Text 'for you'
        Send-Key Enter
        (Receive-ChatMessage $chat.Me -Wait -First 1 -Kind Whisper -ExcludeOwn).Text | Should-Be 'for you'
    }

    It 'fills the row, searches, undoes, and breaks lines' {
        Send-Text ((1..30 | ForEach-Object { "word$_" }) -join ' ')
        Wait-Screen '(?m)^fo> <[^\n]*word30\z'
        1..22 | ForEach-Object { Send-Key M-BSpace }
        Wait-Screen '(?m)^fo> word1 word2 word3 word4 word5 word6 word7 word8 ?\z'
        Send-Key C-u
        Wait-Screen '(?m)^fo> ?\z'
        Send-Key C-_
        Wait-Screen '(?m)^fo> word1 word2 [^\n]* word8 ?\z'
        Send-Key Enter
        Wait-Screen 'fo: word1 word2'
        Send-Key C-r
        Send-Text 'WORD7'
        Wait-Screen "(?m)^fo> search 'WORD7': word1 word2"
        Send-Key C-g
        Send-Text 'two'
        Send-Key M-Enter
        Send-Text 'lines'
        Wait-Screen '(?m)^fo> two\u240Alines\z'
        Send-Key Enter
        Wait-Screen '(?m)Sent as 2 messages[\s\S]*fo: two\n.*fo: lines\n'
    }

    It 'shows the first line of a paste in a narrow window, and refuses a log that nobody reads' {
        tmux -L $terminal resize-window -x 40
        tmux -L $terminal set-buffer "one`ntwo`n"
        tmux -L $terminal paste-buffer -p
        Wait-Screen '(?m)^send 2\? Enter/Esc: one\z'
        Send-Key C-c
        Wait-Screen '(?m)^fo> ?\z'
        mkfifo "$TestDrive/pipe"
        Send-Text "/log $TestDrive/pipe"
        Send-Key Enter
        Wait-Screen 'no\s+regular file'
        Send-Text 'and on'
        Wait-Screen '(?m)^fo> and on\z'
    }

    It 'asks about what is pasted where the terminal does not mark it' {
        tmux -L $terminal set-buffer "one`n/quit`n"
        tmux -L $terminal paste-buffer
        Wait-Screen '(?m)^fo> send 2 messages\? Enter, or Esc: one\z'
        Send-Key Escape
        Wait-Screen '(?m)^fo> ?\z'
    }

    It 'keeps the line when the connection is lost, and logs in again' {
        Send-Text 'half a li'
        Wait-Screen '(?m)^fo> half a li\z'
        Stop-ChatServer
        Wait-Screen '(?m)^fo \(offline\)> half a li\z'
        $null = Start-ChatServer -Port $chat.Server.Port
        Send-Key C-u
        Send-Text '/reconnect'
        Send-Key Enter
        Wait-Screen '(?m)You are fo at 127\.0\.0\.1 again\.[\s\S]*^fo> ?\z'
        Send-Key C-y
        Send-Text 'ne'
        Send-Key Enter
        Wait-Screen '(?m)fo: half a line[\s\S]*^fo> ?\z'
    }
}

Describe 'Enter-ChatSession with several sessions' -Tag 'needs:tmux' -Skip:$noTmux {
    It 'tells what happens in the other, goes there and comes back, and gives the title back' {
        $chat = New-Chat be
        Start-Terminal "
            function prompt { 'ready> ' }
            Import-Module '$root/ChatPS.psd1'
            `$fo, `$ann = 'fo', 'ann' | ForEach-Object { Connect-ChatServer 127.0.0.1 $($chat.Server.Port) -Credential ([pscredential]::new(`$_, (ConvertTo-SecureString pw -AsPlainText -Force))) }
            Enter-ChatSession `$fo, `$ann -Notify"
        try {
            Wait-Screen '(?m)3 here: ann be fo[\s\S]*^fo> ?\z'
            Wait-Until { (tmux -L $terminal display -p '#{pane_title}') -eq 'fo@127.0.0.1' } -For 'the title' | Should-BeTrue
            Send-ChatWhisper ann 'psst' -Session $chat.Me
            Wait-Screen '(?m)\[2 ann\] \*be whispers\* psst[\s\S]*^fo \[2: be whispers\]> ?\z'
            Wait-Until { (tmux -L $terminal display -p '#{pane_title}') -eq 'fo@127.0.0.1 (1)' } -For 'the title' | Should-BeTrue
            Send-Key M-2
            Wait-Screen '(?m)^ann> ?\z'
            Send-Text 'as ann'
            Send-Key Enter
            Wait-Screen '(?m)ann: as ann[\s\S]*^ann(?: \[1: \d\])?> ?\z'
            Send-Text '/1'
            Send-Key Enter
            Wait-Screen '(?m)^fo> ?\z'
            Send-Text '/quit'
            Send-Key Enter
            Wait-Screen '(?m)^ready> ?\z'
            tmux -L $terminal display -p '#{pane_title}' | Should-NotBe 'fo@127.0.0.1'
        }
        finally {
            tmux -L $terminal kill-server
            Clear-Chat
        }
    }
}

Describe 'Enter-ChatSession in <program>, in a shell with jobs' -Tag 'needs:tmux' -Skip:$noTmux -ForEach @(@{ program = 'PowerShell' }, @{ program = 'ChatPS.Shell' }) {
    BeforeEach {
        $chat = New-Chat be
        Start-Terminal -InShell -Program $program "
            Import-Module '$root/ChatPS.psd1'
            `$password = [securestring]::new()
            `$password.AppendChar('p')
            Enter-ChatSession 127.0.0.1 $($chat.Server.Port) -Credential ([pscredential]::new('fo', `$password))"
        Wait-Screen '(?m)^fo> ?$'
        Send-Text 'half a li'
        Wait-Screen '(?m)^fo> half a li$'
    }
    AfterEach {
        tmux -L $terminal kill-server
        Clear-Chat
    }

    It 'is stopped by <how>, and with fg all is as before' -ForEach @(
        @{ how = 'Ctrl+Z'; stop = { Send-Key C-z } }
        @{ how = 'a signal'; stop = { kill -TSTP (ps -o pid= --ppid (tmux -L $terminal display -p '#{pane_pid}')).Trim() } }
    ) {
        & $stop
        Wait-Screen 'Stopped'
        Send-ChatMessage 'meanwhile' -Session $chat.Me
        Send-Text 'fg'
        Send-Key Enter
        Wait-Screen '(?m)be.*meanwhile[\s\S]*^fo> half a li$\z'

        # Pastes are marked again, keys come one by one and are not echoed.
        tmux -L $terminal set-buffer "a`nb`n"
        tmux -L $terminal paste-buffer -p
        Wait-Screen '(?m)^fo> send 2 messages\? Enter, or Esc: a$\z'
        Send-Key C-c
        Wait-Screen '(?m)^fo> half a li$\z'
        Send-Text 'ne'
        Wait-Screen '(?m)^fo> half a line$\z'
        Send-Key Enter
        Wait-Screen '(?m)fo.*half a line[\s\S]*^fo> ?$\z'
    }
}

Describe 'Enter-ChatSession in a terminal that obeys no escapes' -Tag 'needs:tmux' -Skip:$noTmux {
    BeforeEach { $chat = New-Chat be }
    AfterEach {
        tmux -L $terminal kill-server
        Clear-Chat
    }

    It 'goes line by line and writes none' {
        $go = Join-Path $TestDrive go
        $raw = Join-Path $TestDrive raw
        Start-Terminal -Before 'env TERM=dumb' "
            while (-not (Test-Path '$go')) { Start-Sleep -Milliseconds 20 }
            Import-Module '$root/ChatPS.psd1'
            `$login = [pscredential]::new('fo', (ConvertTo-SecureString pw -AsPlainText -Force))
            Enter-ChatSession 127.0.0.1 $($chat.Server.Port) -Credential `$login
            'next line: ' + [Console]::ReadLine()"
        tmux -L $terminal pipe-pane "cat > '$raw'"
        Set-Content $go ''
        Wait-Screen '/quit leaves'
        Send-Text 'half a li'
        Wait-Screen '(?m)^half a li$'
        Send-ChatMessage 'in between' -Session $chat.Me
        Wait-Screen '(?m)be: in between$\n^half a li$'
        Send-Text 'mm'
        Send-Key BSpace
        Send-Key BSpace
        Send-Text 'ne'
        Send-Key Enter
        Wait-Screen '(?m)^half a line\n.*fo: half a line$'
        Send-Text '/quit'
        Send-Key Enter

        # What is typed afterwards belongs to who reads next.
        Send-Text 'mine'
        Send-Key Enter
        Wait-Screen '(?m)^next line: mine$'
        $written = [IO.File]::ReadAllText($raw) -replace '(?s)next line.*'
        $written | Should-MatchString 'half a line'
        $written | Should-NotMatchString '\x1B'
    }
}
