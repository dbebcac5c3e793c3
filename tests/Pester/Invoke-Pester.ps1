<#
.SYNOPSIS
    Runs the Pester tests of this folder in this PowerShell. The exit code is 1 when one fails, or when there is none.

.PARAMETER Path
    The test files; all of this folder when left out.
#>
[CmdletBinding()]
param([string[]] $Path = $PSScriptRoot)

$ErrorActionPreference = 'Stop'
try { Import-Module Pester -MinimumVersion 6.0 }
catch { throw 'Pester 6 is missing. Get it with: Install-Module Pester -MinimumVersion 6.0 -Scope CurrentUser -Force -SkipPublisherCheck' }
if ($PSVersionTable.PSVersion -ge '7.2') { $PSStyle.OutputRendering = 'PlainText' }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration

# A file or a block that breaks has no failed test to show for it.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [int]($failed -gt 0 -or -not $result.PassedCount)
