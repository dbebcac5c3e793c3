<#
.SYNOPSIS
    Runs a build and says in the chat how it went; ends with the build's exit code.

.DESCRIPTION
    With -PassThru the message is known to have arrived at the server before the connection is closed. A chat that cannot be
    reached is a warning: it must not make a good build bad.

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
try {
    $session = Connect-ChatServer $ComputerName $Port -Credential $Credential
    $null = Send-ChatMessage ('{0} {1} after {2:0.0} s' -f $Name, $result, $watch.Elapsed.TotalSeconds) -Session $session -PassThru -ErrorAction Stop
    Disconnect-ChatServer $session
}
catch { Write-Warning "The build result was not sent: $_" }
exit $code
