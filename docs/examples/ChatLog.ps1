<#
.SYNOPSIS
    Appends what is said to a file, one line a message, until Ctrl+C.

.DESCRIPTION
    The text on a message is safe to print: what could steer a terminal was replaced. So the file is safe to look at, too.

    The log comes back when the server was away; what was said meanwhile is not in it. When it cannot log in the first time, is
    refused later, or cannot write the file, it ends with exit code 1.

.EXAMPLE
    ./ChatLog.ps1 chat.example.org -Credential logger -Path chat.log
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ComputerName,
    [int] $Port = 34998,
    [Parameter(Mandatory)] [System.Management.Automation.Credential()] [pscredential] $Credential,
    [Parameter(Mandatory)] [string] $Path,
    [double] $RetrySec = 5
)

# Errors of the cmdlets obey -ErrorAction: without Stop neither catch nor the exit code would know of them.
$ErrorActionPreference = 'Stop'
if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }
$Path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
[System.IO.File]::AppendAllText($Path, '') # a file that cannot be written is known before the login

$passing = 'ConnectionLost', 'ServerUnreachable', 'Timeout', 'AlreadyLoggedIn', 'ServerFull'
$wasConnected = $false
while ($true) {
    $session = $null
    try {
        $session = Connect-ChatServer $ComputerName $Port -Credential $Credential
        $wasConnected = $true
        Receive-ChatMessage -Session $session -Wait | ForEach-Object {
            [System.IO.File]::AppendAllText($Path, ("{0:yyyy-MM-dd HH:mm:ss} {1,-8} {2}`n" -f $_.Time, $_.Kind, $_))
        }
    }
    catch {
        if (-not $wasConnected -or $_.FullyQualifiedErrorId.Split(',')[0] -notin $passing) { throw }
        Write-Warning "$_ Next try in $RetrySec s."
    }
    finally {
        if ($session) { Disconnect-ChatServer $session -ErrorAction Continue }
    }
    Start-Sleep -Milliseconds ($RetrySec * 1000)
}
