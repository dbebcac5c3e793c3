@{
    RootModule             = 'bin/ChatPS.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'ab93bef2-ac93-4175-b7a5-c4ba6ab27023'
    Author                 = 'The ChatPS founders'
    CompanyName            = 'ChatPS'
    Copyright              = '(c) 2026 The ChatPS founders. MIT License.'
    Description            = 'Chat, and script chat, from PowerShell: a client, an interactive session and an embedded server for a small length-prefixed chat protocol.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('bin/ChatPS.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Block-ChatClient'
        'Connect-ChatServer'
        'Disconnect-ChatClient'
        'Disconnect-ChatServer'
        'Enter-ChatServer'
        'Enter-ChatSession'
        'Get-ChatClient'
        'Get-ChatServer'
        'Get-ChatServerLog'
        'Get-ChatSession'
        'Get-ChatUser'
        'New-ChatLogin'
        'Receive-ChatMessage'
        'Send-ChatMessage'
        'Send-ChatNotice'
        'Send-ChatWhisper'
        'Set-ChatServer'
        'Start-ChatServer'
        'Stop-ChatServer'
        'Test-ChatServer'
        'Unblock-ChatClient'
        'Wait-ChatServer'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('PSModule', 'chat', 'messaging', 'bot', 'client', 'server', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            # The one place for the project's home, an address without a slash at its end. Empty until there is one.
            # The addresses of the licence, the icon and each help page follow from it: see CONTRIBUTING.md, 'A home'.
            ProjectUri   = ''
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
