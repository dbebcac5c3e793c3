# What the tests share. Dot-source it in BeforeAll: it imports the module of this checkout.
$root = Split-Path (Split-Path (Split-Path $PSScriptRoot))
$shell = (Get-Process -Id $PID).Path
Import-Module (Join-Path $root 'ChatPS.psd1')
if ($PSVersionTable.PSVersion -ge '7.2') { $PSStyle.OutputRendering = 'PlainText' }

function New-Login([string] $Name, [string] $Password = 'Secret4711') {
    New-Object pscredential $Name, (ConvertTo-SecureString $Password -AsPlainText -Force)
}

# A server on any free port, and a session at it for each name, in their order.
function New-Chat([string[]] $Name) {
    $server = Start-ChatServer -Port 0
    $sessions = @(foreach ($user in $Name) { $server | Connect-ChatServer -Credential (New-Login $user) })
    [pscustomobject]@{ Server = $server; Sessions = $sessions; Me = $sessions[0]; Other = $sessions[-1] }
}

# After each test: no session of one test is the default session of the next.
function Clear-Chat {
    Get-ChatSession | Disconnect-ChatServer
    foreach ($session in Get-ChatSession) { try { $null = Receive-ChatMessage $session } catch { Write-Debug "$_" } } # all that was unread, and then its end
    Stop-ChatServer
}

# Polls for a condition, for a minute at most, and gives what it gave.
function Wait-Until([scriptblock] $Condition, [string] $For = $Condition) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    do {
        $result = & $Condition
        if ($result) { return $result }
        Start-Sleep -Milliseconds 20
    } while ([datetime]::UtcNow -lt $end)
    throw "Waited a minute for: $For"
}

# What Format-* shows in a terminal of 80 columns, without blank lines around it.
function Show-Text { ($input | Out-String -Width 80).Trim("`r", "`n") -replace '\r' }

# Runs this PowerShell once more: its exit code, and what it wrote.
function Invoke-Shell([string[]] $Arguments, [string] $InputText = '', [string] $Directory = $root) {
    $start = New-Object Diagnostics.ProcessStartInfo $shell, ('-NoProfile ' + (($Arguments | ForEach-Object { '"' + $_.Replace('"', '\"') + '"' }) -join ' '))
    $start.WorkingDirectory = $Directory
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.EnvironmentVariables['NO_COLOR'] = '1'
    $process = [Diagnostics.Process]::Start($start)
    try {
        $out = $process.StandardOutput.ReadToEndAsync()
        $err = $process.StandardError.ReadToEndAsync()
        $process.StandardInput.Write($InputText)
        $process.StandardInput.Close()
        if (-not $process.WaitForExit(120000)) { $process.Kill(); throw "The process did not end: $($out.Result) $($err.Result)" }
        [pscustomobject]@{ ExitCode = $process.ExitCode; Out = $out.Result.Trim(); Err = $err.Result.Trim() }
    }
    finally { $process.Dispose() }
}

# One that goes on beside the test.
function Start-Shell([string[]] $Arguments, [switch] $Redirect) {
    $start = New-Object Diagnostics.ProcessStartInfo $shell, ('-NoProfile ' + (($Arguments | ForEach-Object { '"' + $_.Replace('"', '\"') + '"' }) -join ' '))
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $start.RedirectStandardError = $Redirect
    [Diagnostics.Process]::Start($start)
}

function Stop-Shell($Process) {
    if (-not $Process) { return }
    if (-not $Process.HasExited) { $Process.Kill() }
    $Process.WaitForExit()
    $Process.Dispose()
}

# Pester's Should-BeCollection is content with any order.
function Should-BeInOrder {
    param([Parameter(ValueFromPipeline)] $Actual, [Parameter(Mandatory, Position = 0)] [AllowEmptyCollection()] [object[]] $Expected, [string] $Because)
    begin { $all = New-Object Collections.Generic.List[object] }
    process { $all.Add($Actual) }
    end { $all -join ' | ' | Should-Be ($Expected -join ' | ') -Because $Because }
}
