BeforeAll {
    . "$PSScriptRoot/Support/Chat.ps1"
    $version = (Import-PowerShellDataFile (Join-Path $root 'ChatPS.psd1')).ModuleVersion
    $made = Invoke-Shell '-NonInteractive', '-File', (Join-Path $root 'build.ps1'), '-Task', 'Package' -Directory $TestDrive
    if ($made.ExitCode) { throw "The package was not made: $($made.Out) $($made.Err)" }
    $stage = Join-Path $root "out/ChatPS/$version"
    $package = Join-Path $root "out/ChatPS.$version.nupkg"
    $files = 'ChatPS.psd1', 'LICENSE', 'bin/ChatPS.Format.ps1xml', 'bin/ChatPS.dll', 'en-US/ChatPS.dll-Help.xml', 'en-US/about_ChatPS.help.txt', 'en-US/about_ChatPS_Server.help.txt'

    function Get-RelativeFile([string] $Folder) {
        Get-ChildItem $Folder -Recurse -File | ForEach-Object { $_.FullName.Substring((Resolve-Path $Folder).ProviderPath.Length + 1).Replace('\', '/') } |
            Sort-Object { $_.ToLowerInvariant() }
    }

    # What a user does first, where the checkout is not to be found.
    $firstSteps = {
        $ErrorActionPreference = 'Stop'
        Import-Module $module
        $login = New-Object pscredential 'fo', (ConvertTo-SecureString pw -AsPlainText -Force)
        $session = Start-ChatServer -Port 0 | Connect-ChatServer -Credential $login
        (Send-ChatMessage 'it works' -PassThru).Text
        (Get-Help Connect-ChatServer).Synopsis
        @((Get-Help Send-ChatMessage -Examples).examples.example).Count
        (Get-Help about_ChatPS) -match 'SHORT DESCRIPTION' -as [bool]
        (Get-FormatData ChatPS.ChatMessage).FormatViewDefinition.Count
        (Get-Module ChatPS).Path
    }

    function Assert-FirstSteps([string] $Module) {
        $run = Invoke-Shell '-NonInteractive', '-Command', "`$module = '$Module'; $firstSteps" -Directory $TestDrive
        $run.Err | Should-BeEmptyString
        $lines = $run.Out -split '\r?\n'
        $lines[0..4] | Should-BeInOrder 'it works', 'Logs in at a chat server and gives the session.', '5', 'True', '2'
        $lines[5].Replace('\', '/') | Should-BeLikeString "$((Resolve-Path $Module).ProviderPath.Replace('\', '/'))*/bin/ChatPS.dll"
    }
}

Describe 'The package' {
    It 'is staged with the files of the module and nothing else' {
        Get-RelativeFile $stage | Should-BeInOrder ($files | Sort-Object { $_.ToLowerInvariant() })
    }

    It 'has the release notes of its version' {
        $notes = (Import-PowerShellDataFile (Join-Path $stage 'ChatPS.psd1')).PrivateData.PSData.ReleaseNotes
        $change = Join-Path $root 'CHANGELOG.md'
        if (Test-Path $change) { [IO.File]::ReadAllText($change) -replace '\r' | Should-BeLikeString ('*' + [wildcardpattern]::Escape($notes) + '*') }
        $notes | Should-NotBeEmptyString
    }

    It 'works when it is copied to another place' {
        $copy = Join-Path $TestDrive 'elsewhere/ChatPS'
        $null = New-Item $copy -ItemType Directory
        Copy-Item "$stage/*" $copy -Recurse
        Assert-FirstSteps $copy
    }

    It 'is installed from a folder by PowerShell itself' {
        $folder = New-Item (Join-Path $TestDrive repository) -ItemType Directory
        $modules = New-Item (Join-Path $TestDrive modules) -ItemType Directory
        Copy-Item $package $folder
        $name = "ChatPS-$([guid]::NewGuid().ToString('n'))"
        Register-PSResourceRepository -Name $name -Uri $folder.FullName -Trusted
        try {
            (Find-PSResource ChatPS -Repository $name).Version | Should-Be ([version]$version)
            Save-PSResource ChatPS -Repository $name -Path $modules.FullName -TrustRepository
        }
        finally { Unregister-PSResourceRepository $name }
        Get-RelativeFile (Join-Path $modules "ChatPS/$version") | Should-BeInOrder ($files | Sort-Object { $_.ToLowerInvariant() })
        Assert-FirstSteps (Join-Path $modules 'ChatPS')
    }
}
