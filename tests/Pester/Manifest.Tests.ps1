BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    $names = @(
        'Connect-ChatServer', 'Disconnect-ChatServer', 'Enter-ChatSession', 'Get-ChatServer', 'Get-ChatSession', 'Get-ChatUser'
        'Receive-ChatMessage', 'Send-ChatMessage', 'Send-ChatWhisper', 'Start-ChatServer', 'Stop-ChatServer'
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

    It 'says where it comes from' {
        'LicenseUri', 'ProjectUri' | ForEach-Object { "$($manifest.$_)" | Should-MatchString '^https://' }
        $manifest.Tags.Count | Should-BeGreaterThan 3
        $manifest.Tags | Where-Object { $_ -match '\s' } | Should-BeNull
    }

    It 'uses approved verbs' {
        $names | ForEach-Object { $_.Split('-')[0] } | Where-Object { $_ -notin (Get-Verb).Verb } | Should-BeNull
    }
}
