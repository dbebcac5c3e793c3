@{
    RootModule           = 'bin/ChatPS.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'ab93bef2-ac93-4175-b7a5-c4ba6ab27023'
    Author               = 'The ChatPS founders'
    CompanyName          = 'ChatPS'
    Copyright            = '(c) 2026 The ChatPS founders. MIT License.'
    Description          = 'Chat, and script chat, from PowerShell: a client, an interactive session and an embedded server for a small length-prefixed chat protocol.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess     = @('bin/ChatPS.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Connect-ChatServer'
        'Disconnect-ChatServer'
        'Enter-ChatSession'
        'Get-ChatServer'
        'Get-ChatSession'
        'Get-ChatUser'
        'Receive-ChatMessage'
        'Send-ChatMessage'
        'Send-ChatWhisper'
        'Start-ChatServer'
        'Stop-ChatServer'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('chat', 'messaging', 'bot', 'client', 'server', 'select', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/chatps/ChatPS/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/chatps/ChatPS'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
