BeforeDiscovery {
    . "$PSScriptRoot/Support/Tool.ps1"
    $noPlatyPS = @(Get-MissingTool Microsoft.PowerShell.PlatyPS).Count -gt 0
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
        foreach ($link in $help.relatedLinks.navigationLink.linkText | Where-Object { $_ -ne 'Online version:' }) { Get-Command $link -Module ChatPS | Should-NotBeNull }
    }
}

Describe 'The help of the module' {
    It 'has a blank line before each example' {
        $text = (Get-Help Send-ChatMessage -Examples | Out-String -Width 200) -replace '\r'
        $text = $text -replace '(?m)[ ]+$'
        [regex]::Matches($text, '-{5,} Example').Count | Should-BeGreaterThanOrEqual 3
        [regex]::Matches($text, '\n\n *-{5,} Example').Count | Should-Be ([regex]::Matches($text, '-{5,} Example').Count)
    }

    It 'names no generic type' {
        foreach ($cmdlet in Get-Command -Module ChatPS) { Get-Help $cmdlet -Full | Out-String | Should-NotMatchString '`\d|Nullable' }
    }
}

Describe 'Get-Help -Online' -Tag 'needs:Microsoft.PowerShell.PlatyPS' -Skip:($noPlatyPS) {
    # The address is invented here, and leads nowhere: the project sets its own in ChatPS.psd1.
    It 'leads to the page in the repository once the project has a home' {
        $copy = (New-Item (Join-Path $TestDrive ChatPS) -ItemType Directory).FullName
        foreach ($item in 'ChatPS.psd1', 'bin', 'en-US') { Copy-Item (Join-Path $root $item) $copy -Recurse }
        & (Join-Path $root 'tools/New-HelpFile.ps1') -ProjectUri 'https://home.invalid/chatps' -OutputFolder (Join-Path $copy en-US)
        $uris = (Invoke-Shell '-NonInteractive', '-Command', "Import-Module '$copy/ChatPS.psd1'; Get-Command -Module ChatPS | ForEach-Object { `$_.HelpUri; (Get-Help `$_).relatedLinks.navigationLink[0].uri }").Out -split '\r?\n'
        $uris | Should-BeInOrder @(Get-Command -Module ChatPS | ForEach-Object { , "https://home.invalid/chatps/blob/main/docs/en-US/$($_.Name).md" * 2 })
    }

    It 'has no address before' {
        (Get-Command -Module ChatPS).HelpUri | Where-Object { $_ } | Should-BeNull
        (Get-Command -Module ChatPS).Count | Should-BeGreaterThan 0
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
