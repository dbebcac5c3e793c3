BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    $names = @(
        'Block-ChatClient', 'Connect-ChatServer', 'Disconnect-ChatClient', 'Disconnect-ChatServer', 'Enter-ChatServer', 'Enter-ChatSession', 'Get-ChatClient',
        'Get-ChatServer', 'Get-ChatServerLog', 'Get-ChatSession', 'Get-ChatUser', 'New-ChatLogin', 'Receive-ChatMessage', 'Send-ChatMessage',
        'Send-ChatNotice', 'Send-ChatWhisper', 'Set-ChatServer', 'Start-ChatServer', 'Stop-ChatServer', 'Test-ChatServer', 'Unblock-ChatClient', 'Wait-ChatServer'
    )
    $manifest = Test-ModuleManifest (Join-Path $root 'ChatPS.psd1')
    $data = Import-PowerShellDataFile (Join-Path $root 'ChatPS.psd1')
}

Describe 'The manifest' {
    It 'exports the cmdlets and nothing else' {
        (Get-Command -Module ChatPS).Name | Sort-Object | Should-BeInOrder $names
        Get-Command -Module ChatPS | ForEach-Object CommandType | Sort-Object -Unique | Should-Be 'Cmdlet'
        $module = Get-Module ChatPS
        $module.ExportedAliases.Count + $module.ExportedFunctions.Count + $module.ExportedVariables.Count | Should-Be 0
    }

    It 'names each export, without a wildcard' {
        $data.CmdletsToExport | Sort-Object | Should-BeInOrder $names
        $data.FunctionsToExport + $data.AliasesToExport + $data.VariablesToExport | Should-BeNull
    }

    It 'runs in both editions' {
        $manifest.PowerShellVersion | Should-Be ([version]'5.1')
        $data.CompatiblePSEditions | Should-BeInOrder 'Desktop', 'Core'
    }

    It 'has the version of the DLL' {
        [Reflection.AssemblyName]::GetAssemblyName((Join-Path $root 'bin/ChatPS.dll')).Version.ToString(3) | Should-Be $data.ModuleVersion
    }

    It 'asks for the .NET Framework that netstandard2.0 runs on without further files' {
        $manifest.DotNetFrameworkVersion | Should-Be ([version]'4.7.2')
    }

    It 'has tags that the Gallery finds it by' {
        'PSModule', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS' | ForEach-Object { $manifest.Tags | Should-ContainCollection $_ }
        $manifest.Tags | Where-Object { $_ -match '\s' -or $_ -in 'select', 'ChatPS' } | Should-BeNull
    }

    It 'has no address until the project has a home, and then one in one place' {
        $text = [IO.File]::ReadAllText((Join-Path $root 'ChatPS.psd1'))
        [regex]::Matches($text, 'https?://').Count | Should-Be ([int][bool]$data.PrivateData.PSData.ProjectUri)
        $data.PrivateData.PSData.Keys | Sort-Object | Should-BeInOrder 'ProjectUri', 'ReleaseNotes', 'Tags'
    }

    It 'uses approved verbs' {
        $names | ForEach-Object { $_.Split('-')[0] } | Where-Object { $_ -notin (Get-Verb).Verb } | Should-BeNull
    }
}
