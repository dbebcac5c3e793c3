# All default rules, for every script of the project; tests/Pester has settings of its own. Run by ./build.ps1 -Task Lint.
@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')
    ExcludeRules        = @()
}
