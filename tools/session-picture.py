#!/usr/bin/env python3
"""Records docs/session.svg and docs/pipeline.svg from a real run: pwsh in tmux, with a server and others who talk.

    python3 tools/session-picture.py

Needs tmux, and pwsh on PATH; the module must be built. What is seen is what the terminal showed; only the time between keys is made up.
"""
import pathlib
import re
import subprocess
import tempfile
import time
import uuid

from terminal_svg import picture

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 76, 15
KEY, PAUSE = 0.07, 1.2

OTHERS = """
Import-Module '{root}/ChatPS.psd1'
$server = Start-ChatServer -Port 0 -AnnouncePresence
function Login($name) {{ [pscredential]::new($name, (ConvertTo-SecureString pw -AsPlainText -Force)) }}
function Join($name) {{ Connect-ChatServer 127.0.0.1 $server.Port -Credential (Login $name) }}
$doc = Join doc
Set-Content '{port}' $server.Port
function prompt {{ '> ' }}
"""

OWN = """
Import-Module '{root}/ChatPS.psd1'
$session = Connect-ChatServer 127.0.0.1 (Get-Content '{port}') -Credential ([pscredential]::new('fo', (ConvertTo-SecureString pw -AsPlainText -Force)))
function prompt {{ 'PS> ' }}
Remove-Module PSReadLine -ErrorAction Ignore
Clear-Host
"""


class Recorder:
    """A terminal whose screen is kept after each key."""

    def __init__(self):
        self.socket = "chatps-" + uuid.uuid4().hex
        self.frames = []
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            names = {"root": ROOT, "port": folder / "port"}
            (folder / "others.ps1").write_text(OTHERS.format(**names))
            (folder / "own.ps1").write_text(OWN.format(**names))
            self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "others", self.pwsh(folder / "others.ps1"))
            self.until(lambda: names["port"].exists() and names["port"].read_text().strip())
            self.tmux("new-session", "-d", "-s", "own", "-x", str(COLUMNS), "-y", str(ROWS), self.pwsh(folder / "own.ps1"))
            self.sees(r"^PS> $")

    @staticmethod
    def pwsh(script):
        return f"env -u NO_COLOR TERM=xterm-256color pwsh -NoLogo -NoProfile -NoExit -File '{script}'"

    def tmux(self, *arguments):
        return subprocess.run(["tmux", "-L", self.socket, *arguments], check=True, capture_output=True, text=True).stdout

    @staticmethod
    def until(is_so, seconds=60):
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.02)

    def sees(self, pattern):
        """Waits until the screen is so."""
        try:
            self.until(lambda: re.search(pattern, self.tmux("capture-pane", "-p", "-N", "-t", "own").rstrip("\n"), re.M))
        except TimeoutError:
            raise SystemExit(f"never seen: {pattern}\n{self.tmux('capture-pane', '-p', '-t', 'own')}") from None

    def keep(self, seconds):
        """Keeps the screen as it is, for so long."""
        column, row = self.tmux("display", "-p", "-t", "own", "#{cursor_x} #{cursor_y}").split()
        self.frames.append((seconds, self.tmux("capture-pane", "-ep", "-t", "own").rstrip(), (int(column), int(row))))

    def type(self, text, *keys):
        """Types, one key after another."""
        for character in text:
            before = self.tmux("display", "-p", "-t", "own", "#{cursor_x} #{cursor_y}")
            self.tmux("send-keys", "-t", "own", "-l", "--", ";".join(["\\", ""]) if character == ";" else character)
            self.until(lambda: self.tmux("display", "-p", "-t", "own", "#{cursor_x} #{cursor_y}") != before)
            self.keep(KEY)
        for key in keys:
            self.tmux("send-keys", "-t", "own", key)

    def others(self, command, pattern):
        """What somebody else does, and what is seen of it."""
        self.tmux("send-keys", "-t", "others", "-l", "--", command)
        self.tmux("send-keys", "-t", "others", "Enter")
        self.sees(pattern)
        self.keep(PAUSE)

    def write(self, name):
        self.tmux("kill-server")
        (ROOT / "docs" / name).write_text(picture(self.frames, COLUMNS, ROWS))


def session():
    run = Recorder()
    run.type("Enter-ChatSession", "Enter")
    run.sees(r"2 here: doc fo[\s\S]*^fo> ")
    run.keep(PAUSE)
    run.type("good mor")
    run.others("Send-ChatMessage 'morning! the new build is up, and it starts in half the time' -Session $doc", r"half\s+the time[\s\S]*^fo> good mor")
    run.type("ning, and the tests?", "Enter")
    run.sees(r"fo: good morning, and the tests\?[\s\S]*^fo> +$")
    run.keep(PAUSE)
    run.others("$ann = Join ann", r"\* ann joined")
    run.type("/who", "Enter")
    run.sees(r"3 here: ann doc fo")
    run.keep(PAUSE)
    run.type("/w a", "Tab")
    run.sees(r"^fo> /w ann $|^fo> /w ann +$")
    run.keep(PAUSE / 2)
    run.type("lunch at one?", "Enter")
    run.sees(r"\*you whisper to ann\*")
    run.keep(PAUSE)
    run.others("Send-ChatWhisper fo 'yes! and fo: bring doc' -Session $ann", r"\*ann whispers\*")
    run.type("/r ")
    run.keep(PAUSE / 2)
    run.type("will do", "Enter")
    run.sees(r"\*you whisper to ann\* will do[\s\S]*^fo> +$")
    run.keep(PAUSE)
    run.type("/quit", "Enter")
    run.sees(r"You have left[\s\S]*^PS> $")
    run.keep(3)
    run.write("session.svg")


def pipeline():
    run = Recorder()
    run.type("# every message is an object", "Enter")
    run.sees(r"object\s*\nPS> $")
    run.type("Receive-ChatMessage -Wait -First 2 | Format-Table Time, Sender, Text", "Enter")
    run.keep(PAUSE)
    run.others("Send-ChatMessage 'the backup is done' -Session $doc; Send-ChatMessage '42 GB' -Session $doc", r"42 GB[\s\S]*^PS> $")
    run.type("# and a bot is a pipeline that waits", "Enter")
    run.sees(r"waits\s*\nPS> $")
    run.type("Receive-ChatMessage -Wait -ExcludeOwn | Where-Object Text -Match time |", "Enter")
    run.sees(r"^>> $")
    run.type("ForEach-Object { Send-ChatMessage \"$(Get-Date -f t)\" -PassThru }", "Enter", "Enter")
    run.keep(PAUSE)
    run.others("Send-ChatMessage 'what time is it?' -Session $doc", r"fo +\d")
    run.keep(2)
    run.tmux("send-keys", "-t", "own", "C-c")
    run.sees(r"^PS> $")
    run.keep(3)
    run.write("pipeline.svg")


if __name__ == "__main__":
    session()
    pipeline()
