<#
.SYNOPSIS
    Builds, checks, tests, documents or packages the module.

.DESCRIPTION
    Runs in Windows PowerShell 5.1 and in PowerShell 7, on any system with the .NET SDK. Ends with an error at the first step that fails.
    What a task needs is looked for before it starts, and all that is missing is named, each with how to get it.

.PARAMETER Task
    Build    compiles, and lays the module out in this folder: Import-Module ./ChatPS.psd1 works then. Needs the .NET SDK 10.
    Lint     runs PSScriptAnalyzer over every script. Needs PSScriptAnalyzer.
    Test     Build and Lint, then the xUnit tests, then the Pester tests in a new process of this PowerShell. Needs all tools but PlatyPS.
    Docs     makes docs/en-US/ChatPS.dll-Help.xml from the pages beside it. Needs Microsoft.PowerShell.PlatyPS 1.0.
    Package  builds what is shipped, stages the module in out/ChatPS/<version> and makes out/ChatPS.<version>.nupkg of it.
             Needs Microsoft.PowerShell.PSResourceGet 1.1.

.EXAMPLE
    ./build.ps1

    Builds the module.

.EXAMPLE
    ./build.ps1 -Task Test

    Builds, and runs every check and test.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Lint', 'Test', 'Docs', 'Package')]
    [string] $Task = 'Build'
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'tests/Pester/Support/Tool.ps1')
$pages = Join-Path $PSScriptRoot 'docs/en-US'
$out = Join-Path $PSScriptRoot 'out'
$manifest = Join-Path $PSScriptRoot 'ChatPS.psd1'

function Assert-Sdk {
    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) { throw 'Missing: the .NET SDK 10 (get it from https://dotnet.microsoft.com/download)' }
}

function Invoke-Tool([string] $Name, [string[]] $Arguments) {
    & $Name @Arguments
    if ($LASTEXITCODE) { throw "$Name $($Arguments -join ' ') failed with exit code $LASTEXITCODE." }
}

function Invoke-DotNet([string[]] $Arguments) {
    Push-Location $PSScriptRoot # where global.json says how tests are run
    try { Invoke-Tool -Name dotnet -Arguments $Arguments }
    finally { Pop-Location }
}

# The scripts of the project; what is built or staged lies in folders of its own.
function Get-ScriptFile([string] $Folder = $PSScriptRoot) {
    Get-ChildItem $Folder -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        Where-Object { $_.FullName.Substring($PSScriptRoot.Length) -notmatch '[\\/](out|bin|obj|\.git)[\\/]' }
}

function Invoke-Lint {
    Assert-Tool PSScriptAnalyzer
    Import-Module PSScriptAnalyzer
    # Tests play by rules of their own: see the settings there.
    $tests = Join-Path $PSScriptRoot 'tests/Pester'
    $found = foreach ($file in Get-ScriptFile) {
        $folder = if ($file.FullName.StartsWith($tests)) { $tests } else { $PSScriptRoot }
        Invoke-ScriptAnalyzer -Path $file.FullName -Settings (Join-Path $folder 'PSScriptAnalyzerSettings.psd1')
    }
    foreach ($one in $found) { Write-Warning "$($one.ScriptName), line $($one.Line): $($one.RuleName): $($one.Message)" }
    if ($found) { throw "PSScriptAnalyzer found $(@($found).Count)." }
    "PSScriptAnalyzer: $(@(Get-ScriptFile).Count) scripts, nothing found."
}

function Invoke-Test {
    $needed = 'Pester', 'PSScriptAnalyzer', 'Microsoft.PowerShell.PSResourceGet', 'ThreadJob'
    if ([Environment]::OSVersion.Platform -ne 'Win32NT') { $needed += 'tmux' }
    Assert-Tool $needed
    Invoke-DotNet build, ChatPS.slnx
    Invoke-Lint
    Invoke-DotNet test
    # In a process of its own: a DLL that PowerShell has loaded stays locked until its process ends.
    Invoke-Tool -Name (Get-Process -Id $PID).Path -Arguments '-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot 'tests/Pester/Invoke-Pester.ps1')
}

function Invoke-Doc {
    Assert-Tool Microsoft.PowerShell.PlatyPS
    & (Join-Path $PSScriptRoot 'tools/New-HelpFile.ps1')
}

# The section of this version in CHANGELOG.md, without what the package does not contain.
function Get-ReleaseNote([version] $Version) {
    $section = [regex]::Match([IO.File]::ReadAllText((Join-Path $PSScriptRoot 'CHANGELOG.md')), "(?ms)^## \[?$([regex]::Escape($Version))\b[^\n]*\n(.*?)(?=^## |\z)")
    if (-not $section.Success) { throw "CHANGELOG.md has no section '## $Version'." }
    ($section.Groups[1].Value -replace '(?ms)^### In the repository\b.*?(?=^### |\z)').Trim()
}

# With a home, links lead there; without one the words stay, for there is nothing beside the README in a package.
function Get-PackageReadme([string] $Address) {
    $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot 'README.md'))
    $image = '!\[[^\]]*\]\((?!https?:)[^)]+\)\r?\n*'
    $link = '\[([^\]]+)\]\((?!https?:|#)([^)]+)\)'
    if ($Address) { $text -replace $link, "[`$1]($Address/blob/main/`$2)" } else { $text -replace $image -replace $link, '$1' }
}

# The manifest of the package: the release notes in it, and the addresses that follow from the project's home.
function Get-PackageManifest([string] $Address, [version] $Version) {
    $text = [IO.File]::ReadAllText($manifest)
    $addresses = if ($Address) { "ProjectUri   = '$Address'`n            LicenseUri   = '$Address/blob/main/LICENSE'`n            IconUri      = '$Address/raw/main/docs/icon.png'`n            " }
    $text = [regex]::Replace($text, "(?m)(^ *#[^\n]*\n)* *ProjectUri *= *'[^']*'\s*", "            $addresses")
    $text.Replace("'See CHANGELOG.md.'", "'" + (Get-ReleaseNote $Version).Replace("'", "''") + "'")
}

function Invoke-Package {
    Assert-Tool Microsoft.PowerShell.PSResourceGet
    Import-Module Microsoft.PowerShell.PSResourceGet
    $data = Import-PowerShellDataFile $manifest
    $stage = Join-Path $out "ChatPS/$($data.ModuleVersion)"
    $built = Join-Path $out 'build'
    Remove-Item $stage, $built, (Join-Path $out "ChatPS.$($data.ModuleVersion).nupkg") -Recurse -Force -ErrorAction SilentlyContinue
    $null = New-Item $stage, (Join-Path $stage bin), (Join-Path $stage en-US) -ItemType Directory
    Invoke-DotNet build, 'src/ChatPS/ChatPS.csproj', '--no-incremental', '-c', 'Release', '-p:PackageBuild=true', "-p:OutputPath=$built/"
    Copy-Item (Join-Path $built 'ChatPS.dll'), (Join-Path $built 'ChatPS.Format.ps1xml') (Join-Path $stage bin)
    Copy-Item (Join-Path $PSScriptRoot 'LICENSE'), (Join-Path $PSScriptRoot 'docs/icon.png') $stage
    Copy-Item (Join-Path $pages '*.xml'), (Join-Path $pages '*.help.txt') (Join-Path $stage en-US)
    $address = $data.PrivateData.PSData.ProjectUri
    [IO.File]::WriteAllText((Join-Path $stage 'README.md'), (Get-PackageReadme $address))
    [IO.File]::WriteAllText((Join-Path $stage 'ChatPS.psd1'), (Get-PackageManifest $address $data.ModuleVersion))
    $null = Test-ModuleManifest (Join-Path $stage 'ChatPS.psd1')
    Compress-PSResource -Path $stage -DestinationPath $out -PassThru
}

if ($Task -in 'Build', 'Test', 'Package') { Assert-Sdk }
switch ($Task) {
    'Build' { Invoke-DotNet build, ChatPS.slnx }
    'Lint' { Invoke-Lint }
    'Test' { Invoke-Test }
    'Docs' { Invoke-Doc }
    'Package' { Invoke-Package }
}
