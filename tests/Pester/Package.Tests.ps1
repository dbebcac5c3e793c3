BeforeDiscovery {
    . "$PSScriptRoot/Support/Tool.ps1"
    $missing = @(Get-MissingTool Microsoft.PowerShell.PSResourceGet)
    $runsOnCore = $PSVersionTable.PSVersion.Major -ge 7
}

Describe 'The package' -Tag 'needs:Microsoft.PowerShell.PSResourceGet' -Skip:($missing.Count -gt 0) {
    BeforeAll {
        . "$PSScriptRoot/Support/Chat.ps1"
        $version = (Import-PowerShellDataFile (Join-Path $root 'ChatPS.psd1')).ModuleVersion
        $made = Invoke-Shell '-NonInteractive', '-File', (Join-Path $root 'build.ps1'), '-Task', 'Package' -Directory $TestDrive
        if ($made.ExitCode) { throw "The package was not made: $($made.Out) $($made.Err)" }
        $stage = Join-Path $root "out/ChatPS/$version"
        $package = Join-Path $root "out/ChatPS.$version.nupkg"
        $files = 'ChatPS.psd1', 'LICENSE', 'README.md', 'icon.png', 'bin/ChatPS.Format.ps1xml', 'bin/ChatPS.dll', 'en-US/ChatPS.dll-Help.xml', 'en-US/about_ChatPS.help.txt', 'en-US/about_ChatPS_Server.help.txt'

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

        function Assert-FirstUse([string] $Module) {
            $run = Invoke-Shell '-NonInteractive', '-Command', "`$module = '$Module'; $firstSteps" -Directory $TestDrive
            $run.Err | Should-BeEmptyString
            $lines = $run.Out -split '\r?\n'
            $lines[0..4] | Should-BeInOrder 'it works', 'Logs in at a chat server and returns the session.', '5', 'True', '4'
            $lines[5].Replace('\', '/') | Should-BeLikeString "$((Resolve-Path $Module).ProviderPath.Replace('\', '/'))*/bin/ChatPS.dll"
        }
    }

    It 'is staged with the files of the module and nothing else' {
        Get-RelativeFile $stage | Should-BeInOrder ($files | Sort-Object { $_.ToLowerInvariant() })
    }

    It 'has the release notes of its version, which speak of what is in it' {
        $notes = (Import-PowerShellDataFile (Join-Path $stage 'ChatPS.psd1')).PrivateData.PSData.ReleaseNotes
        $notes | Should-MatchString 'Connect-ChatServer'
        $notes | Should-NotMatchString 'ChatPS\.Shell|In the repository|See CHANGELOG'
        foreach ($line in $notes -split '\r?\n') { [IO.File]::ReadAllText((Join-Path $root 'CHANGELOG.md')) | Should-BeLikeString ('*' + [wildcardpattern]::Escape($line) + '*') }
    }

    It 'has no link that leads nowhere' {
        $data = Import-PowerShellDataFile (Join-Path $stage 'ChatPS.psd1')
        $data.PrivateData.PSData.ContainsKey('ProjectUri') | Should-Be ([bool](Import-PowerShellDataFile (Join-Path $root 'ChatPS.psd1')).PrivateData.PSData.ProjectUri)
        [IO.File]::ReadAllText((Join-Path $stage 'README.md')) | Should-NotMatchString '\]\((?!https://)'
    }

    It 'has an icon that is a small PNG' {
        $bytes = [IO.File]::ReadAllBytes((Join-Path $stage 'icon.png'))
        [Text.Encoding]::ASCII.GetString($bytes, 1, 3) | Should-Be 'PNG'
        $bytes.Length | Should-BeLessThan 10000
    }

    It 'is a release build that shows no internals to tests' {
        $attributes = [Reflection.Assembly]::Load([IO.File]::ReadAllBytes((Join-Path $stage 'bin/ChatPS.dll'))).GetCustomAttributesData()
        ($attributes | Where-Object { $_.AttributeType.Name -eq 'AssemblyConfigurationAttribute' }).ConstructorArguments.Value | Should-Be 'Release'
        $attributes | Where-Object { $_.AttributeType.Name -eq 'InternalsVisibleToAttribute' } | Should-BeNull
    }

    It 'has no path of the builder, neither in the DLL nor in an error' {
        $bytes = [IO.File]::ReadAllBytes((Join-Path $stage 'bin/ChatPS.dll'))
        foreach ($path in $root, $root.Replace('\', '/'), [Environment]::GetFolderPath('UserProfile')) {
            foreach ($encoding in [Text.Encoding]::UTF8, [Text.Encoding]::Unicode) {
                [Text.Encoding]::GetEncoding('iso-8859-1').GetString($bytes).Contains([Text.Encoding]::GetEncoding('iso-8859-1').GetString($encoding.GetBytes($path))) | Should-BeFalse
            }
        }
        $run = Invoke-Shell '-NonInteractive', '-Command', "
            Import-Module '$stage/ChatPS.psd1'
            `$login = New-Object pscredential 'fo', (ConvertTo-SecureString pw -AsPlainText -Force)
            `$session = Start-ChatServer -Port 0 | Connect-ChatServer -Credential `$login
            Send-ChatMessage WHO -ErrorAction SilentlyContinue -ErrorVariable problem
            `$problem.Exception.InnerException.StackTrace" -Directory $TestDrive
        $run.Out | Should-MatchString 'ChatSession'
        $run.Out | Should-NotMatchString ([regex]::Escape($root))
        # Windows PowerShell does not read the symbols that are in the DLL.
        if ($PSVersionTable.PSVersion.Major -ge 7) { $run.Out | Should-MatchString ' in /_/src[\\/]ChatPS[\\/]Client[\\/]ChatSession\.cs:line \d+' }
    }

    It 'names its sources from the root of the repository on' -Skip:(-not $runsOnCore) {
        $image = New-Object Reflection.PortableExecutable.PEReader ([IO.File]::OpenRead((Join-Path $stage 'bin/ChatPS.dll')))
        try {
            $entry = $image.ReadDebugDirectory() | Where-Object Type -EQ EmbeddedPortablePdb
            $symbols = $image.ReadEmbeddedPortablePdbDebugDirectoryData($entry)
            $reader = [Reflection.Metadata.PEReaderExtensions] # loads the assembly
            $reader = $symbols.GetMetadataReader()
            $sources = @($reader.Documents | ForEach-Object { $reader.GetString($reader.GetDocument($_).Name) })
            $sources.Count | Should-BeGreaterThan 50
            $sources | Where-Object { $_ -notlike '/_/*' } | Should-BeNull
        }
        finally { $image.Dispose() }
    }

    It 'has the DLL, byte for byte, that a build in another folder makes' {
        $elsewhere = (New-Item (Join-Path $TestDrive 'another/place') -ItemType Directory).FullName
        Copy-Item (Join-Path $root 'global.json'), (Join-Path $root 'Directory.Build.props'), (Join-Path $root '.editorconfig'), (Join-Path $root 'ChatPS.psd1') $elsewhere
        Get-ChildItem (Join-Path $root 'src/ChatPS') -Recurse -File | Where-Object { $_.FullName -notmatch '[\\/]obj[\\/]' } | ForEach-Object {
            $target = Join-Path $elsewhere $_.FullName.Substring($root.Length)
            $null = New-Item (Split-Path $target) -ItemType Directory -Force
            Copy-Item $_.FullName $target
        }
        $log = dotnet build (Join-Path $elsewhere 'src/ChatPS/ChatPS.csproj') -c Release -p:PackageBuild=true "-p:OutputPath=$elsewhere/built/" 2>&1
        $LASTEXITCODE | Should-Be 0 -Because "$log"
        (Get-FileHash (Join-Path $elsewhere 'built/ChatPS.dll')).Hash | Should-Be (Get-FileHash (Join-Path $stage 'bin/ChatPS.dll')).Hash
    }

    It 'works when it is copied to another place' {
        $copy = Join-Path $TestDrive 'elsewhere/ChatPS'
        $null = New-Item $copy -ItemType Directory
        Copy-Item "$stage/*" $copy -Recurse
        Assert-FirstUse $copy
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
        Assert-FirstUse (Join-Path $modules 'ChatPS')
    }
}
