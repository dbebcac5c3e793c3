# All default rules but these, each with its reason. Run by ./build.ps1 -Task Lint.
@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')
    ExcludeRules        = @(
        # BeforeAll and BeforeEach set what It reads: the analyzer looks at one script block at a time.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The passwords are of servers that live for one test.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingPlainTextForPassword'
        # New-Chat or Start-Terminal in a test asks nobody.
        'PSUseShouldProcessForStateChangingFunctions'
        # Pester's assertions are named Should-..., and ours read like them.
        'PSUseApprovedVerbs'
    )
}
