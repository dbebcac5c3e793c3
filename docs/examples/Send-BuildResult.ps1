<#
.SYNOPSIS
    Runs a build and says in the chat how it went; ends with the build's exit code.

.DESCRIPTION
    Send-ChatMessage returns when the message is known to have arrived at the server. When the build went well and its result could
    not be sent, the exit code is 100, so that a job can tell the two apart.

.EXAMPLE
    ./Send-BuildResult.ps1 chat.example.org -Credential $buildUser -Name nightly -Build { dotnet build }
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ComputerName,
    [int] $Port = 34998,
    [Parameter(Mandatory)] [System.Management.Automation.Credential()] [pscredential] $Credential,
    [Parameter(Mandatory)] [string] $Name,
    [Parameter(Mandatory)] [scriptblock] $Build
)

if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$global:LASTEXITCODE = 0
try { & $Build; $code = $LASTEXITCODE } catch { $_; $code = 1 }
$result = if ($code -eq 0) { 'succeeded' } else { "FAILED with exit code $code" }
$session = $null
try {
    # With -ErrorAction Stop, catch sees the errors of the cmdlets.
    $session = Connect-ChatServer $ComputerName $Port -Credential $Credential -ErrorAction Stop
    Send-ChatMessage ('{0} {1} after {2:0.0} s' -f $Name, $result, $watch.Elapsed.TotalSeconds) -Session $session -ErrorAction Stop
}
catch {
    Write-Warning "The build result was not sent: $_"
    if ($code -eq 0) { $code = 100 }
}
finally {
    if ($session) { Disconnect-ChatServer $session -ErrorAction SilentlyContinue }
}
exit $code
