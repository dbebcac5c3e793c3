BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    . "$PSScriptRoot/Support/ScriptedServer.ps1"

    function Complete([string] $Line) { @((TabExpansion2 $Line $Line.Length).CompletionMatches) }
}

Describe 'Completion' {
    BeforeEach { $chat = New-Chat fo, be, bea }
    AfterEach { Clear-Chat }

    It 'completes <Line> with <Names>' -ForEach @(
        @{ Line = 'Send-ChatWhisper '; Names = 'be', 'bea', 'fo' }
        @{ Line = 'Send-ChatWhisper B'; Names = 'be', 'bea' }
        @{ Line = "Send-ChatWhisper 'b"; Names = 'be', 'bea' }
        @{ Line = 'Send-ChatWhisper -Message hi -UserName f'; Names = @('fo') }
        @{ Line = 'Get-ChatUser b'; Names = 'be', 'bea' }
        @{ Line = 'Get-ChatClient b'; Names = 'be', 'bea' }
        @{ Line = 'Disconnect-ChatClient '; Names = 'be', 'bea', 'fo' }
        @{ Line = 'Block-ChatClient '; Names = 'be', 'bea', 'fo' }
        @{ Line = 'Block-ChatClient -Address '; Names = @('127.0.0.1') }
        @{ Line = 'Receive-ChatMessage -From '; Names = 'be', 'bea', 'fo' }
        @{ Line = 'Receive-ChatMessage -Kind '; Names = 'History', 'Message', 'Notice', 'Presence', 'Refusal', 'Whisper' }
    ) {
        (Complete $Line).CompletionText | Should-BeInOrder $Names
    }

    It 'completes sessions newest first, for <_>' -ForEach 'Send-ChatMessage -Session ', 'Receive-ChatMessage ', 'Enter-ChatSession ', 'Disconnect-ChatServer ', 'Get-ChatUser -Session ' {
        $found = Complete $_
        $found.ListItemText | Should-BeInOrder ($chat.Sessions[2..0] | ForEach-Object { "$_" })
        $found | ForEach-Object { (& ([scriptblock]::Create($_.CompletionText))).Id } | Should-BeInOrder $chat.Sessions[2..0].Id
    }

    It 'completes what is banned' {
        Block-ChatClient nobody
        (Complete 'Unblock-ChatClient ').CompletionText | Should-Be 'nobody'
    }

    It 'completes a session by its user' {
        (Complete 'Send-ChatMessage -Session bea').CompletionText | Should-Be "(Get-ChatSession $($chat.Other.Id))"
    }

    It 'completes <Line> with what this process knows' -ForEach @(
        @{ Line = 'Get-ChatSession -Id '; Expected = { $chat.Sessions[2..0].Id } }
        @{ Line = 'Get-ChatSession -ComputerName '; Expected = { '127.0.0.1' } }
        @{ Line = 'Get-ChatServer '; Expected = { $chat.Server.Port } }
        @{ Line = 'Enter-ChatServer '; Expected = { "(Get-ChatServer $($chat.Server.Port))" } }
        @{ Line = 'Stop-ChatServer '; Expected = { "(Get-ChatServer $($chat.Server.Port))" } }
        @{ Line = 'Start-ChatServer -Port '; Expected = { 34998, 0 } }
        @{ Line = 'Start-ChatServer -Address ::'; Expected = { '::1', '::' } }
        @{ Line = 'Start-ChatServer -Fault C'; Expected = { 'ChatBetween', 'CutEveryByte' } }
        @{ Line = 'Test-ChatServer -Rule WhisperTo'; Expected = { 'WhisperToNobodyIsRefused', 'WhisperToNobodyIsNotHeard', 'WhisperToOneselfIsAnswered', 'WhisperToWhoLeftIsRefused' } }
        @{ Line = 'Connect-ChatServer l'; Expected = { 'localhost' } }
    ) {
        (Complete $Line).CompletionText | Should-BeInOrder (& $Expected)
    }

    It 'completes hosts and ports of <_>: of servers, and of where this process has been' -ForEach 'Connect-ChatServer', 'Enter-ChatSession -ComputerName', 'Test-ChatServer' {
        (Complete "$_ ").CompletionText | Should-ContainCollection '127.0.0.1', 'localhost'
        (Complete "$_ 127.0.0.1 -Port ").CompletionText[0] | Should-Be $chat.Server.Port
        $port = $chat.Server.Port
        Clear-Chat
        (Complete "$_ 127").CompletionText | Should-Be '127.0.0.1'
        (Complete "$_ 127.0.0.1 -Port $port").CompletionText | Should-Be $port
        (Complete "$_ 127.0.0.2 -Port ").CompletionText | Should-Be 34998
    }

    It 'completes the parameters of <Name>' -ForEach @(
        @{ Name = 'Connect-ChatServer'; Parameters = '-CertificateThumbprint', '-ComputerName', '-Credential', '-MessagePattern', '-Port', '-Reconnect', '-ReconnectTimeoutSec', '-SkipCertificateCheck', '-TimeoutSec', '-UseSsl', '-WhisperPattern' }
        @{ Name = 'Receive-ChatMessage'; Parameters = '-After', '-ExcludeOwn', '-First', '-From', '-IdleTimeoutSec', '-Kind', '-Session', '-TimeoutSec', '-Wait' }
    ) {
        $common = [Management.Automation.PSCmdlet]::CommonParameters | ForEach-Object { "-$_" }
        (Complete "$Name -").CompletionText | Where-Object { $_ -notin $common } | Sort-Object | Should-BeInOrder $Parameters
    }

    It 'uses the session that is named on the line' {
        $other = New-Chat doc
        $session = $chat.Me
        (Complete 'Send-ChatWhisper -Session $other.Me -UserName ').Count | Should-BeGreaterThan 0
        (Complete 'Send-ChatWhisper -Session $session -UserName ').CompletionText | Should-BeInOrder 'be', 'bea', 'fo'
    }

    It 'does not wait long for a server that is gone' {
        Stop-ChatServer
        (Measure-Command { Complete 'Send-ChatWhisper ' }).TotalSeconds | Should-BeLessThan 30
    }
}

Describe 'Completion of a hostile name' {
    BeforeDiscovery {
        $esc = [char]27
        $names = @(
            "a'b", 'a"b', "a'';calc;'", '$(calc)', '"$(calc)"', '`$x`', '${env:PATH}', '@(calc)', '{calc}', 'a|b', '&calc', 'a>b', '#x', '-Session', '--%x', '*x', '[a]', '1', '1e3'
            "$esc[31mred", "$esc]0;title$([char]7)", "x$([char]0x9B)31m", "x$([char]0x202E)y"
            "a$([char]0x2018)b", "a$([char]0x2019)calc", "a$([char]0x201C)b", "$([char]0xFC)n$([char]0xEF)code", "tab`tname", '%name%', '\x', "a`r`nb"
        ) | ForEach-Object { @{ Name = $_; Shown = $_ -replace '\p{C}', '?' } }
    }

    BeforeEach { $server = $null }
    AfterEach { Clear-Chat; if ($server) { Stop-ScriptedServer $server } }

    It 'inserts <Shown> as one harmless argument' -ForEach $names {
        $server = Start-ScriptedServer ([Text.Encoding]::UTF8.GetBytes("Users: $Name"))
        $null = $server | Connect-ChatServer -Credential (New-Login fo)
        $found = Complete 'Send-ChatWhisper '
        $found.Count | Should-BeGreaterThan 0
        foreach ($match in $found) {
            $match.CompletionText + $match.ListItemText + $match.ToolTip | Should-NotMatchString '[\p{Cc}\u202E]'
            $errors = $null
            $line = [Management.Automation.Language.Parser]::ParseInput("Send-ChatWhisper $($match.CompletionText) hi", [ref]$null, [ref]$errors)
            $errors.Count | Should-Be 0 -Because $match.CompletionText
            $elements = $line.EndBlock.Statements[0].PipelineElements[0].CommandElements
            $line.EndBlock.Statements.Count * $line.EndBlock.Statements[0].PipelineElements.Count | Should-Be 1
            $elements.Count | Should-Be 3
            $elements[1] | Should-HaveType ([Management.Automation.Language.StringConstantExpressionAst])
            $elements[1].Value | Should-Be $match.ListItemText
        }
    }
}
