# What the tests and the tasks of build.ps1 need beside the .NET SDK: the one list of it, with how to get each.
$script:tools = @(
    @{ Name = 'Pester'; Version = '6.0'; HowToGet = 'Install-Module Pester -MinimumVersion 6.0 -Scope CurrentUser -Force -SkipPublisherCheck' }
    @{ Name = 'PSScriptAnalyzer'; Version = '1.21'; HowToGet = 'Install-Module PSScriptAnalyzer -MinimumVersion 1.21 -Scope CurrentUser' }
    @{ Name = 'Microsoft.PowerShell.PSResourceGet'; Version = '1.1'; HowToGet = 'Install-Module Microsoft.PowerShell.PSResourceGet -MinimumVersion 1.1 -Scope CurrentUser' }
    @{ Name = 'Microsoft.PowerShell.PlatyPS'; Version = '1.0'; HowToGet = 'Install-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0 -Scope CurrentUser' }
    # PowerShell 7 brings it, in older versions under its old name; Windows PowerShell does not.
    @{ Name = 'ThreadJob'; Command = 'Start-ThreadJob'; HowToGet = 'Install-Module ThreadJob -Scope CurrentUser' }
    @{ Name = 'tmux'; Command = 'tmux'; HowToGet = 'apt-get install tmux, or brew install tmux. There is none for Windows, where its tests cannot run.' }
)

# The tools among these names that are not installed.
function Get-MissingTool([string[]] $Name) {
    foreach ($tool in $script:tools | Where-Object { $_.Name -in $Name }) {
        $found = if ($tool.ContainsKey('Command')) { Get-Command $tool.Command -ErrorAction Ignore }
        else { Get-Module $tool.Name -ListAvailable | Where-Object Version -GE ([version]$tool.Version) }
        if (-not $found) { [pscustomobject]@{ Name = "$($tool.Name) $($tool['Version'])".Trim(); HowToGet = $tool.HowToGet } }
    }
}

# Ends with an error that names all that is missing, not only the first.
function Assert-Tool([string[]] $Name) {
    $missing = @(Get-MissingTool $Name)
    if ($missing) { throw "Missing: $(($missing | ForEach-Object { "$($_.Name) (get it with: $($_.HowToGet))" }) -join '; ')" }
}
