<#
.SYNOPSIS
    Has Windows run ClassServer.ps1 from its start on, and again when it has failed.

.DESCRIPTION
    Registers a scheduled task that runs as the local service account, without anybody logged in. Run it as an administrator. The account
    must be able to read the table of students, and to write beside it.

    Unregister-ScheduledTask ChatPS removes it.

.EXAMPLE
    ./Register-ChatServerTask.ps1 C:\ChatPS\students.csv -Address 0.0.0.0
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $StudentPath,
    [ipaddress] $Address = '127.0.0.1',
    [int] $Port = 34998,
    [string] $TaskName = 'ChatPS'
)

$ErrorActionPreference = 'Stop'
$StudentPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($StudentPath)
$arguments = "-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File `"$PSScriptRoot\ClassServer.ps1`" `"$StudentPath`" -Address $Address -Port $Port"
if (-not $PSCmdlet.ShouldProcess($TaskName, "Register scheduled task: $arguments")) { return }

$task = @{
    Action    = New-ScheduledTaskAction -Execute (Get-Process -Id $PID).Path -Argument $arguments -WorkingDirectory (Split-Path $StudentPath)
    Trigger   = New-ScheduledTaskTrigger -AtStartup
    Principal = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\LOCAL SERVICE' -LogonType ServiceAccount
    Settings  = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit 0 -AllowStartIfOnBatteries
}
Register-ScheduledTask -TaskName $TaskName @task
Start-ScheduledTask -TaskName $TaskName
