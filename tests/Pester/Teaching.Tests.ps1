# The blocks of docs/TEACHING.md, as they are printed, one after the other in one runspace.
BeforeDiscovery {
    $text = [IO.File]::ReadAllText("$PSScriptRoot/../../docs/TEACHING.md") -replace '\r'
    # What a block must show, by a word in it; a block that shows nothing has none.
    $shows = @{
        'Get-ChatServerLog' = 'Started'
        'DebugPreference'   = '<- 16 fo: Hello, world', '<- 11 USERS 1: fo'
        'TcpClient'         = '22Welcome, doc! ChatPS 1'
        '$results ='        = '6\d Passed'
        '*ByteByByte*'      = 'WhisperIsDelivered +Passed'
        '$students'         = '6\d \d+, Passed'
        'ChatBetween'       = 'CutEveryByte, ChatBetween', 'with faults: CutEveryByte, ChatBetween', 'Can you hear me\?'
        'DropAfter'         = 'Broken', 'in the middle of a frame'
        'MaxClient '        = 'Running'
    }
    $blocks = foreach ($match in [regex]::Matches($text, '(?s)```powershell\n(.*?)\n```')) {
        $code = $match.Groups[1].Value
        @{
            Code     = $code
            First    = ($code -split "`n")[0]
            Expected = @($shows.Keys | Where-Object { $code.Contains($_) } | ForEach-Object { $shows[$_] })
        }
    }
    if (@($blocks.Expected).Count -ne 13) { throw 'The blocks of TEACHING.md were not found.' }
}

Describe 'TEACHING.md' {
    BeforeAll {
        . "$PSScriptRoot/Support/Chat.ps1"
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()

        function Invoke-Block([string] $Code) {
            $block = [powershell]::Create($runspace)
            try {
                $output = $block.AddScript($Code).Invoke()
                [pscustomobject]@{
                    Errors = $block.Streams.Error -join "`n"
                    Output = $output
                    Debug  = $block.Streams.Debug -join "`n"
                }
            }
            finally { $block.Dispose() }
        }

        # What comes by its name in the text comes from this checkout.
        $null = Invoke-Block "Import-Module '$root/ChatPS.psd1'"
    }

    AfterAll {
        $null = Invoke-Block 'Get-ChatSession | Disconnect-ChatServer; Get-ChatServer | Stop-ChatServer'
        $runspace.Dispose()
    }

    It 'runs: <First>' -ForEach $blocks {
        $done = Invoke-Block ($Code -replace '^Import-Module ChatPS\n')
        $done.Errors | Should-BeEmptyString
        foreach ($expected in $Expected) { "$($done.Output | Out-String -Width 200)$($done.Debug)" | Should-MatchString $expected }
    }
}
