# Run by run.sh in the Shell for Windows: each cmdlet against a server of its own. The engine there has no Write-Host and the like.
$ErrorActionPreference = 'Stop'

function Assert([string] $What, [scriptblock] $Holds) {
    try { $held = & $Holds } catch { $held = $false; $why = " ($_)" }
    if ($held -eq $true) { "passed: $What" } else { "FAILED: $What$why" }
}

function Get-Failure([scriptblock] $Run) {
    try { $null = & $Run } catch { return $_.FullyQualifiedErrorId }
    'none'
}

$password = [securestring]::new()
foreach ($c in 'secret'.ToCharArray()) { $password.AppendChar($c) }
$party = [char]::ConvertFromUtf32(0x1F389)
$text = "$party gr$([char]0xFC)n $([char]0x4F60)$([char]0x597D)"

$server = Start-ChatServer -Port 0
$be = $server | Connect-ChatServer -Credential ([pscredential]::new('be', $password))
$fo = $server | Connect-ChatServer -Credential ([pscredential]::new('fo', $password))

Assert 'it runs on Windows, as it thinks' { [Environment]::OSVersion.Platform -eq 'Win32NT' }
Assert 'a server and its sessions are listed' { @(Get-ChatServer).Count -eq 1 -and @(Get-ChatSession).Count -eq 2 }
Assert 'users are listed' { (@(Get-ChatUser -Session $fo).Name -join ' ') -eq 'be fo' }
Assert 'a message with an emoji comes back as it was' { (Send-ChatMessage $text -Session $fo -PassThru).Text -eq $text }
Assert 'and is received as it was' { (Receive-ChatMessage -Session $be -Wait -First 1 -Kind Message).Text -eq $text }
Assert 'a whisper arrives' {
    Send-ChatWhisper be "psst $party" -Session $fo
    (Receive-ChatMessage -Session $be -Wait -First 1 -Kind Whisper).Text -eq "psst $party"
}
Assert '10 000 messages arrive, in order' {
    $null = Receive-ChatMessage -Session $fo
    1..10000 | ForEach-Object { "number $_" } | Send-ChatMessage -Session $be
    $next = 0
    Receive-ChatMessage -Session $fo -Wait -First 10000 -Kind Message | ForEach-Object { if ($_.Text -ceq "number $($next + 1)") { $next++ } }
    $next -eq 10000
}

# Bound, so that nobody else has it, and not listened on. Windows reports a refused connect in a list of its own.
$deaf = [Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp')
$deaf.Bind([Net.IPEndPoint]::new([Net.IPAddress]::Loopback, 0))
Assert 'a refused connect is an error long before its time is over' {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $failure = Get-Failure { Connect-ChatServer 127.0.0.1 $deaf.LocalEndPoint.Port -Credential ([pscredential]::new('fo', $password)) -TimeoutSec 60 }
    $failure -like 'ServerUnreachable,*' -and $watch.Elapsed.TotalSeconds -lt 30
}
$deaf.Dispose()

Assert 'two servers never share a port' { (Get-Failure { Start-ChatServer -Port $server.Port }) -like 'AddressInUse,*' }
Assert 'a session is closed' { Disconnect-ChatServer $fo; [string]$fo.State -eq 'Closed' }
Assert 'a server is stopped' { Stop-ChatServer $server; [string]$server.State -eq 'Stopped' -and @(Get-ChatServer).Count -eq 0 }
Assert 'a session learns that its server has stopped' { (Get-Failure { Receive-ChatMessage -Session $be -Wait }) -ne 'none' }
"output: $text"
'the end'
