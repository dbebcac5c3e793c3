<#
.SYNOPSIS
    Makes a Markdown table of the module's coverage by folder from a Cobertura file.

.PARAMETER Path
    The file, as dotnet-coverage collect --output-format cobertura writes it.

.EXAMPLE
    ./tools/Get-CoverageSummary.ps1 coverage.xml
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Path)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$xml = New-Object xml
$xml.Load((Resolve-Path $Path).ProviderPath)

# A line stands in a class as often as there are closures around it: it is covered when any of them was.
$hits = @{}
foreach ($class in $xml.SelectNodes('//class[contains(@filename, "src/ChatPS/") or contains(@filename, "src\ChatPS\")]')) {
    $file = $class.filename.Replace('\', '/') -replace '^.*src/ChatPS/'
    if ($file -like 'obj/*') { continue }
    foreach ($line in $class.SelectNodes('.//line')) { $hits["${file}:$($line.number)"] += [long]$line.hits }
}
if (-not $hits.Count) { throw "$Path has no lines of the module." }

function Format-Row([string] $Name, $Lines) {
    $covered = @($Lines | Where-Object { $_.Value -gt 0 }).Count
    '| {0} | {1} | {2:0.0} % |' -f $Name, @($Lines).Count, (100 * $covered / @($Lines).Count)
}

'| folder | lines | covered |'
'|---|---:|---:|'
$hits.GetEnumerator() | Group-Object { $_.Key.Split('/')[0] } | Sort-Object Name | ForEach-Object { Format-Row -Name $_.Name -Lines $_.Group }
Format-Row -Name '**all**' -Lines @($hits.GetEnumerator())
