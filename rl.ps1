$host.ui.ReadLine(); [Console]::In.ReadLine(); $host.ui.readline(); $null -eq $host.UI.ReadLine()
