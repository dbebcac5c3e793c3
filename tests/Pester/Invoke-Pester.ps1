<#
.SYNOPSIS
    Runs the Pester tests of this folder in this PowerShell. The exit code is 1 when one fails, or when there is none.

.DESCRIPTION
    A test that needs a tool is tagged 'needs:<tool>'. Where the tool is missing the test is skipped, and counted and named at the end,
    with how to get the tool. ./build.ps1 -Task Test is stricter: it does not start without all tools.

.PARAMETER Path
    The test files; all of this folder when left out.
#>
[CmdletBinding()]
param([string[]] $Path = $PSScriptRoot)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Support/Tool.ps1"
Assert-Tool Pester
Import-Module Pester -MinimumVersion 6.0
if ($PSVersionTable.PSVersion -ge '7.2') { $PSStyle.OutputRendering = 'PlainText' }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration

# The tags of a test and of the blocks around it.
function Get-NeededTool($Test) {
    for ($item = $Test; $item -and $item.PSObject.Properties['Tag']; $item = if ($item.PSObject.Properties['Block']) { $item.Block } else { $item.Parent }) {
        $item.Tag | Where-Object { $_ -like 'needs:*' } | ForEach-Object { $_.Substring(6) }
    }
}

foreach ($test in $result.Skipped) {
    $missing = Get-NeededTool $test | Sort-Object -Unique | ForEach-Object { Get-MissingTool $_ } | ForEach-Object { "$($_.Name) is missing: $($_.HowToGet)" }
    "NOT RUN: $($test.ExpandedPath). $(if ($missing) { $missing -join ' ' } else { 'It does not apply to this PowerShell.' })"
}

# A file or a block that breaks has no failed test to show for it.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) not run"
exit [int]($failed -gt 0 -or -not $result.PassedCount)
