BeforeDiscovery {
    $cmdlets = (Import-PowerShellDataFile "$PSScriptRoot/../../ChatPS.psd1").CmdletsToExport | ForEach-Object { @{ Name = $_ } }
}

BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
}

Describe 'Get-Help <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Name -Full
        $command = Get-Command $Name
    }

    It 'has a synopsis that is not the syntax' {
        $help.Synopsis | Should-MatchString '^[A-Z].*\.$'
        $help.Synopsis | Should-NotMatchString $Name
    }

    It 'describes every parameter' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters
        foreach ($parameter in $command.Parameters.Keys | Where-Object { $_ -notin $common }) {
            $described = Get-Help $Name -Parameter $parameter
            ($described.description | Out-String).Trim() | Should-NotBeEmptyString -Because $parameter
        }
    }

    It 'shows examples, code apart from words' {
        $examples = @($help.examples.example)
        $examples.Count | Should-BeGreaterThanOrEqual 3
        foreach ($example in $examples) {
            $example.code | Should-MatchString $Name
            $example.code | Should-NotMatchString '```'
            ($example.remarks | Out-String).Trim() | Should-NotBeEmptyString
        }
    }

    It 'has nothing that a terminal would act on' {
        ($help | Out-String) -replace '[\r\n\t]' | Should-NotMatchString '\p{Cc}'
    }

    It 'leads to other cmdlets of the module' {
        foreach ($link in $help.relatedLinks.navigationLink.linkText) { Get-Command $link -Module ChatPS | Should-NotBeNull }
    }
}

Describe 'The facts in the help' {
    It 'has the default <Default> for <Name> -<Parameter>' -ForEach @(
        @{ Name = 'Connect-ChatServer'; Parameter = 'Port'; Default = '34998' }
        @{ Name = 'Connect-ChatServer'; Parameter = 'TimeoutSec'; Default = '15' }
        @{ Name = 'Start-ChatServer'; Parameter = 'Address'; Default = '127.0.0.1' }
        @{ Name = 'Enter-ChatSession'; Parameter = 'TimeFormat'; Default = 'HH:mm' }
    ) {
        (Get-Help $Name -Parameter $Parameter).defaultValue | Should-Be $Default
    }
}

Describe 'The about topic <_>' -ForEach 'about_ChatPS', 'about_ChatPS_Server' {
    BeforeAll {
        $copy = Join-Path $root "en-US/$_.help.txt"
    }

    It 'lies where Get-Help looks' {
        (Get-Content $copy -Raw) | Should-Be (Get-Content (Join-Path $root "docs/en-US/$_.help.txt") -Raw)
    }

    It 'names only cmdlets that there are' {
        $named = (Select-String -Path $copy -Pattern '\b\w+-Chat\w+' -AllMatches).Matches.Value | Sort-Object -Unique
        @($named).Count | Should-BeGreaterThan 2
        foreach ($cmdlet in $named) { Get-Command $cmdlet -Module ChatPS | Should-NotBeNull }
    }
}
