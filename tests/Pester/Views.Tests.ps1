BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    . "$PSScriptRoot/Support/ScriptedServer.ps1"
}

Describe 'Views' {
    BeforeEach {
        $chat = New-Chat fo, be
        'hello', ('word ' * 25).Trim(), 'bye' | Send-ChatMessage -Session $chat.Me
        Send-ChatWhisper be 'psst' -Session $chat.Me
        $messages = Receive-ChatMessage -Session $chat.Other -Wait -First 5
    }
    AfterEach { Clear-Chat }

    It 'shows a session as a table of one line' {
        $lines = ($chat.Other | Show-Text) -split "`n"
        $lines.Count | Should-Be 3
        $lines[0].Trim() -split '\s+' | Should-BeInOrder 'Id', 'User', 'State', 'Unread', 'Port', 'ComputerName'
        $lines[2].Trim() -split '\s+' | Should-BeInOrder $chat.Other.Id, 'be', 'Opened', 0, $chat.Other.Port, '127.0.0.1'
    }

    It 'shows messages as a table that wraps the text and fits 80 columns' {
        $lines = ($messages | Format-Table | Show-Text) -split "`n"
        $lines[0].Trim() -split '\s+' | Should-BeInOrder 'Time', 'Kind', 'Sender', 'Recipient', 'Text'
        $lines[2] | Should-MatchString '^\d\d:\d\d:\d\d Message +fo +hello$'
        $lines | ForEach-Object { $_.Length | Should-BeLessThanOrEqual 80 }
        ($lines -join '' -replace '\s').Contains('word' * 19) | Should-BeTrue # nothing of the long one is cut off
        $lines[-1] | Should-MatchString '^\d\d:\d\d:\d\d Whisper +fo +be +psst$'
    }

    It 'shows users as a table' {
        $lines = (Get-ChatUser -Session $chat.Me | Show-Text) -split "`n"
        $lines[0].Trim() -split '\s+' | Should-BeInOrder 'Name', 'IsSelf', 'Session'
        $lines[2..3] | ForEach-Object { ($_.Trim() -split '\s+')[0, 1] -join ' ' } | Should-BeInOrder 'be False', 'fo True'
    }

    It 'shows a server as a table of one line' {
        $lines = ($chat.Server | Show-Text) -split "`n"
        $lines.Count | Should-Be 3
        $lines[2].Trim() | Should-BeLikeString "127.0.0.1*$($chat.Server.Port)*Running*2*{be, fo}"
    }

    It 'shows clients and events as tables of 80 columns' {
        $lines = (Get-ChatClient | Show-Text) -split "`n"
        $lines[0].Trim() -split '\s+' | Should-BeInOrder 'Id', 'Name', 'Address', 'Since', 'Idle', 'Queued', 'Sent', 'Received'
        $lines[2] | Should-MatchString '^ +1 fo +127\.0\.0\.1 +\d\d:\d\d:\d\d +00:0\d:\d\d +0 +\d+ +\d+$'
        $lines | ForEach-Object { $_.Length | Should-BeLessThanOrEqual 80 }
        $lines = (Get-ChatServerLog -Last 1 | Show-Text) -split "`n"
        $lines[0].Trim() -split '\s+' | Should-BeInOrder 'Time', 'Event', 'Name', 'Address', 'Reason'
        $lines[2].Trim() | Should-MatchString '^\d\d:\d\d:\d\d LoggedIn +be +127\.0\.0\.1'
        Get-ChatClient be | Format-Wide | Show-Text | Should-MatchString '^be \(127\.0\.0\.1\)'
        Get-ChatServerLog -Last 1 | Format-Wide | Show-Text | Should-MatchString 'LoggedIn be \(127\.0\.0\.1\)'
    }

    It 'shows results of rules as a table of 80 columns' {
        $login = New-Object pscredential 'doc', (ConvertTo-SecureString pw -AsPlainText -Force)
        $results = $chat.Server | Test-ChatServer -Credential $login -Rule WhoNamesWhoAsks, WhisperIsDelivered
        $lines = ($results | Show-Text) -split "`n"
        $lines[0].Trim() -split '\s+' | Should-BeInOrder 'Rule', 'Result', 'Detail'
        $lines[2] | Should-MatchString '^WhoNamesWhoAsks +Passed +doc -> 1[0-9]LOGIN doc \*\*\*\*'
        $lines[3] | Should-MatchString '^WhisperIsDelivered +Skipped It takes a second user'
        $lines | ForEach-Object { $_.Length | Should-BeLessThanOrEqual 80 }
        $results | Format-Wide | Show-Text | Should-MatchString 'WhoNamesWhoAsks: Passed'
    }

    It 'shows every property in a list, but what of a message is not safe to print' {
        $messages[0] | Format-List | Show-Text | Should-MatchString '(?s)Time +: .*Kind +: Message.*Sender +: fo.*Text +: hello.*IsOwn +: False'
        $chat.Me | Format-List | Show-Text | Should-MatchString '(?s)UserName +: fo.*State +: Opened.*Welcome +: Welcome, fo!'
        $chat.Server | Format-List | Show-Text | Should-MatchString '(?s)Port +: \d+.*UserName +: \{be, fo\}'
    }

    It 'says in the wide view what each is' {
        $messages | Format-Wide -Column 1 | Show-Text | Should-MatchString '(?s)^fo: hello *\n.*\nfo whispers: psst *$'
        $chat.Sessions | Format-Wide | Show-Text | Should-MatchString "^fo@127.0.0.1:$($chat.Me.Port) +be@127.0.0.1"
        Get-ChatUser | Format-Wide | Show-Text | Should-MatchString '^be +fo *$'
        $chat.Server | Format-Wide | Show-Text | Should-MatchString "^127.0.0.1:$($chat.Server.Port)"
    }

    It 'prints no escape sequence of a message, in any format, here or from a file' {
        $server = Start-ScriptedServer ([byte[]][char[]]'USERS fo') -Say "evil: $([char]27)]0;owned$([char]7)$([char]27)[31mred"
        try {
            $null = $server | Connect-ChatServer -Credential (New-Login fo)
            $hostile = Receive-ChatMessage -Wait -First 1
            $hostile.RawText | Should-BeLikeString "*$([char]27)*"
            $export = Join-Path $TestDrive 'hostile.xml'
            $hostile | Export-Clixml $export
            if ($PSVersionTable.PSVersion -ge '7.2') { $PSStyle.OutputRendering = 'Ansi' } # else PowerShell takes the sequences out itself
            foreach ($message in $hostile, (Import-Clixml $export)) {
                $shown = ($message | Out-String), ($message | Format-Table | Out-String), ($message | Format-List | Out-String),
                ($message | Format-Wide | Out-String), ($message | Format-Custom | Out-String)
                foreach ($text in $shown) {
                    $text | Should-BeLikeString '*red*'
                    $text | Should-NotBeLikeString "*$([char]27)]*"
                    $text | Should-NotBeLikeString "*$([char]27)[[]31mred*"
                    $text | Should-NotBeLikeString "*$([char]7)*"
                }
            }
        }
        finally {
            if ($PSVersionTable.PSVersion -ge '7.2') { $PSStyle.OutputRendering = 'PlainText' }
            Get-ChatSession | Disconnect-ChatServer # the server ends with its client
            Stop-ScriptedServer $server
        }
    }

    It 'shows no password anywhere' {
        $everything = $chat.Sessions + $chat.Server + $messages | Format-List * | Out-String
        $everything += $chat.Sessions + $chat.Server | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
        $everything | Should-NotBeLikeString '*Secret4711*'
    }
}
