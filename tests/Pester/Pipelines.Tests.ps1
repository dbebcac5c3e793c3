BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
}

Describe 'Pipelines' {
    BeforeEach { $chat = New-Chat fo, be }
    AfterEach { Clear-Chat }

    It 'goes from a server to a session and to its end' {
        $session = $chat.Server | Connect-ChatServer -Credential (New-Login doc)
        $session.UserName | Should-Be 'doc'
        $session | Disconnect-ChatServer
        $session.State | Should-Be 'Closed'
    }

    It 'whispers to each user' {
        Get-ChatUser -Session $chat.Me | Send-ChatWhisper -Message 'hi'
        foreach ($session in $chat.Sessions) {
            $heard = Receive-ChatMessage $session -Wait -First 1 -Kind Whisper
            $heard.Sender, $heard.Text -join ' ' | Should-Be 'fo hi'
        }
    }

    It 'gives messages to ConvertTo-Json' {
        $json = Send-ChatMessage 'a "quoted" text' -PassThru | ConvertTo-Json | ConvertFrom-Json
        $json.Text | Should-Be 'a "quoted" text'
        $json.Sender | Should-Be 'be'
        $json.IsOwn | Should-BeTrue
    }

    It 'gives messages to Export-Csv' {
        $file = Join-Path $TestDrive chat.csv
        'one', 'two;three' | Send-ChatMessage -PassThru | Select-Object Time, Kind, Sender, Text | Export-Csv $file -NoTypeInformation
        $back = Import-Csv $file
        $back.Text | Should-BeInOrder 'one', 'two;three'
        $back.Kind | Should-BeInOrder 'Message', 'Message'
        [datetimeoffset]::Parse($back[0].Time, [cultureinfo]::CurrentCulture) | Should-BeGreaterThan ([datetimeoffset]::Now.AddMinutes(-5))
    }

    It 'gives messages to Group-Object, Measure-Object, Sort-Object and Where-Object' {
        'b', 'a', 'b' | Send-ChatMessage -Session $chat.Me
        Send-ChatWhisper be 'c' -Session $chat.Me
        $messages = Receive-ChatMessage $chat.Other -Wait -First 4
        ($messages | Group-Object Kind | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) | Should-BeInOrder 'Message 3', 'Whisper 1'
        ($messages | Measure-Object).Count | Should-Be 4
        ($messages | Sort-Object Text).Text | Should-BeInOrder 'a', 'b', 'b', 'c'
        ($messages | Where-Object Kind -EQ Whisper).Text | Should-Be 'c'
        ($messages | Sort-Object Text -Unique).Text | Should-BeInOrder 'a', 'b', 'c'
    }

    It 'leaves unread what Select-Object -First does not take' {
        'one', 'two', 'three' | Send-ChatMessage -Session $chat.Me
        (Receive-ChatMessage $chat.Other -Wait | Select-Object -First 1).Text | Should-Be 'one'
        (Receive-ChatMessage $chat.Other -Wait -First 2).Text | Should-BeInOrder 'two', 'three'
    }

    It 'says the lines of a file' {
        $file = Join-Path $TestDrive lines.txt
        # Windows PowerShell reads a script without a BOM in the system's code page: what is not ASCII is made.
        $green = "gr$([char]0xFC)n $([char]::ConvertFromUtf32(0x1F44B))"
        'first', '', $green | Set-Content $file -Encoding utf8
        (Get-Content $file -Encoding utf8 | Where-Object { $_ } | Send-ChatMessage -PassThru).Text | Should-BeInOrder 'first', $green
    }

    It 'asks and says in every session that comes down the pipeline' {
        Get-ChatSession | Get-ChatUser | Group-Object Session | ForEach-Object Count | Should-BeInOrder 2, 2
        $said = Get-ChatSession | ForEach-Object { Send-ChatMessage 'all' -Session $_ -PassThru }
        $said.Sender | Should-BeInOrder 'fo', 'be'
    }

    It 'answers whispers by property' {
        Send-ChatWhisper be 'are you there?' -Session $chat.Me
        Receive-ChatMessage $chat.Other -Wait -First 1 | Send-ChatWhisper -Message 'yes' -Session $chat.Other
        (Receive-ChatMessage $chat.Me -Wait -First 1).Text | Should-Be 'yes'
    }

    It 'answers each message on the server that it came from' {
        $second = New-Chat fo, doc
        Send-ChatMessage 'hello' -Session $chat.Me
        Send-ChatWhisper doc 'are you there?' -Session $second.Me
        $asked = foreach ($session in $chat.Other, $second.Other) { Receive-ChatMessage $session -Kind Message, Whisper -ExcludeOwn -Wait -First 1 }
        $asked | Send-ChatWhisper -Message 'yes' -PassThru | ForEach-Object { "$($_.Sender) at $($_.SessionId)" } |
            Should-BeInOrder "be at $($chat.Other.Id)", "doc at $($second.Other.Id)"
        Receive-ChatMessage $chat.Me -Kind Whisper -Wait -First 1 | ForEach-Object { "$_" } | Should-Be 'be whispers: yes'
        Receive-ChatMessage $second.Me -Kind Whisper -Wait -First 1 | ForEach-Object { "$_" } | Should-Be 'doc whispers: yes'
    }

    It 'never answers on another server when the session of a message is not live: <How>' -ForEach @(
        @{ How = 'itself'; Copy = { $_ } }
        @{ How = 'Clixml'; Copy = { $file = Join-Path $TestDrive 'message.xml'; $_ | Export-Clixml $file; Import-Clixml $file } }
        @{ How = 'JSON'; Copy = { $_ | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json } }
        @{ How = 'a process'; Copy = {
                $port = $chat.Server.Port
                $job = Start-Job {
                    Import-Module "$using:root/ChatPS.psd1"
                    $login = New-Object pscredential 'job', (ConvertTo-SecureString Secret4711 -AsPlainText -Force)
                    $null = Connect-ChatServer 127.0.0.1 $using:port -Credential $login -ErrorAction Stop
                    Send-ChatMessage 'from a job' -PassThru -ErrorAction Stop
                }
                $job | Receive-Job -Wait -AutoRemoveJob
            }
        }
    ) {
        Send-ChatMessage 'hello' -Session $chat.Me
        $message = Receive-ChatMessage $chat.Other -Wait -First 1
        $chat.Sessions | Disconnect-ChatServer
        $default = $chat.Server | Connect-ChatServer -Credential (New-Login fo)
        $copy = $message | ForEach-Object $Copy
        $copy.SessionKey | Should-NotBeNull
        $said = $copy | Send-ChatWhisper -Message 'yes' -PassThru -ErrorAction SilentlyContinue -ErrorVariable problem
        $said | Should-BeNull
        "$problem" | Should-BeLikeString "*$($copy.SessionKey) is not open in this process*"
        { $copy | Send-ChatWhisper -Message 'yes' -ErrorAction Stop } | Should-Throw
        $null = Get-ChatUser -Session $default # what was whispered before would be here by now
        Receive-ChatMessage $default -Kind Whisper | Should-BeNull
    }

    It 'works with -OutVariable, -PipelineVariable and Tee-Object' {
        $null = 'one', 'two' | Send-ChatMessage -PassThru -OutVariable said -PipelineVariable part | ForEach-Object { $part.Text } | Tee-Object -Variable texts
        $said.Text | Should-BeInOrder 'one', 'two'
        $texts | Should-BeInOrder 'one', 'two'
    }
}
