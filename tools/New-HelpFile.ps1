<#
.SYNOPSIS
    Makes en-US/ChatPS.dll-Help.xml, which Get-Help reads, from the pages beside it.

.DESCRIPTION
    PlatyPS reads the pages and writes the file. Its version 1.0 leaves out the defaults of parameters, puts code and words of an example
    into one, marks empty lines with the control character U+0080, and adds links that lead nowhere: that is mended here.

    Where the project has a home, the first link of each entry leads to its page there. Get-Help -Online opens it, and it is the HelpUri
    of the command.

.PARAMETER ProjectUri
    The home. Left out, it is the one in ChatPS.psd1.

.PARAMETER OutputFolder
    Where the file goes. Left out, beside the pages.
#>
[CmdletBinding()]
param([string] $ProjectUri, [string] $OutputFolder)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$folder = Join-Path (Split-Path $PSScriptRoot) 'docs/en-US'
if (-not $OutputFolder) { $OutputFolder = $folder }
if (-not $ProjectUri) { $ProjectUri = (Import-PowerShellDataFile (Join-Path (Split-Path $PSScriptRoot) 'ChatPS.psd1')).PrivateData.PSData.ProjectUri }
$made = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())

function ConvertTo-Element([string] $Name, [string] $Text) {
    $element = $xml.CreateElement($Name, $names.LookupNamespace($Name.Split(':')[0]))
    $element.InnerText = $Text
    $element
}

# Each paragraph in an element of its own, as Get-Help expects it.
function Edit-Paragraph($Parent, [string] $Text) {
    while ($Parent.HasChildNodes) { $null = $Parent.RemoveChild($Parent.FirstChild) }
    $Text -split '(?:\r?\n){2,}' | Where-Object { $_ } | ForEach-Object { $null = $Parent.AppendChild((ConvertTo-Element maml:para $_.Trim())) }
}

# Get-Help -Online takes the first link that has an address.
function Add-OnlineLink($Node, [string] $Name) {
    $links = $Node.SelectSingleNode('command:relatedLinks', $names)
    $link = $links.InsertBefore((ConvertTo-Element maml:navigationLink), $links.FirstChild)
    $null = $link.AppendChild((ConvertTo-Element maml:linkText 'Online version:'))
    $null = $link.AppendChild((ConvertTo-Element maml:uri "$ProjectUri/blob/main/docs/en-US/$Name.md"))
}

function Repair-Command($Node, $Page) {
    foreach ($parameter in $Node.SelectNodes('command:parameters/command:parameter', $names)) {
        $name = $parameter.SelectSingleNode('maml:name', $names).InnerText
        $default = ($Page.Parameters | Where-Object Name -EQ $name).DefaultValue
        if ($default) { $null = $parameter.AppendChild((ConvertTo-Element dev:defaultValue $default)) }
    }
    foreach ($words in $Node.SelectNodes('maml:description | maml:alertSet/maml:alert | command:parameters/*/maml:description', $names)) {
        Edit-Paragraph $words $words.InnerText
    }
    foreach ($example in $Node.SelectNodes('command:examples/command:example', $names)) {
        $introduction = $example.SelectSingleNode('maml:introduction', $names)
        $parts = [regex]::Match($introduction.InnerText, '(?s)^```powershell\r?\n(.*?)\r?\n```(.*)$')
        $example.SelectSingleNode('dev:code', $names).InnerText = $parts.Groups[1].Value -replace '\r'
        $remarks = $example.SelectSingleNode('dev:remarks', $names)
        Edit-Paragraph $remarks $parts.Groups[2].Value.Replace([string][char]0x80, '')
        $null = $remarks.AppendChild((ConvertTo-Element maml:para)) # a blank line before the next example
        Edit-Paragraph $introduction ''
    }
    foreach ($link in $Node.SelectNodes('command:relatedLinks/maml:navigationLink', $names)) {
        $uri = $link.SelectSingleNode('maml:uri', $names)
        if ($uri.InnerText) { $uri.InnerText = '' } else { $null = $link.ParentNode.RemoveChild($link) }
    }
    if ($ProjectUri) { Add-OnlineLink $Node $Page.Title }
}

try {
    $pages = Import-MarkdownCommandHelp (Join-Path $folder '*-*.md')
    $null = $pages | Export-MamlCommandHelp -OutputFolder $made
    $xml = New-Object xml
    $xml.Load((Join-Path $made 'ChatPS/ChatPS.dll-Help.xml'))
    $names = New-Object Xml.XmlNamespaceManager $xml.NameTable
    'maml', 'command', 'dev' | ForEach-Object { $names.AddNamespace($_, $xml.DocumentElement.GetNamespaceOfPrefix($_)) }
    foreach ($command in $xml.SelectNodes('//command:command', $names)) {
        Repair-Command $command ($pages | Where-Object Title -EQ $command.SelectSingleNode('command:details/command:name', $names).InnerText)
    }

    # The same bytes on every system.
    $settings = New-Object Xml.XmlWriterSettings -Property @{ Indent = $true; NewLineChars = "`n"; Encoding = New-Object Text.UTF8Encoding $false }
    $writer = [Xml.XmlWriter]::Create((Join-Path $OutputFolder 'ChatPS.dll-Help.xml'), $settings)
    try { $xml.Save($writer) } finally { $writer.Dispose() }
}
finally { Remove-Item $made -Recurse -Force -ErrorAction SilentlyContinue }
