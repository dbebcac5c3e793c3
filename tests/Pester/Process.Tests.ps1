# Scripts in processes of their own, and the module's own coming and going.
BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"

    # A script that begins with the module and a session at a server of this process.
    function New-Script([string] $Code) {
        $file = Join-Path $TestDrive 'script.ps1'
        @(
            "`$ErrorActionPreference = 'Stop'"
            "Import-Module '$root/ChatPS.psd1'"
            "`$login = New-Object pscredential 'doc', (ConvertTo-SecureString pw -AsPlainText -Force)"
            "`$session = Connect-ChatServer 127.0.0.1 $($chat.Server.Port) -Credential `$login"
            $Code
        ) | Set-Content $file -Encoding utf8
        $file
    }
}

Describe 'A script with -File' {
    BeforeEach { $chat = New-Chat fo }
    AfterEach { Clear-Chat }

    It 'ends with 0 when all went well, and the server sees it go' {
        $run = Invoke-Shell '-NonInteractive', '-File', (New-Script "(Send-ChatMessage 'from a script' -PassThru).Text")
        $run.Out | Should-Be 'from a script'
        $run.Err | Should-BeEmptyString
        $run.ExitCode | Should-Be 0
        (Receive-ChatMessage $chat.Me -Wait -First 1).Text | Should-Be 'from a script'
        Wait-Until { @(Get-ChatUser).Count -eq 1 } | Should-BeTrue
    }

    It 'ends with 1 when an error stopped it, and says which' {
        $run = Invoke-Shell '-NonInteractive', '-File', (New-Script "Send-ChatWhisper nobody hi; 'not reached'")
        $run.ExitCode | Should-Be 1
        $run.Out | Should-NotBeLikeString '*not reached*'
        $run.Out + $run.Err | Should-BeLikeString '*no such user*'
    }

    It 'ends with what it says itself' {
        (Invoke-Shell '-NonInteractive', '-File', (New-Script "try { Send-ChatMessage WHO } catch { exit 3 }")).ExitCode | Should-Be 3
    }

    It 'talks through Enter-ChatSession with redirected input' {
        $run = Invoke-Shell '-File', (New-Script 'Enter-ChatSession -Session $session -TimeFormat ""') -InputText "hello`n/w fo psst`n/who`n"
        $run.ExitCode | Should-Be 0 -Because $run.Err
        $run.Out | Should-MatchString 'doc: hello'
        $run.Out | Should-MatchString '2 here: doc fo'
        (Receive-ChatMessage $chat.Me -Wait -First 2).Text | Should-BeInOrder 'hello', 'psst'
    }

    It 'is not kept from ending by a server or a session' {
        $run = Invoke-Shell '-NonInteractive', '-File', (New-Script '$null = Start-ChatServer -Port 0; "done"')
        $run.Out | Should-Be 'done'
        $run.ExitCode | Should-Be 0
    }
}

Describe 'Remove-Module' {
    It 'closes sessions, stops servers, and the module can be imported again' {
        $run = Invoke-Shell '-NonInteractive', '-Command', "
            `$login = New-Object pscredential 'doc', (ConvertTo-SecureString pw -AsPlainText -Force)
            foreach (`$round in 1, 2) {
                Import-Module '$root/ChatPS.psd1'
                `$server = Start-ChatServer -Port 0
                `$session = `$server | Connect-ChatServer -Credential `$login
                (Send-ChatMessage hi -PassThru).Text
                Remove-Module ChatPS
                '{0} {1} {2}' -f `$session.State, `$server.State, @(Get-Command -Module ChatPS).Count
            }"
        $run.Err | Should-BeEmptyString
        $run.Out -split '\r?\n' | Should-BeInOrder 'hi', 'Closed Stopped 0', 'hi', 'Closed Stopped 0'
    }
}
