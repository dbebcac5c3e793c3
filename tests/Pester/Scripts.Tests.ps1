# The scripts of docs/examples: what they end with when they cannot do their work, and how they come back.
BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    $examples = Join-Path $root 'docs/examples'

    # A command line with a login of this name in $login.
    function Get-CommandLine([string] $Name, [string] $Code, [string] $Password = 'Secret4711') {
        "Import-Module '$root/ChatPS.psd1'; `$login = New-Object pscredential '$Name', (ConvertTo-SecureString $Password -AsPlainText -Force); $Code"
    }

    function Get-FreePort {
        $listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback), 0
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

Describe 'An example script that cannot do its work' {
    AfterEach { Clear-Chat }

    It '<Script> ends with <ExitCode> where there is no server, and where the login is refused' -ForEach @(
        @{ Script = 'EchoBot.ps1'; More = ''; ExitCode = 1 }
        @{ Script = 'ChatLog.ps1'; More = "-Path '{0}'"; ExitCode = 1 }
        @{ Script = 'Send-BuildResult.ps1'; More = '-Name nightly -Build {{ }}'; ExitCode = 100 }
        @{ Script = 'Send-BuildResult.ps1'; More = '-Name nightly -Build {{ throw 1 }}'; ExitCode = 1 }
    ) {
        $server = Start-ChatServer -Port 0 -Credential (New-Login doc)
        foreach ($port in (Get-FreePort), $server.Port) {
            $call = "& '$examples/$Script' 127.0.0.1 $port -Credential `$login $($More -f (Join-Path $TestDrive 'chat.log')); exit `$LASTEXITCODE"
            $run = Invoke-Shell '-NonInteractive', '-Command', (Get-CommandLine doc $call -Password wrong)
            $run.ExitCode | Should-Be $ExitCode -Because "$($run.Out) $($run.Err)"
            $run.Out + $run.Err | Should-MatchString '127\.0\.0\.1|refused the login'
        }
    }

    It 'Demo.ps1 ends with 1 when its user cannot log in' {
        $run = Invoke-Shell '-NonInteractive', '-Command', "& '$examples/Demo.ps1' -UserName be; exit 0"
        $run.ExitCode | Should-Be 1 -Because "$($run.Out) $($run.Err)"
    }

    It 'ChatLog.ps1 ends with 1 when it cannot write' {
        $server = Start-ChatServer -Port 0
        $run = Invoke-Shell '-NonInteractive', '-Command', (Get-CommandLine doc "& '$examples/ChatLog.ps1' 127.0.0.1 $($server.Port) -Credential `$login -Path '$TestDrive'")
        $run.ExitCode | Should-Be 1
    }

    It 'Send-BuildResult.ps1 ends with the code of the build, and says it' {
        $chat = New-Chat fo
        $build = "& '$examples/Send-BuildResult.ps1' 127.0.0.1 $($chat.Server.Port) -Credential `$login -Name nightly -Build { `$global:LASTEXITCODE = 7 }; exit `$LASTEXITCODE"
        $run = Invoke-Shell '-NonInteractive', '-Command', (Get-CommandLine doc $build)
        $run.ExitCode | Should-Be 7 -Because "$($run.Out) $($run.Err)"
        (Receive-ChatMessage $chat.Me -Kind Message -Wait -First 1).Text | Should-BeLikeString 'nightly FAILED with exit code 7 after*'
    }
}

Describe 'A bot' {
    It 'comes back after its server was killed and started again' {
        $port = Get-FreePort
        $serve = "Import-Module '$root/ChatPS.psd1'; `$null = Start-ChatServer -Port $port; Start-Sleep 600"
        $log = Join-Path $TestDrive 'back.log'
        $server = $bot = $logger = $null

        # Waits until all are there, and has the bot answer.
        function Assert-Talk([string] $Text) {
            $me = Wait-Until { Connect-ChatServer 127.0.0.1 $port -Credential (New-Login fo) -ErrorAction SilentlyContinue } -For 'the server'
            Wait-Until { @(Get-ChatUser bot, logger -Session $me).Count -eq 2 } -For 'the bots'
            Send-ChatMessage "!echo $Text" -Session $me -ErrorAction Stop
            (Receive-ChatMessage $me -From bot -Kind Message -Wait -First 1 -ErrorAction Stop).Text | Should-Be $Text
            Send-ChatWhisper bot "!echo whispered $Text" -Session $me -ErrorAction Stop
            (Receive-ChatMessage $me -From bot -Kind Whisper -Wait -First 1 -ErrorAction Stop).Text | Should-Be "whispered $Text"
            Wait-Until { (Get-Content $log -Raw) -match "bot: $Text" } -For 'the log'
            Disconnect-ChatServer $me
        }

        try {
            $server = Start-Shell '-NonInteractive', '-Command', $serve
            Wait-Until { Connect-ChatServer 127.0.0.1 $port -Credential (New-Login fo) -ErrorAction SilentlyContinue } -For 'the server' | Disconnect-ChatServer
            $bot = Start-Shell '-NonInteractive', '-Command', (Get-CommandLine bot "& '$examples/EchoBot.ps1' 127.0.0.1 $port -Credential `$login 3>`$null")
            $logger = Start-Shell '-NonInteractive', '-Command', (Get-CommandLine logger "& '$examples/ChatLog.ps1' 127.0.0.1 $port -Credential `$login -Path '$log' 3>`$null")
            $null = Assert-Talk 'before'
            Stop-Shell $server
            $server = Start-Shell '-NonInteractive', '-Command', $serve
            $null = Assert-Talk 'after'
            $bot.HasExited, $logger.HasExited | Should-BeInOrder $false, $false
        }
        finally {
            $server, $bot, $logger | ForEach-Object { Stop-Shell $_ }
            Get-ChatSession | Disconnect-ChatServer
        }
    }
}
