<#
.SYNOPSIS
    Builds, tests, documents or packages the module.

.DESCRIPTION
    Runs in Windows PowerShell 5.1 and in PowerShell 7, on any system with the .NET SDK. Ends with an error at the first step that fails.

.PARAMETER Task
    Build    compiles, and lays the module out in this folder: Import-Module ./ChatPS.psd1 works then. Needs the .NET SDK 10.
    Test     Build, then the xUnit tests, then the Pester tests in a new process of this PowerShell. Needs Pester 6.
    Docs     makes docs/en-US/ChatPS.dll-Help.xml from the pages beside it. Needs Microsoft.PowerShell.PlatyPS 1.0.
    Package  stages the module in out/ChatPS/<version> and makes out/ChatPS.<version>.nupkg of it. Needs Microsoft.PowerShell.PSResourceGet 1.1.

.EXAMPLE
    ./build.ps1

    Builds the module.

.EXAMPLE
    ./build.ps1 -Task Test

    Builds, and runs every test.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Package')]
    [string] $Task = 'Build'
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$pages = Join-Path $PSScriptRoot 'docs/en-US'
$out = Join-Path $PSScriptRoot 'out'

function Invoke-Tool([string] $Name, [string[]] $Arguments, [string] $HowToGet) {
    if (-not (Get-Command $Name -CommandType Application -ErrorAction SilentlyContinue)) { throw "$Name is missing. $HowToGet" }
    & $Name @Arguments
    if ($LASTEXITCODE) { throw "$Name $($Arguments -join ' ') failed with exit code $LASTEXITCODE." }
}

function Invoke-DotNet([string[]] $Arguments) {
    Push-Location $PSScriptRoot # where global.json says how tests are run
    try { Invoke-Tool dotnet $Arguments 'Get the .NET SDK 10 from https://dotnet.microsoft.com/download.' }
    finally { Pop-Location }
}

function Import-Tool([string] $Name, [version] $Version) {
    try { Import-Module $Name -MinimumVersion $Version }
    catch { throw "$Name $Version or later is missing. Get it with: Install-Module $Name -MinimumVersion $Version -Scope CurrentUser ($_)" }
}

function Invoke-Build { Invoke-DotNet build, ChatPS.slnx }

function Invoke-Test {
    Invoke-DotNet test
    # In a process of its own: a DLL that PowerShell has loaded stays locked until its process ends.
    Invoke-Tool (Get-Process -Id $PID).Path '-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot 'tests/Pester/Invoke-Pester.ps1')
}

function Invoke-Docs {
    Import-Tool Microsoft.PowerShell.PlatyPS 1.0.0
    & (Join-Path $PSScriptRoot 'tools/New-HelpFile.ps1')
}

# The section of this version in CHANGELOG.md, or nothing where there is no such file yet.
function Get-ReleaseNotes([version] $Version) {
    $changeLog = Join-Path $PSScriptRoot 'CHANGELOG.md'
    if (-not (Test-Path $changeLog)) { return }
    $section = [regex]::Match([IO.File]::ReadAllText($changeLog), "(?ms)^## \[?$([regex]::Escape($Version))\b[^\n]*\n(.*?)(?=^## |\z)")
    if (-not $section.Success) { throw "CHANGELOG.md has no section '## $Version'." }
    $section.Groups[1].Value.Trim()
}

function Invoke-Package {
    Import-Tool Microsoft.PowerShell.PSResourceGet 1.1.0
    $manifest = Join-Path $PSScriptRoot 'ChatPS.psd1'
    $version = (Import-PowerShellDataFile $manifest).ModuleVersion
    $stage = Join-Path $out "ChatPS/$version"
    Remove-Item $stage, (Join-Path $out "ChatPS.$version.nupkg") -Recurse -Force -ErrorAction SilentlyContinue
    $null = New-Item $stage, (Join-Path $stage bin), (Join-Path $stage en-US) -ItemType Directory
    Copy-Item (Join-Path $PSScriptRoot 'LICENSE') $stage
    Copy-Item (Join-Path $PSScriptRoot 'bin/ChatPS.dll'), (Join-Path $PSScriptRoot 'bin/ChatPS.Format.ps1xml') (Join-Path $stage bin)
    Copy-Item (Join-Path $pages '*.xml'), (Join-Path $pages '*.help.txt') (Join-Path $stage en-US)
    $text = [IO.File]::ReadAllText($manifest)
    $notes = Get-ReleaseNotes $version
    if ($notes) { $text = $text.Replace("'See CHANGELOG.md.'", "'" + $notes.Replace("'", "''") + "'") }
    [IO.File]::WriteAllText((Join-Path $stage 'ChatPS.psd1'), $text)
    $null = Test-ModuleManifest (Join-Path $stage 'ChatPS.psd1')
    Compress-PSResource -Path $stage -DestinationPath $out -PassThru
}

if ($Task -ne 'Docs') { Invoke-Build }
if ($Task -ne 'Build') { & "Invoke-$Task" }
