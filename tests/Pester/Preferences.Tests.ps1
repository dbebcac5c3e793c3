# What PowerShell's common parameters and preferences do to the cmdlets.
BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
}

Describe 'Common parameters' {
    BeforeEach { $chat = New-Chat fo, be }
    AfterEach { Clear-Chat }

    It '-WhatIf lists every part with its bytes and sends nothing' {
        $said = Invoke-Shell '-Command', "
            Import-Module '$root/ChatPS.psd1'
            `$password = ConvertTo-SecureString pw -AsPlainText -Force
            `$null = Connect-ChatServer 127.0.0.1 $($chat.Server.Port) -Credential ([pscredential]::new('doc', `$password))
            Send-ChatMessage ('y' * 100) -WhatIf
            Get-ChatUser | Send-ChatWhisper -Message 'gr\u{fc}n' -WhatIf".Replace('\u{fc}', [string][char]0xFC)
        $lines = $said.Out -split '\r?\n'
        $lines.Count | Should-Be 5 -Because $said.Out
        $lines[0] | Should-BeLikeString '*message of 94 bytes: yyy*'
        $lines[1] | Should-BeLikeString '*message of 6 bytes: yyyyyy*'
        $lines[2..4] -replace '.*"(Whisper \d+ bytes to \w+).*', '$1' | Should-BeInOrder 'Whisper 5 bytes to be', 'Whisper 5 bytes to doc', 'Whisper 5 bytes to fo'
        $said.Err | Should-BeEmptyString
        (Receive-ChatMessage $chat.Me | Where-Object Kind -NE Presence) | Should-BeNull
    }

    It '-WhatIf keeps sessions and servers' {
        Disconnect-ChatServer $chat.Me -WhatIf
        Stop-ChatServer -WhatIf
        Start-ChatServer -Port 0 -WhatIf | Should-BeNull
        $chat.Me.State, $chat.Server.State | Should-BeInOrder 'Opened', 'Running'
        @(Get-ChatServer).Count | Should-Be 1
    }

    It '-Verbose says what happened, in words' {
        $words = (Send-ChatMessage 'hi' -Verbose 4>&1) -join "`n"
        $words | Should-BeLikeString '*Send message of 2 bytes: hi*'
    }

    It '-Debug shows the frames, and no password' {
        $frames = $chat.Server | Connect-ChatServer -Credential (New-Login doc) -Debug 5>&1 | Where-Object { $_ -is [Management.Automation.DebugRecord] }
        "$($frames[0])" | Should-Be '-> 20 LOGIN doc ****'
        "$($frames[1])" | Should-BeLikeString '<- * Welcome, doc! ChatPS 1'
        "$frames" | Should-NotBeLikeString '*Secret4711*'
    }

    It '-ErrorVariable gets each text that failed, and the others are sent' {
        'one', '', 'WHO', 'two' | Send-ChatMessage -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId -replace ',.*' | Should-BeInOrder 'EmptyText', 'ReservedText'
        $problem.CategoryInfo.Category | Should-BeInOrder 'InvalidData', 'InvalidData'
        $problem[1].TargetObject | Should-Be 'WHO'
        (Receive-ChatMessage $chat.Me -Wait -First 2).Text | Should-BeInOrder 'one', 'two'
    }

    It '-ErrorAction Stop and $ErrorActionPreference stop at the first' {
        { 'WHO', 'two' | Send-ChatMessage -ErrorAction Stop } | Should-Throw -FullyQualifiedErrorId 'ReservedText,*'
        $ErrorActionPreference = 'Stop'
        { Send-ChatWhisper doc 'hi' } | Should-Throw -FullyQualifiedErrorId 'Refused,*' -ExceptionMessage '*no such user: doc*'
    }

    It 'connecting fails with an error that obeys the preference' {
        $ErrorActionPreference = 'Stop'
        { $chat.Server | Connect-ChatServer -Credential (New-Login fo) } | Should-Throw -FullyQualifiedErrorId 'AlreadyLoggedIn,ChatPS.Commands.ConnectChatServerCommand'
        $ErrorActionPreference = 'SilentlyContinue'
        $session = 'old'
        $session = $chat.Server | Connect-ChatServer -Credential (New-Login fo) -ErrorVariable problem
        $session | Should-BeNull
        $problem.FullyQualifiedErrorId | Should-BeLikeString 'AlreadyLoggedIn,*'
    }

    It 'obeys -ErrorAction Ignore' {
        $before = $Error.Count
        Send-ChatMessage '' -ErrorAction Ignore
        $Error.Count | Should-Be $before
    }
}

Describe 'Strict mode' {
    BeforeEach { Set-StrictMode -Version Latest; $chat = New-Chat fo }
    AfterEach { Clear-Chat; Set-StrictMode -Off }

    It 'finds every property of every object' {
        $message = Send-ChatMessage 'hi' -PassThru
        "$($message.Time) $($message.Kind) $($message.Sender) $($message.Text) $($message.Recipient) $($message.IsOwn) $($message.SessionId)" | Should-BeLikeString '* Message fo hi  True *'
        $message.RawBytes.Length | Should-Be 6
        $user = Get-ChatUser
        "$($user.Name) $($user.IsSelf) $($user.Session)" | Should-BeLikeString 'fo True fo@*'
        "$($chat.Me.Reason)|$($chat.Me.UnreadCount)|$($chat.Server.LastError)|$($chat.Server.ClientCount)" | Should-Be '|0||1'
    }
}

Describe 'Without a session' {
    It '<_> says what to run' -ForEach 'Send-ChatMessage hi', 'Send-ChatWhisper fo hi', 'Get-ChatUser', 'Receive-ChatMessage', 'Disconnect-ChatServer', 'Enter-ChatSession' {
        { & ([scriptblock]::Create($_)) } | Should-Throw -FullyQualifiedErrorId 'NoSession,*' -ExceptionMessage '*Connect-ChatServer*'
    }
}
