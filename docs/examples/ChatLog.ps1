<#
.SYNOPSIS
    Appends what is said to a file, one line a message, until Ctrl+C or the server ends.

.DESCRIPTION
    The text on a message is safe to print: what could steer a terminal was replaced. So the file is safe to look at, too.

.EXAMPLE
    ./ChatLog.ps1 chat.example.org -Credential logger -Path chat.log
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ComputerName,
    [int] $Port = 34998,
    [Parameter(Mandatory)] [System.Management.Automation.Credential()] [pscredential] $Credential,
    [Parameter(Mandatory)] [string] $Path
)

if (-not (Get-Module ChatPS)) { Import-Module "$PSScriptRoot/../../ChatPS.psd1" }
$Path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
$session = Connect-ChatServer $ComputerName $Port -Credential $Credential -ErrorAction Stop
try {
    Receive-ChatMessage -Session $session -Wait | ForEach-Object {
        [System.IO.File]::AppendAllText($Path, ("{0:yyyy-MM-dd HH:mm:ss} {1,-8} {2}`n" -f $_.Time, $_.Kind, $_))
    }
}
finally { Disconnect-ChatServer $session }
