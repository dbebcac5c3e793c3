# A server that answers as it is told, for what the embedded server never sends. One client, to whom it says something after the login; it ends with the client or with Stop-ScriptedServer.

function Start-ScriptedServer([byte[]] $WhoList, [string] $Say = '') {
    $listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback), 0
    $listener.Start()
    $thread = [powershell]::Create().AddScript({
        param($Listener, $WhoList, $Say)
        $ErrorActionPreference = 'Stop'
        $client = $Listener.AcceptTcpClient()
        $stream = $client.GetStream()
        $reader = New-Object IO.BinaryReader $stream
        function Send([byte[]] $Payload) {
            $frame = [Text.Encoding]::ASCII.GetBytes($Payload.Length.ToString('00')) + $Payload
            $stream.Write($frame, 0, $frame.Length)
        }
        try {
            while ($true) {
                $size = [int]([string]$reader.ReadChar() + $reader.ReadChar())
                $text = [Text.Encoding]::UTF8.GetString($reader.ReadBytes($size))
                switch -CaseSensitive -Wildcard ($text) {
                    'WHO' { Send $WhoList }
                    'MSG *' { Send ([Text.Encoding]::UTF8.GetBytes('fo: ' + $text.Substring(4))) }
                    default { Send ([Text.Encoding]::ASCII.GetBytes('OK')); if ($Say) { Send ([Text.Encoding]::UTF8.GetBytes($Say)) } }
                }
            }
        }
        catch [IO.EndOfStreamException], [IO.IOException] { Write-Debug "$_" } # the client has left
        finally { $client.Dispose() }
    }).AddArgument($listener).AddArgument($WhoList).AddArgument($Say)
    [pscustomobject]@{ ComputerName = '127.0.0.1'; Port = $listener.LocalEndpoint.Port; Listener = $listener; Thread = $thread; Run = $thread.BeginInvoke() }
}

function Stop-ScriptedServer($Server) {
    $Server.Listener.Stop()
    $Server.Thread.Stop()
    $Server.Thread.Dispose()
}
