# Sessions that runspaces share.
BeforeDiscovery {
    . "$PSScriptRoot/Support/Tool.ps1"
    $noThreadJob = @(Get-MissingTool ThreadJob).Count -gt 0
}

BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    $module = Join-Path $root 'ChatPS.psd1'
}

Describe 'A session in several runspaces' {
    BeforeEach {
        $chat = New-Chat fo, be
        $me = $chat.Me
        $server = $chat.Server
    }
    AfterEach { Clear-Chat }

    It 'is read by a thread job while this runspace says something in it' -Tag 'needs:ThreadJob' -Skip:$noThreadJob {
        $job = Start-ThreadJob {
            Import-Module $using:module
            Receive-ChatMessage -Session $using:me -Wait -First 3 | ForEach-Object Text
        }
        1..3 | ForEach-Object { Send-ChatMessage "number $_" -Session $chat.Me }
        $job | Wait-Job -Timeout 60 | Should-NotBeNull
        $job | Receive-Job -ErrorAction Stop | Should-BeInOrder 'number 1', 'number 2', 'number 3'
        $job | Remove-Job
    }

    It 'is said to by many at once with ForEach-Object -Parallel' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $echoes = 1..40 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:module
            (Send-ChatMessage "from $_" -Session $using:me -PassThru -ErrorAction Stop).Text
        }
        $echoes | Sort-Object | Should-BeInOrder (1..40 | ForEach-Object { "from $_" } | Sort-Object)
        (Receive-ChatMessage $chat.Other -Wait -First 40).Count | Should-Be 40
    }

    It 'outlives a job that used it, and the sessions that a job opened end with it' -Tag 'needs:ThreadJob' -Skip:$noThreadJob {
        $job = Start-ThreadJob {
            Import-Module $using:module
            $null = $using:server | Connect-ChatServer -Credential $using:login
            (Get-ChatUser -Session $using:me).Name
        } -ArgumentList ($login = New-Login doc)
        $job | Wait-Job -Timeout 60 | Receive-Job -ErrorAction Stop | Should-BeInOrder 'be', 'doc', 'fo'
        $job | Remove-Job
        Wait-Until { @(Get-ChatUser -Session $chat.Me).Count -eq 2 } | Should-BeTrue
        $chat.Me.State | Should-Be 'Opened'
    }

    It 'is nobody else''s default' -Tag 'needs:ThreadJob' -Skip:$noThreadJob {
        $job = Start-ThreadJob {
            Import-Module $using:module
            try { Get-ChatUser -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        $job | Wait-Job -Timeout 60 | Receive-Job | Should-BeLikeString 'NoSession,*'
        $job | Remove-Job
    }

    It 'cannot be entered in a job, which has nobody who types' -Tag 'needs:ThreadJob' -Skip:$noThreadJob {
        $job = Start-ThreadJob {
            Import-Module $using:module
            try { Enter-ChatSession -Session $using:me -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        $job | Wait-Job -Timeout 60 | Receive-Job | Should-BeLikeString 'HostNotInteractive,*'
        $job | Remove-Job
        $me.State | Should-Be 'Opened'
    }
}
